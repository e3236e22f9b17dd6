"""What leaving pieces share: drugs of the place, its lots, and which lots would leave."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import View

from delegations.roles import Permission
from delegations.row_numbers import row_number
from supply.forms.ledger_choices import Choices, leaving_drugs, lots_at, named_lots
from supply.forms.ledger_lines import IssueRow, Lines, lines_of
from supply.models import Lot
from supply.selectors.issue_preview import preview
from supply.selectors.stock import stock_of
from supply.views.at_place import AtPlace


class IssuesFrom(AtPlace):
    """The choices of a line that leaves this place."""

    @cached_property
    def drugs(self) -> Choices:
        return leaving_drugs(stock_of(self.place, self.place.today()))

    @cached_property
    def lots(self) -> list[Lot]:
        return lots_at(self.place)

    def make_lines(self, data: Any = None) -> Lines:
        asked, lot = self.request.GET.get("medicamento", ""), self.request.GET.get("lote", "")
        chosen = [one for one in self.lots if str(one.pk) == lot][:1]
        wanted = str(chosen[0].drug_id) if chosen else asked
        first = [choice for choice in self.drugs if str(choice.target.pk) == wanted][:1] if wanted else []
        pieces = row_number(self.request.GET.get("piezas", ""))
        initial = [
            {"drug": choice.value, "lot": chosen[0].number if chosen else "", "pieces": pieces} for choice in first
        ]
        lines: Lines = lines_of(IssueRow, data=data, choices=self.drugs, lots=self.lots, initial=initial)
        return lines

    def choices_shown(self) -> dict[str, Any]:
        """The lists of suggestions in the page."""
        return {
            "drug_choices": self.drugs,
            "lot_choices": named_lots(self.lots),
            "may_block": self.may(Permission.ISSUE_BLOCKED_LOT),
        }


class IssuePreview(IssuesFrom, View):
    """Which lots would leave for the lines typed so far. Reads only; what it shows is decided again when posting."""

    permission = Permission.POST_LEDGER

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        lines = self.make_lines(request.POST)
        lines.is_valid()
        rows = [
            (lines.number_of(form), form.cleaned_data["drug"].target, form.line())
            for form in lines.typed
            if not form.errors and form.cleaned_data.get("drug")
        ]
        shown = preview(self.lots, rows, self.place.today())
        return render(request, "supply/_dispense_preview.html", {"lines": shown})
