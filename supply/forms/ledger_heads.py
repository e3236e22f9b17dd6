"""The heads of ledger documents: day, reference, note, and the key that makes sending one twice one effect."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from supply.errors import LedgerRefusal
from supply.forms.ledger_choices import ChoiceField, NotFound, find_place
from supply.forms.ledger_fields import DayField
from supply.reasons import Reason


def new_key() -> str:
    return str(uuid.uuid4())


class LedgerHead(forms.Form):
    """What every document carries above its lines. `key` makes sending it twice one effect."""

    key = forms.CharField(max_length=100, widget=forms.HiddenInput, initial=new_key)
    occurred_on = DayField(label=gettext_lazy("Fecha"), required=False)
    reference = forms.CharField(
        label=gettext_lazy("Referencia"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota"),
        max_length=240,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def renew_key(self) -> None:
        """A new key for what will be another document, leaving all else as it was typed."""
        data: Any = self.data
        data = data.copy()
        data[self.add_prefix("key")] = new_key()
        self.data = data

    def common(self) -> dict[str, Any]:
        """What every action takes."""
        data = self.cleaned_data
        return {name: data[name] for name in ("key", "occurred_on", "reference", "note")}

    def refuse(self, refusal: LedgerRefusal, text: str) -> None:
        """The ledger's refusal of the document as a whole, beside its field where it has one."""
        field = refusal.field if refusal.field in self.fields and refusal.field != "key" else None
        self.add_error(field, text)


class ReceiptHead(LedgerHead):
    reason = forms.ChoiceField(
        label=gettext_lazy("Motivo"),
        choices=[(r.value, r.label) for r in (Reason.RECEIPT, Reason.LOAN_IN, Reason.PATIENT_RETURN, Reason.OPENING)],
        initial=Reason.RECEIPT.value,
    )
    field_order = ["reason", "occurred_on", "reference", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].label = _("Remisión o pedido")


class IssueHead(LedgerHead):
    """`may_block`: whether this person may give out a blocked lot by naming it; `mixes`: the place mixes."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Motivo"), choices=[(r.value, r.label) for r in (Reason.MIXING, Reason.DISPENSING)]
    )
    blocked = forms.BooleanField(
        label=gettext_lazy("Permitir los lotes bloqueados que nombre un renglón"),
        required=False,
        help_text=gettext_lazy("Queda en la bitácora con su nombre; diga por qué en la nota."),
    )
    field_order = ["reason", "occurred_on", "reference", "note", "blocked"]

    def __init__(self, *args: Any, may_block: bool = False, mixes: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reference"].label = _("Receta o vale")
        if not may_block:
            del self.fields["blocked"]
        if not mixes:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("blocked") and not data.get("note"):
            self.add_error("note", _("Diga por qué sale un lote bloqueado."))
        return data


class DispatchHead(LedgerHead):
    to_place = ChoiceField(label=gettext_lazy("Destino"), css="place-input", source="places")
    expected_on = DayField(label=gettext_lazy("Se espera el"), required=False)
    blocked = IssueHead.base_fields["blocked"]
    field_order = ["to_place", "expected_on", "occurred_on", "reference", "note", "blocked"]

    def __init__(self, *args: Any, may_block: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_block:
            del self.fields["blocked"]

    def clean_to_place(self) -> Any:
        try:
            return find_place(self.cleaned_data["to_place"])
        except NotFound as fault:
            raise forms.ValidationError(str(fault)) from fault

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("blocked") and not data.get("note"):
            self.add_error("note", _("Diga por qué sale un lote bloqueado."))
        return data
