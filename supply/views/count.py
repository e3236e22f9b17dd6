from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from delegations.roles import Permission
from delegations.row_numbers import row_number
from supply.actions import ledger
from supply.actions.ledger import CountLine, Posting
from supply.actions.lots import ensure_lots, lot_number
from supply.errors import KeyReused, LedgerRefusal, NothingToPost
from supply.forms.ledger_choices import arriving_drugs
from supply.forms.ledger_count import Counted, CountHead
from supply.forms.ledger_fields import read_day
from supply.forms.ledger_lines import FoundRow, Lines, lines_of
from supply.models import Drug
from supply.selectors.counting import to_count
from supply.views.at_place import AtPlace
from supply.views.post_lines import faults_of
from supply.views.posted import refusal_text, tell


class Count(AtPlace, TemplateResponseMixin, View):
    """The shelves against the book, of the whole place or of one drug; only the differences are posted."""

    permission = Permission.COUNT_STOCK
    template_name = "supply/count_form.html"

    @cached_property
    def drug(self) -> Drug | None:
        asked = row_number(self.request.GET.get("medicamento", ""))
        if asked is None:
            return None
        return get_object_or_404(Drug.objects.visible_to(self.person), pk=asked)

    @cached_property
    def day(self) -> date:
        asked = read_day(self.request.GET.get("fecha", ""))
        today = self.place.today()
        return min(asked, today) if asked else today

    def make_counted(self, data: Any = None) -> Counted:
        return Counted(data, balances=list(to_count(self.place, self.day, self.drug)))

    def make_found(self, data: Any = None) -> Lines:
        choices = arriving_drugs() if data is not None else None
        lines: Lines = lines_of(FoundRow, data=data, choices=choices, prefix="nuevos", extra=2)
        return lines

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.show(CountHead(initial={"day": self.day}), self.make_counted(), self.make_found())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        head = CountHead(request.POST)
        counted, found = self.make_counted(request.POST), self.make_found(request.POST)
        if all([head.is_valid(), counted.is_valid(), found.is_valid()]):
            try:
                posting = self.act(head, counted, found)
            except LedgerRefusal as refusal:
                if isinstance(refusal, KeyReused):
                    head.renew_key()
                head.add_error(None, self.named(refusal, counted))
            else:
                tell(request, posting, self.person)
                return HttpResponseRedirect(reverse("supply:stock-place", args=[self.place.code]))
        return self.show(head, counted, found)

    @transaction.atomic
    def act(self, head: CountHead, counted: Counted, found: Lines) -> Posting:
        """Lots new to the book are made with the count, and only if the count stands."""
        pieces = counted.counted()
        if head.cleaned_data["complete"]:
            pieces |= dict.fromkeys(counted.left_blank(), 0)
        rows = [form.cleaned_data for form in found.typed]
        if rows:
            if not self.may(Permission.POST_LEDGER):
                raise PermissionDenied(_("Su nombramiento no permite dar de alta lotes en este lugar."))
            keys = [(row["drug"].target.drug.pk, lot_number(row["number"]), row["expires_on"]) for row in rows]
            lots = ensure_lots(keys)
            for row, key in zip(rows, keys, strict=True):
                pieces[lots[key].pk] = row["pieces"]
        if not pieces:
            raise NothingToPost
        lines = [CountLine(lot_id, number) for lot_id, number in sorted(pieces.items())]
        return ledger.count(place=self.place, lines=lines, by=self.person, **head.common())

    def named(self, refusal: LedgerRefusal, counted: Counted) -> str:
        """The refusal with the lot it is about, where it is about one."""
        ids = sorted(counted.counted())
        if refusal.line is not None and refusal.line < len(ids):
            numbers = {balance.lot_id: balance.lot.number for balance in counted.balances}
            return f"{numbers.get(ids[refusal.line], '')}: {refusal_text(refusal)}".removeprefix(": ")
        return refusal_text(refusal)

    def show(self, head: CountHead, counted: Counted, found: Lines) -> HttpResponse:
        faults = []
        if head.is_bound:
            faults = faults_of(head, (_("Lote nuevo %d"), found))
            faults += [
                (_("Lote %(lot)s: %(error)s") % {"lot": field.label, "error": error}, str(field.id_for_label))
                for field in counted
                for error in field.errors
            ]
        return self.render_to_response(
            {
                "place": self.place,
                "head": head,
                "counted": counted,
                "found": found,
                "faults": faults,
                "drug": self.drug,
                "day": self.day,
                "is_today": self.day == self.place.today(),
                "today": self.place.today(),
                "crumbs": self.trail((_("Contar"), "")),
            }
        )
