"""A correction of the week: what was counted of one drug, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from supply.actions.ledger import CountLine
from supply.actions.weeks import Correction
from supply.forms.ledger_fields import PiecesField
from supply.models import Balance


class CorrectionForm(forms.Form):
    """One field per place and lot, filled with what the book says; only what differs is posted."""

    note = forms.CharField(
        label=_("Motivo"),
        max_length=240,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Queda en el documento del conteo."),
    )
    key = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, shelves: Sequence[tuple[Place, Sequence[Balance]]], **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4().hex}
        super().__init__(*args, **kwargs)
        self.shelves = [(place, list(balances)) for place, balances in shelves]
        for place, balances in self.shelves:
            for balance in balances:
                label = f"{place.get_kind_display()} · {balance.lot.number}"
                book: int = balance.book  # type: ignore[attr-defined]
                self.fields[self._name(balance)] = PiecesField(least=0, label=label, initial=book)

    @staticmethod
    def _name(balance: Balance) -> str:
        return f"lote-{balance.place_id}-{balance.lot_id}"

    @property
    def rows(self) -> list[tuple[Place, Balance, forms.BoundField]]:
        """Place, lot and field, for the table."""
        return [(place, balance, self[self._name(balance)]) for place, balances in self.shelves for balance in balances]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not self._differing():
            raise forms.ValidationError(_("Ninguna cifra difiere de la del libro: no hay nada que corregir."))
        return data

    def _differing(self) -> list[tuple[Place, Balance]]:
        return [
            (place, balance)
            for place, balances in self.shelves
            for balance in balances
            if self.cleaned_data[self._name(balance)] != balance.book  # type: ignore[attr-defined]
        ]

    def corrections(self) -> list[Correction]:
        """What to post: per place, the lots whose figure differs."""
        found: dict[int, tuple[Place, list[CountLine]]] = {}
        for place, balance in self._differing():
            lines = found.setdefault(place.pk, (place, []))[1]
            lines.append(CountLine(balance.lot_id, self.cleaned_data[self._name(balance)]))
        return [Correction(place, lines, self.cleaned_data["note"]) for place, lines in found.values()]
