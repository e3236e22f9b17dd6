"""A lot held back, withdrawn or let go, and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.models import Lot, LotState


class LotStateForm(forms.Form):
    """The new state of a lot, for the whole country at once; the reason stays in the trail."""

    state = forms.ChoiceField(label=gettext_lazy("Nuevo estado"), choices=LotState.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=240,
        help_text=gettext_lazy("Por ejemplo, el número de la alerta sanitaria o lo que se observó."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args: Any, lot: Lot, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lot = lot

    def clean_state(self) -> str:
        state: str = self.cleaned_data["state"]
        if state == self.lot.state:
            raise forms.ValidationError(_("El lote ya está en ese estado."))
        return state
