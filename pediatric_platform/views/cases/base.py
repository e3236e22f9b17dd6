"""What every page of cases asks first: does the person see the hospital's stock, and may they do this to the case."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.signed_in import person_of
from delegations.views.listing import Crumb
from pediatric_platform.models import Case
from pediatric_platform.selectors.cases.listing import JOINED


class Staff(LoginRequiredMixin):
    """For whoever sees the stock of some hospital; families have their own pages."""

    request: HttpRequest
    person: Person

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            self.person = person_of(request)
            self.allow()
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Los casos los ve el personal del instituto."))


class OneCase(Staff):
    """A page or an act of one case of the person's reach: for others it is not there (404)."""

    kwargs: dict[str, Any]
    case: Case

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)  # type: ignore[misc]
        self.kwargs = kwargs

    def allow(self) -> None:
        rows = Case.objects.visible_to(self.person).select_related(*JOINED, "merged_into", "solved_by", "ended_by")
        self.case = get_object_or_404(rows, folio=self.kwargs["folio"])

    def here(self) -> str:
        return reverse("pediatric:case", args=[self.case.folio])

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [
            (_("Casos"), reverse("pediatric:case-list")),
            (self.case.folio, self.here() if more else ""),
            *more,
        ]
