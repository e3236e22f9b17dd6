"""What is typed about mixtures; the actions decide whether it may be."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Place
from pediatric_platform.mixing_rules import LONGEST_STABILITY_HOURS, Check
from pediatric_platform.models import Allergy

NO_MEMORY = {"autocomplete": "off"}


class RequestForm(forms.Form):
    """Where the session's mixtures are asked for."""

    place = forms.ModelChoiceField(
        label=_("Central de mezclas"), queryset=Place.objects.none(), to_field_name="code", empty_label=None
    )
    note = forms.CharField(
        label=_("Indicaciones"),
        max_length=240,
        required=False,
        widget=forms.TextInput(attrs=NO_MEMORY),
        help_text=_("Hora en que se necesita, acceso venoso. Sin nombres ni diagnósticos."),
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]


class ValidateForm(forms.Form):
    """The pharmacist's review: every point, and what the technical sheet says."""

    checks = forms.MultipleChoiceField(
        label=_("Revisé que"), choices=Check.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    diluent = forms.CharField(
        label=_("Diluyente"), max_length=80, required=False, widget=forms.TextInput(attrs=NO_MEMORY)
    )
    volume_ml = forms.IntegerField(label=_("Volumen final, ml"), min_value=1, max_value=5000, required=False)
    hours = forms.IntegerField(
        label=_("Horas estable una vez preparada"),
        min_value=1,
        max_value=LONGEST_STABILITY_HOURS,
        help_text=_("Según la ficha técnica; de aquí sale la hora límite de la etiqueta."),
    )
    allergy_reason = forms.CharField(
        label=_("Hay una alergia anotada: por qué se da"),
        max_length=240,
        required=False,
        widget=forms.TextInput(attrs=NO_MEMORY),
    )
    edition = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, allergies: list[Allergy], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not allergies:
            del self.fields["allergy_reason"]

    def said(self) -> dict[str, Any]:
        """What the action is called with."""
        return {"allergy_reason": "", **self.cleaned_data}


class DiscardForm(forms.Form):
    """How much was left in the vial; empty: all that nobody drew."""

    left = forms.DecimalField(
        label=_("Sobrante"), min_value=0, max_digits=10, decimal_places=3, required=False, localize=False
    )


class HandOutForm(forms.Form):
    """Which pharmacy gives it out."""

    place = forms.ModelChoiceField(
        label=_("Sale de"), queryset=Place.objects.none(), to_field_name="code", empty_label=None
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
