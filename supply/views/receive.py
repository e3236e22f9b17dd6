from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from supply.actions import ledger
from supply.actions.ledger import LotLine, Posting
from supply.forms.ledger_choices import PackChoices, arriving_drugs
from supply.forms.ledger_heads import LedgerHead, ReceiptHead
from supply.forms.ledger_lines import Lines, ReceiptLine, lines_of
from supply.views.post_lines import PostLines


class Receive(PostLines):
    """What arrives, lot by lot, as the packs and the remisión say it."""

    template_name = "supply/receive_form.html"
    title = _("Recibir")
    submit = _("Registrar recepción")
    hint = _("Un renglón por lote. Escriba la clave o el nombre; la caducidad, como viene impresa (mm/aaaa).")

    @cached_property
    def drugs(self) -> PackChoices:
        return arriving_drugs()

    def make_head(self, data: Any = None) -> ReceiptHead:
        return ReceiptHead(data, initial={"occurred_on": self.place.today()})

    def make_lines(self, data: Any = None) -> Lines:
        asked = self.request.GET.get("medicamento", "")
        first = [choice for choice in self.drugs if str(choice.target.drug.pk) == asked][:1] if asked else []
        initial = [{"drug": choice.value} for choice in first]
        lines: Lines = lines_of(ReceiptLine, data=data, choices=self.drugs, initial=initial)
        return lines

    def act(self, head: LedgerHead, lines: Sequence[LotLine]) -> Posting:
        return ledger.receive(
            place=self.place, lines=lines, by=self.person, reason=head.cleaned_data["reason"], **head.common()
        )
