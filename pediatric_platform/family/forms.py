"""What a relative writes, and what the hospital answers: shape only."""

from __future__ import annotations

import uuid
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pediatric_platform.actions.family_reports import LONGEST


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
    text = forms.CharField(
        label=gettext_lazy("¿Qué pasó?"),
        help_text=gettext_lazy("Con sus palabras. Por ejemplo: «Hoy nos dijeron que no hay la medicina»."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Escriba qué pasó.")},
    )


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
    text = forms.CharField(
        label=gettext_lazy("¿Algo más que deban saber?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

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
