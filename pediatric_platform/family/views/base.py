"""What every page of a family shares: the relative's own child is found, or the page is not there."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone

from delegations.models import Person
from delegations.signed_in import person_of
from pediatric_platform.models import Child, ChildState
from pediatric_platform.selectors.family import own_children

# The child whose page was opened last, in the session of this device.
CHOSEN = "family_child"


class OwnChild(LoginRequiredMixin):
    """A page about the child named in the address, for its relatives with a consent in force; 404 for anybody else."""

    child: Child
    person: Person
    request: HttpRequest
    # How many children the relative has: more than one, and the page leads back to them.
    siblings: int
    # A page that has nothing to say once the child has died.
    while_living: ClassVar[bool] = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.person = person_of(request)
        children = list(own_children(self.person))
        mine = [child for child in children if child.folio == kwargs["folio"]]
        if not mine or (self.while_living and mine[0].state == ChildState.DECEASED):
            raise Http404
        self.child, self.siblings = mine[0], len(children)
        if request.session.get(CHOSEN) != self.child.folio:
            request.session[CHOSEN] = self.child.folio
        # Days and hours are the hospital's, whatever zone the site itself is in.
        with timezone.override(self.child.unit.zone):
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return {"child": self.child, "siblings": self.siblings, "help_slug": "mi-familia", **context}
