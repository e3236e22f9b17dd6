"""What every page of cases asks first: does the person see the hospital's stock, and may they do this to the case."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.listing import Crumb
from pediatric_platform.case_rights import read_by
from pediatric_platform.models import Case
from pediatric_platform.selectors.cases.listing import JOINED


class Staff(Asking):
    """For whoever sees the stock of some hospital; families have their own pages."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Los casos los ve el personal del instituto."))


class OneCase(Staff):
    """A page or an act of one case of the person's reach: for others it is not there (404)."""

    case: Case

    def allow(self) -> None:
        rows = Case.objects.visible_to(self.person).select_related(*JOINED, "merged_into", "solved_by", "ended_by")
        self.case = read_by(self.person, get_object_or_404(rows, folio=self.kwargs["folio"]))

    def here(self) -> str:
        return reverse("pediatric:case", args=[self.case.folio])

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [
            (_("Casos"), reverse("pediatric:case-list")),
            (self.case.folio, self.here() if more else ""),
            *more,
        ]
