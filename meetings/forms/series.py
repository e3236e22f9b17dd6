"""Forms of series and meetings: shapes only; the actions say what may be."""

from __future__ import annotations

from datetime import MAXYEAR, date
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Person, Unit
from delegations.roles import Role
from delegations.wording import zone_city
from meetings.models import ParticipantKind, RestRule
from pediatric_platform.forms.plans import day_field
from pediatric_platform.forms.rollout import WithEdition

ROLES = [("", _("Elija el puesto")), *((role.value, role.label) for role in Role if role != Role.FAMILY)]
GUEST_KINDS = [(kind.value, kind.label) for kind in ParticipantKind if kind != ParticipantKind.INSTITUTE]


def _hour(label: Any, **kwargs: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput({"type": "time"}, format="%H:%M"), **kwargs)


def _zones() -> list[tuple[str, str]]:
    """Mexico's own first: the others are for series of elsewhere."""
    ours = [
        "America/Mexico_City",
        "America/Tijuana",
        "America/Hermosillo",
        "America/Mazatlan",
        "America/Chihuahua",
        "America/Ciudad_Juarez",
        "America/Ojinaga",
        "America/Matamoros",
        "America/Monterrey",
        "America/Merida",
        "America/Cancun",
        "America/Bahia_Banderas",
    ]
    known = available_timezones()
    return [(zone, zone_city(zone)) for zone in ours if zone in known]


class SeriesForm(WithEdition):
    name = forms.CharField(label=_("Nombre"), max_length=120, help_text=_("Como la llaman quienes se reúnen."))
    purpose = forms.CharField(
        label=_("Para qué es"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    anchor_on = day_field(
        _("Primera sesión"), help_text=_("Su día de la semana es el de todas; de esta fecha se cuentan las semanas.")
    )
    starts_at = _hour(_("Hora"))
    minutes = forms.IntegerField(label=_("Duración en minutos"), min_value=5, max_value=1440, initial=120)
    every_weeks = forms.IntegerField(
        label=_("Cada cuántas semanas"), min_value=1, max_value=52, initial=1, help_text=_("Cada semana es 1.")
    )
    time_zone = forms.ChoiceField(label=_("Zona horaria"), choices=_zones)
    rest_rule = forms.ChoiceField(label=_("Si cae en día de descanso"), choices=RestRule.choices)
    place = forms.CharField(label=_("Lugar"), max_length=200, required=False)
    video_link = forms.URLField(label=_("Enlace de video"), max_length=300, required=False, assume_scheme="https")
    quorum = forms.IntegerField(
        label=_("Quórum (porcentaje)"),
        min_value=0,
        max_value=100,
        initial=50,
        help_text=_("De quienes cuentan para él, cuántos deben estar o tener quien los represente."),
    )
    has_reviews = forms.BooleanField(label=_("Revisa delegación por delegación"), required=False)
    with_families = forms.BooleanField(
        label=_("Participan familias"),
        required=False,
        help_text=_("Las familias ven cuándo es, cómo entrar y los acuerdos escritos para ellas."),
    )


class MoveForm(WithEdition):
    """The day and hour are those of the series' clock."""

    on = day_field(_("Fecha"))
    at = _hour(_("Hora"))
    minutes = forms.IntegerField(label=_("Duración en minutos"), min_value=5, max_value=1440)
    place = forms.CharField(label=_("Lugar"), max_length=200, required=False)
    video_link = forms.URLField(label=_("Enlace de video"), max_length=300, required=False, assume_scheme="https")
    reason = forms.CharField(label=_("Motivo"), max_length=240, help_text=_("Se le dice a cada persona convocada."))

    def clean_on(self) -> date:
        """A day that has a day after it on every clock."""
        on: date = self.cleaned_data["on"]
        if on.year >= MAXYEAR:
            raise forms.ValidationError(_("Ese día no existe en ningún calendario en uso."))
        return on


class CancelForm(WithEdition):
    reason = forms.CharField(label=_("Motivo"), max_length=240, help_text=_("Se le dice a cada persona convocada."))


class OfficersForm(WithEdition):
    """Whoever was called and has an account, and the staff of central office."""

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("chair", _("Preside")), ("secretary", _("Secretaría"))):
            self.fields[name] = forms.ModelChoiceField(
                label=label, queryset=people, required=False, empty_label=_("Sin nombrar")
            )


class PostForm(forms.Form):
    """A post; where it is held, or everywhere."""

    role = forms.ChoiceField(label=_("Puesto"), choices=ROLES)
    delegation = forms.ModelChoiceField(
        label=_("Delegación"),
        queryset=Delegation.objects.order_by("name"),
        to_field_name="code",
        required=False,
        empty_label=_("Todas"),
        help_text=_("Sin delegación ni hospital se convoca a quien ocupe el puesto en cada lugar."),
    )
    unit = forms.ModelChoiceField(
        label=_("CLUES del hospital"),
        queryset=Unit.objects.all(),
        to_field_name="clues",
        required=False,
        widget=forms.TextInput({"autocapitalize": "characters", "autocomplete": "off"}),
        error_messages={"invalid_choice": _("Ninguna unidad tiene esa CLUES.")},
    )
    is_required = forms.BooleanField(label=_("Cuenta para el quórum"), required=False, initial=True)


class AccountForm(forms.Form):
    person = forms.ModelChoiceField(queryset=Person.objects.filter(is_active=True), widget=forms.HiddenInput)
    is_required = forms.BooleanField(label=_("Cuenta para el quórum"), required=False)


class GuestForm(forms.Form):
    kind = forms.ChoiceField(label=_("De quién"), choices=GUEST_KINDS)
    name = forms.CharField(label=_("Nombre completo"), max_length=160)
    organisation = forms.CharField(label=_("De dónde viene"), max_length=160, required=False)
    post = forms.CharField(label=_("Cargo"), max_length=160, required=False)
    email = forms.EmailField(
        label=_("Correo"), required=False, help_text=_("Ahí llega la invitación, con su enlace para decir presente.")
    )
    is_required = forms.BooleanField(label=_("Cuenta para el quórum"), required=False)


class MemberForm(forms.Form):
    """What may change of a member: of a guest also where they come from and their mail."""

    post = forms.CharField(label=_("Cargo"), max_length=160, required=False)
    organisation = forms.CharField(label=_("De dónde viene"), max_length=160, required=False)
    email = forms.EmailField(label=_("Correo"), required=False)
    is_required = forms.BooleanField(label=_("Cuenta para el quórum"), required=False)

    def __init__(self, *args: Any, is_guest: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_guest:
            del self.fields["organisation"], self.fields["email"]
