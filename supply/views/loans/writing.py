"""Lending and borrowing: a ledger document with an institution and a day to return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import ListView

from delegations.models import Place
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.actions.ledger import IssueLine, LotLine, Posting
from supply.actions.loans import borrow, lend_out
from supply.forms.ledger_choices import PackChoices, arriving_drugs
from supply.forms.ledger_heads import LedgerHead
from supply.forms.ledger_lines import Lines, ReceiptLine, lines_of
from supply.forms.loans import LoanHead
from supply.models import Loan
from supply.views.issue import IssuesFrom
from supply.views.loans.base import Staff
from supply.views.post_lines import PostLines

# Until somebody says another day: a working value.
USUAL_DAYS = 30


class LoanStart(Staff, ListView):
    """Which place lends, or borrows?"""

    template_name = "supply/loans/start.html"
    context_object_name = "places"

    def allow(self) -> None:
        if not scope_of(self.person).allows(Permission.LEND):
            raise PermissionDenied(_("Su nombramiento no permite prestar ni pedir prestado."))

    def get_queryset(self) -> QuerySet[Place]:
        reach = Q(pk__in=[])
        for grant in scope_of(self.person).grants:
            if Permission.LEND in grant.permissions:
                reach |= Q(delegation_id=grant.delegation_id) if grant.delegation_id else Q(unit_id=grant.unit_id)
        places = Place.objects.active().stock_keeping().filter(reach).select_related("unit", "delegation")
        query = self.request.GET.get("q", "").strip()
        return (places.search(query) if query else places).order_by("unit__name", "name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("Préstamos"), reverse("supply:loan-list")), (_("Nuevo"), "")]
        return super().get_context_data(crumbs=crumbs, **kwargs)


class _WritesLoan(PostLines):
    """Subclasses say in which direction."""

    permission = Permission.LEND
    loan: Loan

    def make_head(self, data: Any = None) -> LoanHead:
        today = self.place.today()
        initial = {"occurred_on": today, "due_on": today + timedelta(days=USUAL_DAYS)}
        return LoanHead(data, initial=initial, place=self.place)

    def next_page(self, posting: Posting) -> str:
        return self.loan.get_absolute_url()

    def get_more(self) -> dict[str, Any]:
        crumbs = [(_("Préstamos"), reverse("supply:loan-list")), (str(self.title), "")]
        return {"crumbs": crumbs, "cancel": reverse("supply:loan-list")}


class LoanGive(IssuesFrom, _WritesLoan):
    template_name = "supply/transfer_form.html"
    title = gettext_lazy("Prestar a otra institución")
    submit = gettext_lazy("Registrar préstamo")
    hint = gettext_lazy("Sale primero lo que caduca antes, si no nombra un lote.")

    def act(self, head: LedgerHead, lines: Sequence[IssueLine]) -> Posting:
        assert isinstance(head, LoanHead)
        self.loan, posting = lend_out(place=self.place, lines=lines, by=self.person, **head.told())
        return posting

    def get_more(self) -> dict[str, Any]:
        return {**super().get_more(), **self.choices_shown()}


class LoanTake(_WritesLoan):
    template_name = "supply/receive_form.html"
    title = gettext_lazy("Recibir en préstamo")
    submit = gettext_lazy("Registrar préstamo")
    hint = gettext_lazy("Un renglón por lote, como viene en la caja. Entra al libro y queda por devolver.")

    @cached_property
    def drugs(self) -> PackChoices:
        return arriving_drugs()

    def make_lines(self, data: Any = None) -> Lines:
        lines: Lines = lines_of(ReceiptLine, data=data, choices=self.drugs)
        return lines

    def act(self, head: LedgerHead, lines: Sequence[LotLine]) -> Posting:
        assert isinstance(head, LoanHead)
        self.loan, posting = borrow(place=self.place, lines=lines, by=self.person, **head.told())
        return posting
