"""Forms about relatives and consents: shape only; what is possible, and who may, the actions say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.forms_network import day_field
from pediatric_platform.models import ConsentMethod, Relation

QUIET = {"autocomplete": "off"}
METHODS = [
    (ConsentMethod.PAPER.value, gettext_lazy("Ya firmó el texto en papel, ante mí")),
    (ConsentMethod.SCREEN.value, gettext_lazy("Lo leerá y aceptará en su página, antes de ver nada")),
]


def _relation() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=gettext_lazy("Qué es de la niña o el niño"),
        choices=[("", gettext_lazy("Elija…")), *Relation.choices],
    )


def _phone() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Teléfono"),
        required=False,
        max_length=20,
        help_text=gettext_lazy("Con lada, 10 dígitos. Solo lo ve el personal que atiende a la niña o al niño."),
        widget=forms.TextInput(attrs={"type": "tel", **QUIET}),
    )


class PaperConsentForm(forms.Form):
    """The day on the signed sheet."""

    given_on = day_field(
        gettext_lazy("Día en que firmó"),
        help_text=gettext_lazy("Como viene en la hoja, que se queda en el expediente."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["given_on"].initial = today
        self.fields["given_on"].widget.attrs["max"] = today.isoformat()


class GuardianInviteForm(forms.Form):
    """Who answers for the child, at which address, and how they agree."""

    full_name = forms.CharField(
        label=gettext_lazy("Nombre completo"), max_length=160, widget=forms.TextInput(attrs=QUIET)
    )
    email = forms.EmailField(
        label=gettext_lazy("Su correo electrónico"),
        help_text=gettext_lazy("El personal de la familia. Léaselo en voz alta antes de enviar: el enlace llega ahí."),
        widget=forms.EmailInput(attrs=QUIET),
    )
    relation = _relation()
    phone = _phone()
    method = forms.ChoiceField(
        label=gettext_lazy("Su consentimiento"),
        choices=METHODS,
        initial=ConsentMethod.PAPER,
        widget=forms.RadioSelect,
    )
    given_on = day_field(
        gettext_lazy("Día en que firmó el papel"),
        required=False,
        help_text=gettext_lazy("Solo si ya firmó. La hoja se queda en el expediente."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["given_on"].initial = timezone.localdate()

    def clean_full_name(self) -> str:
        """The name with single spaces."""
        return " ".join(self.cleaned_data["full_name"].split())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("method") == ConsentMethod.PAPER and not data.get("given_on") and "given_on" not in self.errors:
            self.add_error("given_on", _("Escriba el día en que firmó, o elija que lo acepte en su página."))
        return data


class GuardianCorrectForm(forms.Form):
    """The relation and the telephone."""

    relation = _relation()
    phone = _phone()


class WhyForm(forms.Form):
    """Why a consent is withdrawn or a guardian ends; only the treating staff read it."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=240,
        help_text=gettext_lazy("Queda en la ficha; no se le envía a nadie."),
        widget=forms.TextInput(attrs=QUIET),
    )
