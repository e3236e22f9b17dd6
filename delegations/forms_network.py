"""Forms of the network's pages: shape only; who may, and what is possible, the actions say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Delegation, Holding, Person, Posting, Unit
from delegations.naming import fold
from delegations.network_choices import COUNTRY, Places, colleagues, misfit, roles_for
from delegations.roles import DELEGATION_ROLES, NATIONAL_ROLES, POSTS, Role
from delegations.selectors.network import Gap, GapKind
from delegations.wording import day_text


def day_field(label: Any, **more: Any) -> forms.DateField:
    """A calendar day, picked or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        input_formats=["%Y-%m-%d"],
        **more,
    )


class ContactFields(forms.Form):
    """The public telephone and e-mail of a post."""

    office_phone = forms.CharField(
        label=gettext_lazy("Teléfono de oficina"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("Con lada y extensión. El directorio publica el de los responsables de abasto."),
    )
    office_email = forms.EmailField(
        label=gettext_lazy("Correo de oficina"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("El del puesto, nunca el personal. Se publica igual que el teléfono."),
    )


class SomebodyFields(forms.Form):
    """Who: an account is found by its e-mail, or made and invited."""

    email = forms.EmailField(
        label=gettext_lazy("Correo de acceso"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Con él entra al sistema; no se publica. Si ya tiene cuenta, se usa la suya."),
    )
    full_name = forms.CharField(
        label=gettext_lazy("Nombre completo"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_full_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["full_name"].split())


class AppointForm(SomebodyFields, ContactFields):
    """Who, as what, where, from when. Roles and places are those that the person may give."""

    role = forms.ChoiceField(label=gettext_lazy("Función"))
    place = forms.ChoiceField(label=gettext_lazy("Lugar"))
    holding = forms.ChoiceField(
        label=gettext_lazy("Carácter"),
        choices=[(Holding.TITULAR, Holding.TITULAR.label), (Holding.SUBSTITUTE, Holding.SUBSTITUTE.label)],
        initial=Holding.TITULAR,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Solo en responsables de abasto, jefaturas y representación."),
    )
    starts_on = day_field(gettext_lazy("Desde"))
    ends_on = day_field(
        gettext_lazy("Hasta"), required=False, help_text=gettext_lazy("El último día cuenta. Vacío: sin término.")
    )
    field_order = (
        "role", "place", "holding", "full_name", "email", "starts_on", "ends_on", "office_phone", "office_email",
    )  # fmt: skip

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.delegation: Delegation | None = None
        self.unit: Unit | None = None
        self.places = Places(person)
        self.fields["role"].choices = [("", _("Escoja la función")), *roles_for(person)]  # type: ignore[attr-defined]
        self.fields["place"].choices = [("", _("Escoja el lugar")), *self.places.choices()]  # type: ignore[attr-defined]
        self.fields["place"].required = self.data.get("role") not in NATIONAL_ROLES
        # What the page's script goes by: which roles are posts, and where each is held.
        self.fields["role"].widget.attrs |= {
            "data-posts": " ".join(sorted(POSTS)),
            "data-country": " ".join(sorted(NATIONAL_ROLES)),
            "data-delegation": " ".join(sorted(DELEGATION_ROLES)),
        }
        self.fields["place"].widget.attrs |= {
            "data-narrow": _("Escriba parte del nombre, o el número y la ciudad"),
            "data-none": _("Ningún lugar de la lista se escribe así"),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role, place = data.get("role"), data.get("place")
        if role in NATIONAL_ROLES and not place:
            place = COUNTRY
        if role and place:
            self.delegation, self.unit = self.places.of(place)
            if problem := misfit(role, self.delegation, self.unit):
                self.add_error("place", problem)
        if role and role not in POSTS:
            data["holding"] = Holding.MEMBER
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Termina antes de empezar: revise las dos fechas."))
        return data


class SubstituteForm(forms.Form):
    """Who stands in for a titular, from one day to another."""

    person = forms.ModelChoiceField(label=gettext_lazy("Quién atiende"), queryset=Person.objects.none())
    starts_on = day_field(gettext_lazy("Desde"))
    ends_on = day_field(gettext_lazy("Hasta"), help_text=gettext_lazy("El último día cuenta."))

    def __init__(self, *args: Any, posting: Posting, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = colleagues(posting, by)  # type: ignore[attr-defined]
        self.fields["person"].empty_label = _("Escoja a la persona")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("Termina antes de empezar: revise las dos fechas."))
        return data


class HandOverForm(SomebodyFields, ContactFields):
    """To whom a post passes, on which day, and what the next holder must know."""

    on = day_field(
        gettext_lazy("Desde qué día responde"),
        help_text=gettext_lazy("Ese día ya responde quien recibe; quien entrega, hasta el día anterior."),
    )
    note = forms.CharField(
        label=gettext_lazy("Nota de entrega"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Lo que no está en el sistema: acuerdos de palabra, llaves, proveedores."),
    )
    field_order = ("full_name", "email", "on", "office_phone", "office_email", "note")


class EndForm(forms.Form):
    """The last day of a posting and why it ends."""

    on = day_field(gettext_lazy("Último día"), help_text=gettext_lazy("Ese día todavía responde."))
    reason = forms.CharField(label=gettext_lazy("Motivo"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))


class ExtendForm(forms.Form):
    """A later last day of a posting, and why."""

    on = day_field(gettext_lazy("Nuevo último día"))
    reason = forms.CharField(label=gettext_lazy("Motivo"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.posting = posting

    def clean_on(self) -> date:
        """Later than the last day there is."""
        day: date = self.cleaned_data["on"]
        if self.posting.ends_on is None:
            raise forms.ValidationError(_("Este nombramiento no tiene término: no hay qué prolongar."))
        if day <= self.posting.ends_on:
            raise forms.ValidationError(
                _("Escriba un día posterior al %(day)s, que es el último ahora.")
                % {"day": day_text(self.posting.ends_on, timezone.localdate())}
            )
        return day


class ContactForm(ContactFields):
    """The public contact of a post, changed."""


class DayForm(forms.Form):
    """Which past day, and where."""

    dia = day_field(gettext_lazy("Día"), required=False)
    lugar = forms.ChoiceField(label=gettext_lazy("Lugar"), required=False)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = Places(person, all_seen=True)
        self.fields["lugar"].choices = [("", _("Todos los que usted ve")), *self.places.choices()]  # type: ignore[attr-defined]

    def clean_dia(self) -> date:
        """Today when none is asked for; a day to come has no answer yet."""
        day: date = self.cleaned_data["dia"] or timezone.localdate()
        if day > timezone.localdate():
            raise forms.ValidationError(_("Ese día aún no llega: escoja hoy o uno anterior."))
        return day


class GapForm(forms.Form):
    """What of the gaps to show: only what there is to choose among."""

    tipo = forms.ChoiceField(label=gettext_lazy("Qué falta"), required=False)
    delegacion = forms.ChoiceField(label=gettext_lazy("Delegación"), required=False)
    puesto = forms.ChoiceField(
        label=gettext_lazy("Puesto"),
        required=False,
        choices=[
            ("", gettext_lazy("Todos")),
            (Holding.TITULAR, Holding.TITULAR.label),
            (Holding.SUBSTITUTE, Holding.SUBSTITUTE.label),
        ],
    )
    toca = forms.ChoiceField(label=gettext_lazy("A quién le toca"), required=False)

    def __init__(self, *args: Any, gaps: Sequence[Gap], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delegations = {gap.place.delegation_code: gap.place.delegation_name for gap in gaps}
        roles = {gap.task.role for gap in gaps}
        self._offer("tipo", _("Todo"), [(kind.value, str(kind.label)) for kind in GapKind])
        if len(delegations) > 1:
            self._offer("delegacion", _("Todas"), sorted(delegations.items(), key=lambda pair: fold(pair[1])))
        else:
            del self.fields["delegacion"]
        self._offer(
            "toca", _("Todos"), [("mia", _("A mí")), *((role.value, str(role.label)) for role in Role if role in roles)]
        )

    def _offer(self, name: str, every: str, choices: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = [("", every), *choices]  # type: ignore[attr-defined]
