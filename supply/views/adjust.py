from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from supply.actions import ledger
from supply.actions.ledger import AdjustLine, Posting
from supply.forms.ledger_choices import Choices, lots_at, whole_lots
from supply.forms.ledger_heads import LedgerHead
from supply.forms.ledger_lines import AdjustRow, Lines, lines_of
from supply.views.post_lines import PostLines


class Adjust(PostLines):
    """Pieces of a lot written up or down, each with its reason."""

    template_name = "supply/adjust_form.html"
    title = _("Ajustar")
    submit = _("Registrar ajuste")
    hint = _(
        "El motivo decide si las piezas entran (+) o salen (−). Lo contado de más o de menos va mejor en un conteo."
    )

    @cached_property
    def lots(self) -> Choices:
        return whole_lots(lots_at(self.place, with_empty=True))

    def make_head(self, data: Any = None) -> LedgerHead:
        return LedgerHead(data, initial={"occurred_on": self.place.today()})

    def make_lines(self, data: Any = None) -> Lines:
        asked = self.request.GET.get("lote", "")
        first = [choice for choice in self.lots if str(choice.target.pk) == asked][:1]
        initial = [{"lot": choice.value} for choice in first]
        lines: Lines = lines_of(AdjustRow, data=data, choices=self.lots, initial=initial)
        return lines

    def act(self, head: LedgerHead, lines: Sequence[AdjustLine]) -> Posting:
        return ledger.adjust(place=self.place, lines=lines, by=self.person, **head.common())

    def next_page(self, posting: Posting) -> str:
        return reverse("supply:stock-place", args=[self.place.code])

    def get_more(self) -> dict[str, Any]:
        return {"lot_choices": self.lots}
