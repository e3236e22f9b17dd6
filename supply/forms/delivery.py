"""A delivery as hands type it: the remisión, its lots, and what a scanner read off a carton."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import Refusal
from supply.forms.ledger_fields import DayField, PiecesField
from supply.models import SupplyOrder
from supply.purchasing.reception import Brought

TEXT = {"autocomplete": "off"}


class DeliveryHead(forms.Form):
    remision = forms.CharField(label=gettext_lazy("Remisión"), max_length=60, widget=forms.TextInput(attrs=TEXT))
    arrived_on = DayField(label=gettext_lazy("Llegó el"))
    temperature = forms.DecimalField(
        label=gettext_lazy("Temperatura (°C)"),
        max_digits=4,
        decimal_places=1,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "num"}),
        help_text=gettext_lazy("Al abrir, si trae red fría."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota"), max_length=240, required=False, widget=forms.TextInput(attrs=TEXT)
    )

    def refuse(self, refusal: Refusal, text: str) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, text)


class DeliveryRow(forms.Form):
    """One lot for one order. `choices` are the orders that the place awaits from the supplier."""

    order = forms.TypedChoiceField(label=gettext_lazy("Orden"), coerce=int)
    number = forms.CharField(
        label=gettext_lazy("Lote"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "lot-number"}),
    )
    expires_on = DayField(label=gettext_lazy("Caducidad"), month_alone=True)
    delivered = PiecesField(label=gettext_lazy("Envases entregados"))
    rejected = PiecesField(label=gettext_lazy("De ellos, rechazados"), least=0, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Motivo"), max_length=240, required=False, widget=forms.TextInput(attrs=TEXT)
    )

    def __init__(self, *args: Any, choices: Sequence[SupplyOrder] = (), lots: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(order.pk), order_text(order)) for order in choices]
        self.fields["order"].choices = [("", "—"), *named] if len(named) != 1 else named  # type: ignore[attr-defined]
        if len(named) == 1:
            self.fields["order"].initial = named[0][0]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        delivered, rejected = data.get("delivered"), data.get("rejected") or 0
        if delivered is not None and rejected > delivered:
            self.add_error("rejected", _("Son más que los entregados."))
        elif rejected and not data.get("reason"):
            self.add_error("reason", _("Escriba por qué se rechazan."))
        return data

    def line(self) -> Brought:
        data = self.cleaned_data
        return Brought(
            data["order"], data["number"], data["expires_on"], data["delivered"], data["rejected"] or 0, data["reason"]
        )


def order_text(order: SupplyOrder) -> str:
    """How a row shows an order: «OS-12 · Vincristina 1 mg · faltan 40»."""
    return _("%(number)s · %(drug)s · faltan %(n)d envases") % {
        "number": order.number,
        "drug": order.line.presentation.drug.label,
        "n": order.missing_packs,
    }
