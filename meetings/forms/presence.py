"""Forms about who was there: they look at shapes only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.models import Delegation, Unit
from meetings.actions.presence.correct import ParticipantFacts
from meetings.models import ParticipantKind, Presence

NOTED_AT_ONCE = [
    (Presence.PRESENT, _("Presente")),
    (Presence.EXPECTED, _("Por llegar")),
    (Presence.EXCUSED, _("Con aviso")),
]
KINDS_OF_THE_ROOM = [
    ("", _("Elija…")),
    (ParticipantKind.FAMILY, _("De una familia")),
    (ParticipantKind.INSTITUTE, _("Del instituto")),
    (ParticipantKind.MINISTRY, _("De una secretaría de gobierno")),
    (ParticipantKind.OTHER_INSTITUTION, _("De otra institución")),
    (ParticipantKind.SUPPLIER, _("De un proveedor")),
]


class ParticipantForm(forms.Form):
    """Somebody on the list: who, from where, whose chair."""

    name = forms.CharField(label=_("Nombre completo"), max_length=160)
    kind = forms.ChoiceField(label=_("De quién"), choices=ParticipantKind.choices)
    post = forms.CharField(label=_("Cargo"), max_length=160, required=False)
    organisation = forms.CharField(label=_("De dónde viene"), max_length=160, required=False)
    email = forms.EmailField(label=_("Correo"), required=False)
    delegation = forms.ModelChoiceField(
        Delegation.objects.order_by("name"), label=_("Delegación por la que viene"), required=False, empty_label="—",
        to_field_name="code",
    )  # fmt: skip
    clues = forms.CharField(
        label=_("CLUES del hospital por el que viene"), max_length=11, required=False,
        help_text=_("Solo si viene por un hospital."),
    )  # fmt: skip
    is_required = forms.BooleanField(label=_("Cuenta para el quórum"), required=False)

    def clean_clues(self) -> Unit | None:
        clues = self.cleaned_data["clues"].strip().upper()
        if not clues:
            return None
        unit = Unit.objects.filter(clues=clues).first()
        if unit is None:
            raise forms.ValidationError(_("Ninguna unidad tiene esa CLUES."))
        return unit

    def facts(self) -> ParticipantFacts:
        told: dict[str, Any] = {name: value for name, value in self.cleaned_data.items() if name in FACTS}
        return ParticipantFacts(**told, unit=self.cleaned_data["clues"])


FACTS = ("name", "kind", "post", "organisation", "email", "delegation", "is_required")


class ArrivalForm(ParticipantForm):
    """Somebody who was not on the list, and what is noted of them at once."""

    presence = forms.ChoiceField(label=_("Asistencia"), choices=NOTED_AT_ONCE, initial=Presence.PRESENT)


class AccountParticipantForm(ParticipantForm):
    """Of an account name and mail are its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "email"):
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Es de su cuenta; lo cambia la persona.")


class RepresentForm(forms.Form):
    represented_by = forms.CharField(label=_("Quién viene en su lugar"), max_length=160)


class RoomForm(forms.Form):
    """Who somebody without account is, typed on a telephone at the door."""

    name = forms.CharField(
        label=_("¿Cómo se llama?"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    kind = forms.ChoiceField(label=_("¿De parte de quién viene?"), choices=KINDS_OF_THE_ROOM)
    organisation = forms.CharField(
        label=_("¿De qué hospital, dependencia o empresa?"), max_length=160, required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("¿Cuál es su correo?"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("Si le llegó la invitación por correo, escriba ese."),
    )  # fmt: skip
    may_be_named = forms.BooleanField(
        label=_("Vengo de una familia y mi nombre puede aparecer en la minuta. Si no lo marca, ponemos sus iniciales."),
        required=False,
    )
