"""What is typed about a fever; whether it may be, the actions say. Hours are those of the hospital's clock."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.models import Unit
from pediatric_platform.golden_hour import moment_in
from pediatric_platform.models import FeverClosing, LateReason
from supply.models import Drug

QUIET = {"autocomplete": "off"}
LOCAL = "%Y-%m-%dT%H:%M"


class HospitalMoment(forms.Field):
    """A day and hour as the hospital's clock shows them."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)
    default_error_messages = {"invalid": _("Escriba día y hora.")}

    def __init__(self, *, unit: Unit, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.unit = unit

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, datetime) and timezone.is_aware(value):
            return value.astimezone(self.unit.zone).replace(tzinfo=None)
        return value

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            typed = datetime.fromisoformat(str(value))
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
        if typed.tzinfo is not None:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return moment_in(self.unit.zone, typed, timezone.now())


def _temperature(**more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=_("Temperatura, °C"),
        max_digits=4,
        decimal_places=1,
        required=False,
        widget=forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal", **QUIET}),
        **more,
    )


class OpenForm(forms.Form):
    """Who is at the door, and since when."""

    child = forms.CharField(max_length=14, widget=forms.HiddenInput)
    arrived = forms.ChoiceField(
        label=_("Dónde está"),
        choices=[("here", _("Ya está en urgencias: el reloj corre")), ("coming", _("Viene en camino"))],
        widget=forms.RadioSelect,
        initial="here",
    )
    temperature = _temperature()
    receive = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["arrived_at"] = HospitalMoment(
            unit=unit,
            label=_("Entró por la puerta a las"),
            required=False,
            help_text=_("Vacío: ahora mismo."),
        )
        self.fields["fever_at"] = HospitalMoment(unit=unit, label=_("La fiebre empezó en casa"), required=False)
        self.order_fields(["child", "arrived", "arrived_at", "temperature", "fever_at", "receive"])


class StampForm(forms.Form):
    """Another hour than now, and why where one was set already."""

    reason = forms.CharField(label=_("Por qué se corrige"), max_length=160, required=False)

    def __init__(self, *args: Any, unit: Unit, antibiotics: list[Drug], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"] = HospitalMoment(unit=unit, label=_("Hora"), required=False)
        self.fields["antibiotic"] = forms.ModelChoiceField(
            label=_("Antibiótico"),
            queryset=Drug.objects.filter(pk__in=[drug.pk for drug in antibiotics]),
            required=False,
            empty_label=_("Sin anotar"),
        )


class MeasureForm(forms.Form):
    """What the thermometer and the laboratory say."""

    temperature = _temperature()
    neutrophils = forms.IntegerField(
        label=_("Neutrófilos por µL"),
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", **QUIET}),
    )


class LateForm(forms.Form):
    """Why the antibiotic took longer."""

    reason = forms.ChoiceField(label=_("Motivo"), choices=[("", _("Elija…")), *LateReason.choices])
    note = forms.CharField(
        label=_("Explicación"),
        max_length=240,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
        help_text=_("Sin nombres ni diagnósticos."),
    )


class CloseForm(forms.Form):
    """Why it ends without antibiotic."""

    reason = forms.ChoiceField(label=_("Motivo"), choices=[("", _("Elija…")), *FeverClosing.choices])
    note = forms.CharField(
        label=_("Nota"),
        max_length=240,
        required=False,
        widget=forms.TextInput(attrs=QUIET),
        help_text=_("Quién lo decidió y por qué, o dónde la atendieron. Sin nombres de la familia."),
    )
