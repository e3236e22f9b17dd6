"""What every page of loans asks first: does the person see it, and may they do this to it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.editing import EditForm
from delegations.views.listing import Crumb
from supply.loan_rights import must_lend
from supply.models import Loan


class Staff(Asking):
    """For the institute's staff."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Los préstamos los ve el personal del instituto."))


class OneLoan(Staff):
    """A page or an act of one loan, for whoever sees its place."""

    loan: Loan

    def allow(self) -> None:
        rows = Loan.objects.visible_to(self.person).select_related(
            "place__delegation", "place__unit", "partner", "document", "made_by"
        )
        self.loan = get_object_or_404(rows, pk=self.kwargs["pk"])
        self.permit()

    def permit(self) -> None:
        """Whether they may do this to it; the action asks again."""

    def here(self) -> str:
        return self.loan.get_absolute_url()

    def crumbs(self, *more: Crumb) -> list[Crumb]:
        return [
            (_("Préstamos"), reverse("supply:loan-list")),
            (self.loan.folio, self.here() if more else ""),
            *more,
        ]


class LoanAct(OneLoan, EditForm):
    """A form about one loan, by whoever lends and borrows for its place."""

    template_name = "supply/loans/act.html"

    def permit(self) -> None:
        must_lend(self.person, self.loan.place)

    def edited(self) -> Any:
        return self.loan

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = self.crumbs((str(self.title), ""))
        return super().get_context_data(loan=self.loan, crumbs=crumbs, **kwargs)
