"""Forms of regimens: shape only; what may be together, and who may, the actions say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.cells import BadCell
from delegations.forms_network import day_field
from pediatric_platform.actions.regimens import PhaseFacts
from pediatric_platform.day_grid import days_text
from pediatric_platform.models import DoseBasis, DoseUnit, Evidence, LinePurpose, Phase, Route
from pediatric_platform.regimen_contents import LineContents
from pediatric_platform.regimen_facts import parse_bands, parse_days
from pediatric_platform.regimen_shape import LineShape

QUIET = {"autocomplete": "off"}
LAST_DAY = 400


class DaysField(forms.CharField):
    """Days of a cycle: 1,8,15 or 1-4,8-11."""

    def clean(self, value: Any) -> tuple[int, ...]:
        text = super().clean(value).replace("–", "-").replace("−", "-")
        try:
            days = parse_days(text)
        except BadCell as bad:
            raise ValidationError(f"{bad.problem} {bad.remedy}") from None
        if days[0] < 0 or days[-1] > LAST_DAY:
            raise ValidationError(_("Los días van de 0 a %(last)d.") % {"last": LAST_DAY})
        return days


class BandsField(forms.CharField):
    """Amounts by age: 1:8; 2:10."""

    def clean(self, value: Any) -> tuple[Any, ...]:
        try:
            return parse_bands(super().clean(value))
        except BadCell as bad:
            raise ValidationError(f"{bad.problem} {bad.remedy}") from None


def _number(label: Any, *, required: bool = False, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        max_digits=9,
        decimal_places=3,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "decimal", **QUIET}),
    )


def _whole(label: Any, least: int, most: int, *, required: bool = False, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=least,
        max_value=most,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **QUIET}),
    )


class Read(forms.Form):
    """A form that says what stood there when it was opened."""

    read = forms.CharField(required=False, max_length=16, widget=forms.HiddenInput)

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, without the mark of what was read."""
        return {name: value for name, value in self.cleaned_data.items() if name != "read"}


class LineForm(Read):
    """One drug of a phase."""

    inn = forms.ChoiceField(label=_("Medicamento"))
    basis = forms.ChoiceField(label=_("Regla de la dosis"), choices=DoseBasis.choices)
    amount = _number(_("Dosis por aplicación"), help_text=_("Vacía si va por edad o la fuente no da cifra."))
    unit = forms.ChoiceField(label=_("Unidad"), choices=DoseUnit.choices)
    per_day = _whole(_("Veces al día"), 1, 24, required=True)
    max_amount = _number(_("Tope por aplicación"), help_text=_("En la misma unidad."))
    route = forms.ChoiceField(label=_("Vía"), choices=Route.choices)
    infusion_hours = _whole(_("Horas de infusión"), 1, 240)
    days = DaysField(label=_("Días del ciclo"), help_text=_("Por ejemplo 1,8,15 o 1-4,8-11."))
    bands = BandsField(
        label=_("Bandas de edad"),
        required=False,
        help_text=_("Edad en años y dosis: 1:8; 2:10; 3:12; 9:15. Sólo con la regla «por edad»."),
    )
    from_age = _whole(_("Desde la edad"), 0, 120, help_text=_("Años cumplidos; vacía si es para todos."))
    below_age = _whole(_("Hasta antes de la edad"), 1, 120)
    purpose = forms.ChoiceField(label=_("Para qué"), choices=LinePurpose.choices)
    evidence = forms.ChoiceField(
        label=_("Certeza"),
        choices=Evidence.choices,
        help_text=_("Sin fuente completa, la dosis mueve la demanda y no se muestra como referencia."),
    )
    note = forms.CharField(label=_("Nota"), required=False, max_length=240)
    source = forms.CharField(label=_("Fuente"), required=False, max_length=300)

    def __init__(self, *args: Any, drugs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["inn"].choices = [("", _("Elija…")), *drugs]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("evidence") == Evidence.SOURCED and not data.get("source"):
            self.add_error("source", _("Una dosis con fuente dice cuál es."))
        return data

    @property
    def facts(self) -> LineContents:
        return LineContents(name="", **self.told)

    @staticmethod
    def initial_of(line: LineShape, source: str) -> dict[str, Any]:
        """A line as the form shows it."""
        names = ("inn", "basis", "unit", "per_day", "route", "infusion_hours", "purpose", "evidence", "note")
        return {name: getattr(line, name) for name in names} | {
            "amount": _plain(line.amount),
            "max_amount": _plain(line.max_amount),
            "from_age": line.from_age,
            "below_age": line.below_age,
            "days": days_text(line.days).replace("–", "-"),
            "bands": "; ".join(f"{_plain(age)}:{_plain(amount)}" for age, amount in line.bands),
            "source": source,
        }


class PhaseForm(Read):
    """A phase without its lines."""

    position = _whole(_("Número de la fase"), 1, 60, required=True)
    name = forms.CharField(label=_("Nombre"), max_length=80, widget=forms.TextInput(attrs=QUIET))
    cycle_days = _whole(_("Días del ciclo"), 1, 400, required=True)
    cycles = _whole(_("Ciclos"), 1, 60, required=True)
    cycles_note = forms.CharField(label=_("Nota sobre los ciclos"), required=False, max_length=80)
    day_origin = forms.TypedChoiceField(
        label=_("El primer día es el"), choices=[(1, _("día 1")), (0, _("día 0"))], coerce=int, initial=1
    )

    @property
    def facts(self) -> PhaseFacts:
        return PhaseFacts(**self.told)

    @staticmethod
    def initial_of(phase: Phase) -> dict[str, Any]:
        names = ("position", "name", "cycle_days", "cycles", "cycles_note", "day_origin")
        return {name: getattr(phase, name) for name in names}


class DraftForm(forms.Form):
    """Why a new version is made."""

    changes = forms.CharField(
        label=_("Qué cambia y por qué"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class _OnADay(forms.Form):
    """A decision of a body on a day that has come."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["on"].initial = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()


def _body() -> forms.CharField:
    return forms.CharField(
        label=_("Cuerpo que lo decidió"),
        max_length=160,
        help_text=_("Por ejemplo, el comité y su número de sesión."),
        widget=forms.TextInput(attrs=QUIET),
    )


class ApproveForm(Read, _OnADay):
    body = _body()
    on = day_field(_("Día de la aprobación"))


class StandardForm(_OnADay):
    body = _body()
    on = day_field(_("Desde el día"))


class WithdrawForm(_OnADay):
    reason = forms.CharField(label=_("Motivo"), max_length=240, widget=forms.Textarea(attrs={"rows": 2}))
    on = day_field(_("Día del retiro"))


def _plain(number: Any) -> str:
    return "" if number is None else f"{number.normalize():f}"
