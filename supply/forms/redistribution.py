"""Forms of redistribution and transfer orders: shapes only; the actions say what may be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation
from supply.forms.ledger_choices import ChoiceField, arriving_drugs
from supply.forms.ledger_fields import DayField


class EditionForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


class EndForm(EditionForm):
    reason = forms.CharField(label=_("Motivo"), max_length=240, widget=forms.Textarea({"rows": 3}))


class SendForm(EditionForm):
    expected_on = DayField(
        label=_("Se espera el"),
        required=False,
        help_text=_("Vacío: se cuenta con lo que suelen tardar los traspasos a ese lugar."),
    )


class RejectForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), max_length=240, widget=forms.Textarea({"rows": 3}))


class RunForm(forms.Form):
    """Where, which drug, and whether packs may be opened."""

    delegation = forms.ModelChoiceField(
        label=_("Delegación"), queryset=Delegation.objects.none(), required=False, empty_label=_("Todo el país")
    )
    drug = ChoiceField(
        label=_("Medicamento"),
        css="drug-input",
        source="drugs",
        required=False,
        max_length=300,
        help_text=_("Nombre o clave. Vacío: todos."),
    )
    whole_packs = forms.BooleanField(
        label=_("Solo envases completos"), required=False, help_text=_("Nadie abre un envase para enviar una parte.")
    )
    without_orders = forms.CharField(
        label=_("Qué pasa si no llegan estas órdenes de suministro"),
        required=False,
        max_length=400,
        help_text=_("Sus números, separados por comas. Las propuestas de una pregunta así no se aceptan: se estudian."),
    )
    without_transfers = forms.CharField(
        label=_("Qué pasa si no llegan estos traspasos"),
        required=False,
        max_length=200,
        help_text=_("Sus números, separados por comas."),
    )

    def __init__(self, *args: Any, delegations: Any, national: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["drug"].choices = arriving_drugs()  # type: ignore[attr-defined]
        field: Any = self.fields["delegation"]
        field.queryset = delegations
        if not national:
            field.required, field.empty_label = True, None

    def clean_drug(self) -> Any:
        """The drug itself, of whichever pack was named."""
        found = self.cleaned_data["drug"]
        return found.target.drug if found else None
