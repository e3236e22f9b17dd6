"""Forms of one's own account: shape only."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.selectors.account import works_here


class OwnDataForm(forms.Form):
    full_name = forms.CharField(
        label=_("Nombre completo"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    mobile_phone = forms.CharField(
        label=_("Celular para avisos"),
        max_length=20,
        required=False,
        help_text=_("Solo para avisarle; no se publica."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "type": "tel"}),
    )
    language = forms.ChoiceField(
        label=_("Idioma"), choices=settings.LANGUAGES, help_text=_("Del sitio y de los correos que recibe.")
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        own = {name: getattr(person, name) for name in ("full_name", "mobile_phone", "language")}
        super().__init__(*args, **kwargs | {"initial": own})
        if works_here(person):
            self.fields["full_name"].help_text = gettext("Así aparece en el directorio y en lo que firma.")
