"""Forms about accounts: shape only; what is possible, and who may, the actions say."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import get_default_password_validators
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.models import Person

WITH_PASSWORD, WITH_CODE = "contrasena", "codigo"
NEW_PASSWORD = {"autocomplete": "new-password", "autocapitalize": "off", "spellcheck": "false"}


def shortest_password() -> int:
    """How many characters the settings ask for."""
    asked = (getattr(rule, "min_length", 0) for rule in get_default_password_validators())
    return max(asked, default=0)


def password_rules() -> SafeString:
    """The rules of settings.AUTH_PASSWORD_VALIDATORS as a list, to read before one chooses."""
    rules = (
        _("Al menos %(count)d caracteres; una frase corta sirve.") % {"count": shortest_password()},
        _("Nada parecido a su nombre ni a su correo."),
        _("Ni de las más usadas, ni solo números."),
    )
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((rule,) for rule in rules)))


class AcceptForm(forms.Form):
    """Who one is, in which language, and how one will enter."""

    full_name = forms.CharField(
        label=gettext_lazy("Nombre completo"),
        max_length=160,
        help_text=gettext_lazy("Corríjalo si está mal escrito."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("Cómo quiere entrar"),
        choices=[
            (WITH_PASSWORD, gettext_lazy("Con una contraseña que yo elijo")),
            (WITH_CODE, gettext_lazy("Sin contraseña: me llega un código por correo cada vez")),
        ],
        initial=WITH_PASSWORD,
        widget=forms.RadioSelect,
    )
    password = forms.CharField(
        label=gettext_lazy("Contraseña"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    again = forms.CharField(
        label=gettext_lazy("Contraseña, otra vez"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    language = forms.ChoiceField(label=gettext_lazy("Idioma"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "full_name": person.full_name,
            "language": person.language,
            "way": WITH_PASSWORD,
            **self.initial,
        }
        self.fields["password"].help_text = password_rules()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("way") == WITH_PASSWORD:
            if not data.get("password"):
                self.add_error("password", _("Elija una contraseña, o la opción de entrar sin ella."))
            elif not data.get("again"):
                self.add_error("again", _("Escríbala otra vez, para evitar errores."))
            elif data["password"] != data["again"]:
                self.add_error("again", _("Las dos contraseñas no son iguales. Escríbalas de nuevo."))
        return data

    @property
    def chosen_password(self) -> str | None:
        """The password, or None for who enters with codes."""
        return self.cleaned_data["password"] if self.cleaned_data["way"] == WITH_PASSWORD else None


class ReasonForm(forms.Form):
    """Why, for the audit."""

    reason = forms.CharField(
        label=gettext_lazy("Motivo"),
        max_length=200,
        help_text=gettext_lazy("Queda en la auditoría."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SecondFactorResetForm(ReasonForm):
    """Why, and how the administration made sure of who asks: the person is told it too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = _(
            "Qué perdió y cómo comprobó que es la persona, por ejemplo llamándole a un teléfono que ya conocía. "
            "Queda en la auditoría y se le envía."
        )


class CloseAccountForm(ReasonForm):
    """Why, and that the posts stay empty where there are any."""

    end_posts = forms.BooleanField(required=False)

    def __init__(self, *args: Any, posts: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if posts:
            self.fields["end_posts"].label = _("Dejar vacante desde mañana: %(posts)s") % {"posts": "; ".join(posts)}
        else:
            del self.fields["end_posts"]


class PersonDetailsForm(ReasonForm):
    """The name and the address to enter with."""

    full_name = forms.CharField(
        label=gettext_lazy("Nombre completo"), max_length=160, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=gettext_lazy("Correo de acceso"),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Si cambia, se avisa a los dos correos; con el de antes ya no se entra."),
    )
    field_order = ("full_name", "email", "reason")
