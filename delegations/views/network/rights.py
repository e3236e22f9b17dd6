"""Who may do what with one posting, as pages show it; the actions ask the same again."""

from __future__ import annotations

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from delegations.actions.network.end import ends_own_cover
from delegations.actions.network.rules import may_manage
from delegations.models import Holding, Person, Posting
from delegations.roles import POSTS, Permission, Role
from delegations.scoping import has_permission
from delegations.signed_in import person_of


def may_cover(person: Person, posting: Posting) -> bool:
    """Whoever manages it, and the titular, who arranges their own absence."""
    is_titular = posting.holding == Holding.TITULAR and posting.role in POSTS
    return is_titular and (posting.person_id == person.pk or may_manage(person, posting))


def may_change_contact(person: Person, posting: Posting) -> bool:
    """Whoever manages it, and its holder."""
    return posting.person_id == person.pk or may_manage(person, posting)


def may_end(person: Person, posting: Posting) -> bool:
    """Whoever manages it, and a titular who comes back early from leave."""
    return ends_own_cover(person, posting) or may_manage(person, posting)


class NetworkPage(LoginRequiredMixin):
    """A page for whoever may look at the network of their places; relatives have no business here."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.user.is_authenticated and not has_permission(person_of(request), Permission.VIEW_NETWORK):
            if "pk" in kwargs:  # what one does not see is not there
                raise Http404
            raise PermissionDenied(_("Su nombramiento no permite ver la red de responsables de abasto."))
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @property
    def person(self) -> Person:
        """Who asks."""
        return person_of(self.request)


def posting_or_404(person: Person, pk: int) -> Posting:
    """A posting of staff that the person sees."""
    rows = Posting.objects.visible_to(person).exclude(role=Role.FAMILY)
    related = ("person", "delegation", "unit__delegation", "covers__person")
    try:
        return rows.select_related(*related).get(pk=pk)
    except Posting.DoesNotExist:
        raise Http404 from None


__all__ = ["NetworkPage", "may_change_contact", "may_cover", "may_end", "may_manage", "posting_or_404"]
