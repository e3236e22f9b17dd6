"""A count: one field per lot on the shelf, and a few rows for what the book does not have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from supply.forms.ledger_fields import PiecesField
from supply.forms.ledger_heads import LedgerHead
from supply.models import Balance


class CountHead(LedgerHead):
    occurred_on = None  # type: ignore[assignment]  # the page shows the book of one day: the day is chosen before, not here
    day = forms.DateField(widget=forms.HiddenInput)
    complete = forms.BooleanField(
        label=_("Conté todo lo de la lista: lo que dejé en blanco no estaba"),
        required=False,
        help_text=_("Sin marcar, lo que quede en blanco no se toca."),
    )
    field_order = ["complete", "reference", "note"]

    def common(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {"occurred_on": data["day"], **{name: data[name] for name in ("key", "reference", "note")}}


class Counted(forms.Form):
    """What was counted of each lot; blank is not counted."""

    def __init__(self, *args: Any, balances: Sequence[Balance], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "prefix": "lote"})
        self.balances = list(balances)
        for balance in self.balances:
            field = PiecesField(least=0, required=False, label=balance.lot.number)
            field.widget.attrs["data-book"] = balance.book  # type: ignore[attr-defined]
            self.fields[str(balance.lot_id)] = field

    @property
    def rows(self) -> list[tuple[Balance, forms.BoundField]]:
        return [(balance, self[str(balance.lot_id)]) for balance in self.balances]

    def counted(self) -> dict[int, int]:
        """Lot → pieces, of the lots that have a number."""
        data = self.cleaned_data
        return {int(name): pieces for name, pieces in data.items() if pieces is not None}

    def left_blank(self) -> list[int]:
        """Lots that the page showed and nobody counted; a lot that arrived meanwhile was never shown."""
        return [
            balance.lot_id
            for balance in self.balances
            if self.add_prefix(str(balance.lot_id)) in self.data and self.cleaned_data.get(str(balance.lot_id)) is None
        ]
