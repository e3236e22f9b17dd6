"""What a relative writes, and what the hospital answers: shape only."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pediatric_platform.actions.family_reports import LONGEST
from pediatric_platform.family.photo_field import PhotoField
from pediatric_platform.family.problems import PROBLEMS
from pediatric_platform.models import FeverDoor
from pediatric_platform.selectors.public_cases import drug_named
from supply.models import Drug

# A medicine that is not of the list, or nobody knows.
OTHER = "otra"


class ReportForm(forms.Form):
    """What every report has: a key of its own, so that it is told once however often it is sent."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4().hex, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def told(self) -> dict[str, Any]:
        """What the action is given."""
        return {**self.cleaned_data}


class ProblemForm(ReportForm):
    """What is wrong, with which of the child's medicines, in their words. Only the words are asked for."""

    problem = forms.ChoiceField(
        label=gettext_lazy("¿Qué pasó?"), choices=PROBLEMS, required=False, widget=forms.RadioSelect
    )
    drug = forms.ChoiceField(label=gettext_lazy("¿Con qué medicina?"), required=False, widget=forms.RadioSelect)
    drug_words = forms.CharField(
        label=gettext_lazy("Si es otra, ¿cuál?"),
        help_text=gettext_lazy("Si no sabe, déjelo así."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    text = forms.CharField(
        label=gettext_lazy("Cuente qué pasó"),
        help_text=gettext_lazy("Con sus palabras. Por ejemplo: «Hoy nos dijeron que no hay la medicina»."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Escriba qué pasó.")},
    )
    photo = PhotoField(help_text=gettext_lazy("Si la tiene a la mano."))
    phone = forms.CharField(
        label=gettext_lazy("Su teléfono"),
        help_text=gettext_lazy("Para que le llame quien lo resuelve."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, medicines: Mapping[str, Drug] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.medicines = dict(medicines or {})
        if self.medicines:
            names = [(str(drug.pk), name) for name, drug in self.medicines.items()]
            self.fields["drug"].choices = [*names, (OTHER, gettext_lazy("otra, o no sé"))]  # type: ignore[attr-defined]
        else:
            del self.fields["drug"]
            self.fields["drug_words"].label = gettext_lazy("¿Con qué medicina?")

    def told(self) -> dict[str, Any]:
        """The drug chosen, or the one that the words name beyond doubt; the picture read."""
        told = super().told()
        chosen, photo = told.pop("drug", ""), told.pop("photo", None)
        by_pk = {str(drug.pk): drug for drug in self.medicines.values()}
        told["drug"] = by_pk.get(chosen) or drug_named(told["drug_words"])
        told["photo"] = photo.read() if photo else None
        return told


class FeverForm(ReportForm):
    temperature = forms.CharField(
        label=gettext_lazy("¿Cuánto marcó el termómetro?"),
        help_text=gettext_lazy("Por ejemplo 38.5. Si no lo sabe, déjelo así."),
        required=False,
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    began_at = forms.DateTimeField(
        label=gettext_lazy("¿Desde qué hora?"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": gettext_lazy("Ponga el día y la hora, o déjelo así.")},
    )
    to = forms.ChoiceField(label=gettext_lazy("¿A dónde va?"), required=False, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("¿Algo más que deban saber?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, doors: Sequence[FeverDoor] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.doors = {str(door.unit_id): door.unit for door in doors}
        if len(self.doors) > 1:
            choices = [(str(door.unit_id), f"{door.unit.name}: {door.name}") for door in doors]
            self.fields["to"].choices = choices  # type: ignore[attr-defined]
            self.fields["to"].initial = choices[0][0]
        else:
            del self.fields["to"]

    def told(self) -> dict[str, Any]:
        """The hospital itself, where one was chosen; the only open one, where its own receives nobody."""
        told = super().told()
        chosen = told.pop("to", "")
        return {**told, "to": self.doors.get(chosen) or next(iter(self.doors.values()), None)}

    def clean_temperature(self) -> Decimal | None:
        """A number as people write it: 38,5 or 38.5, with or without degrees."""
        typed = self.cleaned_data["temperature"].replace(",", ".").strip(" °ºCc")
        if not typed:
            return None
        try:
            number = Decimal(typed).quantize(Decimal("0.1"))
        except InvalidOperation:
            raise forms.ValidationError(_("Escriba solo el número, por ejemplo 38.5.")) from None
        if not number.is_finite():
            raise forms.ValidationError(_("Escriba solo el número, por ejemplo 38.5."))
        return number


class AnswerForm(forms.Form):
    """What the family reads."""

    answer = forms.CharField(
        label=gettext_lazy("Respuesta a la familia"),
        help_text=gettext_lazy("La lee la familia en su página: qué se hizo, qué sigue y a quién llamar."),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Escriba la respuesta.")},
    )
