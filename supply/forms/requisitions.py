"""Forms of requisitions: shape only, the actions decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.errors import Refusal
from delegations.errors.editing import StaleEdition
from delegations.models import Place
from supply.actions.requisitions import Approval, AskedLine
from supply.forms.ledger_choices import ChoiceField, NotFound, find_place, place_text
from supply.forms.ledger_fields import DayField, PiecesField
from supply.forms.ledger_lines import Line, Lines
from supply.models import RequisitionLine
from supply.selectors.requisitions.stands import NOWHERE, Stand


class PlaceField(ChoiceField):
    """A place of the country, by whatever was typed of it; cleans to the place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(css="place-input", source="places", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return place_text(value) if isinstance(value, Place) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return find_place(text)
        except NotFound as fault:
            raise forms.ValidationError(str(fault)) from fault


class RequisitionHead(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    giver = PlaceField(
        label=gettext_lazy("A quién se pide"),
        required=False,
        help_text=gettext_lazy("El almacén que podría surtir; quien decide puede elegir otro."),
    )
    needed_on = DayField(label=gettext_lazy("Se necesita el"), required=False)
    is_emergency = forms.BooleanField(
        label=gettext_lazy("Es urgente: no puede esperar a la requisición de la semana"), required=False
    )
    note = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Necesario si es urgente. Sin nombres de pacientes."),
    )

    def told(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("giver", "needed_on", "is_emergency", "note")}

    def refuse(self, refusal: Refusal, text: str) -> None:
        """The refusal of the whole, beside its field where it has one. Stale, it is told once: what is sent next is on
        top of what is stored now.
        """
        if isinstance(refusal, StaleEdition):
            data: Any = self.data
            data = data.copy()
            data[self.add_prefix("edition")] = refusal.current
            self.data = data
        self.add_error(refusal.field if refusal.field in self.fields and refusal.field != "edition" else None, text)


class RequisitionRow(Line):
    """A drug that is asked for. What is suggested is shown, never taken from the page."""

    drug = ChoiceField(label=gettext_lazy("Medicamento"), css="drug-input", source="drugs")
    asked = PiecesField(label=gettext_lazy("Piezas"))
    explanation = forms.CharField(
        label=gettext_lazy("Por qué otra cantidad"),
        max_length=240,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def line(self) -> AskedLine:
        data = self.cleaned_data
        return AskedLine(data["drug"].target.drug.pk, data["asked"], data["explanation"])


class ApprovalForm(forms.Form):
    """For each line of a requisition: pieces approved, how many of them to buy, and why not what was asked."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    giver = PlaceField(
        label=gettext_lazy("De dónde salen"),
        required=False,
        help_text=gettext_lazy("Vacío si todo lo aprobado se va a comprar."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota"),
        max_length=400,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(
        self, *args: Any, lines: Sequence[RequisitionLine], giver_stands: Mapping[int, Stand], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line in self.lines:
            has = giver_stands.get(line.drug_id, NOWHERE).here
            approved = PiecesField(least=0, label=_("Aprobadas"), initial=line.asked)
            to_purchase = PiecesField(
                least=0, label=_("De ellas, por comprar"), required=False, initial=max(line.asked - has, 0)
            )
            self.fields[f"{line.pk}-approved"] = approved
            self.fields[f"{line.pk}-to_purchase"] = to_purchase
            self.fields[f"{line.pk}-reason"] = forms.CharField(
                label=_("Por qué otra cantidad"),
                max_length=240,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    @property
    def heads(self) -> list[forms.BoundField]:
        return [self["giver"], self["note"]]

    def of_line(self, line: RequisitionLine) -> tuple[forms.BoundField, forms.BoundField, forms.BoundField]:
        return self[f"{line.pk}-approved"], self[f"{line.pk}-to_purchase"], self[f"{line.pk}-reason"]

    def approvals(self) -> dict[int, Approval]:
        data = self.cleaned_data
        return {
            line.pk: Approval(
                data[f"{line.pk}-approved"], data[f"{line.pk}-to_purchase"] or 0, data[f"{line.pk}-reason"]
            )
            for line in self.lines
        }

    def field_of(self, line: int | None, name: str) -> str | None:
        """The field a refusal is about, if it is one of these."""
        if line is not None and line < len(self.lines):
            name = {"approval_reason": "reason"}.get(name, name)
            name = f"{self.lines[line].pk}-{name}"
        return name if name in self.fields else None


class RestForm(forms.Form):
    """For what is left to supply: from where, or how many of it to buy."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    giver = PlaceField(label=gettext_lazy("De dónde salen"), required=False)

    def __init__(self, *args: Any, lines: Sequence[tuple[RequisitionLine, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        for line, left in self.lines:
            self.fields[f"{line.pk}-to_purchase"] = PiecesField(
                least=0,
                required=False,
                initial=0,
                label=_("Por comprar de %(drug)s (faltan %(left)d)") % {"drug": line.drug.label, "left": left},
            )

    def to_purchase(self) -> dict[int, int]:
        return {line.pk: self.cleaned_data[f"{line.pk}-to_purchase"] or 0 for line, _left in self.lines}


class ReasonForm(forms.Form):
    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Sin nombres de pacientes."),
    )


class PressForm(forms.Form):
    """Nothing to write: the press itself, on top of what was read."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)


__all__ = [
    "ApprovalForm",
    "Lines",
    "PlaceField",
    "PressForm",
    "ReasonForm",
    "RequisitionHead",
    "RequisitionRow",
    "RestForm",
]
