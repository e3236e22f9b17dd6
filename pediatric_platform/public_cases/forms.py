"""What the public form asks: shape only. What cannot be is refused by the action."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.forms_network import day_field
from pediatric_platform.actions.family_reports import LONGEST
from pediatric_platform.actions.public_cases import PublicTold
from pediatric_platform.family.photo_field import PhotoField
from pediatric_platform.family.problems import PROBLEMS
from pediatric_platform.selectors.public_cases import open_hospitals

NO_DAY = {"invalid": gettext_lazy("Ponga el día, o déjelo así.")}


class PublicCaseForm(forms.Form):
    """Who, where, what; big and short. `empty` is for programs that fill in whatever they find."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    kept = forms.CharField(max_length=200, required=False, widget=forms.HiddenInput)
    unit = forms.CharField(
        label=gettext_lazy("¿En qué hospital?"),
        max_length=11,
        error_messages={"required": gettext_lazy("Elija en qué hospital pasó.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("¿Qué pasó?"),
        choices=PROBLEMS,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Elija una.")},
    )
    drug_words = forms.CharField(
        label=gettext_lazy("¿Qué medicina es?"),
        help_text=gettext_lazy("Si no sabe, déjelo así."),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    needed_on = day_field(
        gettext_lazy("¿Qué día la necesita?"),
        help_text=gettext_lazy("Así sabemos qué tan pronto. Si no sabe, déjelo así."),
        required=False,
        error_messages=NO_DAY,
    )
    denied_on = day_field(
        gettext_lazy("Si llevó receta, ¿qué día no se la dieron?"), required=False, error_messages=NO_DAY
    )
    text = forms.CharField(
        label=gettext_lazy("Cuente qué pasó"),
        help_text=gettext_lazy("Con sus palabras. No ponga el nombre de su hija o hijo."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Escriba qué pasó.")},
    )
    photo = PhotoField()
    name = forms.CharField(
        label=gettext_lazy("¿Cómo se llama usted?"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": gettext_lazy("Escriba su nombre.")},
    )
    phone = forms.CharField(
        label=gettext_lazy("Su teléfono"),
        help_text=gettext_lazy("Con lada, 10 números. Para que le llame quien lo resuelve."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("Su correo"),
        help_text=gettext_lazy("Ahí le mandamos un código y, después, cada novedad."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Escriba su correo."),
            "invalid": gettext_lazy("Falta algo en ese correo. Póngalo así: ana@correo.mx."),
        },
    )
    empty = forms.CharField(
        label=gettext_lazy("Deje vacía esta línea"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid.uuid4().hex, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def clean_unit(self) -> str:
        """The list names a hospital by its number, because it is shorter; a poster by its CLUES."""
        typed: str = self.cleaned_data["unit"].strip().upper()
        if not typed.isdecimal():
            return typed
        return open_hospitals().filter(pk=int(typed)).values_list("clues", flat=True).first() or typed

    def clean_phone(self) -> str:
        """Ten digits as people write them, or nothing."""
        typed: str = self.cleaned_data["phone"].strip()
        digits = [sign for sign in typed if sign.isdigit()]
        if typed and len(digits) not in range(10, 14):
            raise forms.ValidationError(_("Escriba los 10 números de su teléfono, con lada."))
        return typed

    def clean_empty(self) -> str:
        """A person who filled it in by mistake sees it and empties it; nothing they wrote is lost."""
        if self.cleaned_data["empty"]:
            raise forms.ValidationError(_("Deje vacía esta línea y mande otra vez."))
        return ""

    def told(self) -> PublicTold:
        """What the action is given."""
        names = ("unit", "kind", "text", "drug_words", "needed_on", "denied_on", "name", "phone")
        return PublicTold(**{name: self.cleaned_data[name] for name in names})

    @property
    def is_trapped(self) -> bool:
        """Whether the line that nobody sees has to be shown."""
        return "empty" in self.errors


class CodeForm(forms.Form):
    """The code of the mail."""

    code = forms.CharField(
        label=gettext_lazy("Código"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Escriba el código de su correo.")},
    )


class AddressForm(forms.Form):
    """Where the code goes instead."""

    email = forms.EmailField(
        label=gettext_lazy("Su correo"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Escriba su correo."),
            "invalid": gettext_lazy("Falta algo en ese correo. Póngalo así: ana@correo.mx."),
        },
    )
