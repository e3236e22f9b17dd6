"""The head of a transfer order made by hand; its lines are those of whatever leaves a place."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.errors import Refusal
from supply.forms.ledger_choices import ChoiceField, NotFound, find_place
from supply.forms.ledger_fields import DayField


class OrderHead(forms.Form):
    to_place = ChoiceField(label=_("Destino"), css="place-input", source="places")
    send_by = DayField(label=_("Enviar a más tardar"), required=False)
    why = forms.CharField(
        label=_("Por qué"),
        max_length=400,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_to_place(self) -> Any:
        try:
            return find_place(self.cleaned_data["to_place"])
        except NotFound as fault:
            raise forms.ValidationError(str(fault)) from fault

    def refuse(self, refusal: Refusal, text: str) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, text)
