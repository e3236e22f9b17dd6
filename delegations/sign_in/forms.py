"""The library's forms in our words. What they check is the library's; whom they find is ours."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.mfa.base import forms as factors
from allauth.mfa.totp import forms as totp
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.utils.translation import gettext_lazy as _

from delegations.forms_people import password_rules
from delegations.models import Person
from delegations.sign_in.policy import may_sign_in

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}


class Worded(forms.Form):
    """Labels of ours, nothing inside the boxes."""

    words: ClassVar[dict[str, Any]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.help_text = ""
            if name in self.words:
                field.label = self.words[name]
            if name == "code":
                field.widget.attrs.update(CODE)
            if name == "password1":
                field.help_text = password_rules()


def account_at(email: str) -> Person | None:
    """The open, taken account of an address; the answer to whoever asks is the same with and without one."""
    person = Person.objects.filter(email__iexact=email.strip()).first()
    return person if may_sign_in(person) else None


class Login(Worded, account.LoginForm):
    words: ClassVar = {"login": _("Correo electrónico"), "password": _("Contraseña")}


class RequestLoginCode(Worded, account.RequestLoginCodeForm):
    words: ClassVar = {"email": _("Correo electrónico")}

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self._user = account_at(email)
        return email


class ConfirmLoginCode(Worded, account.ConfirmLoginCodeForm):
    words: ClassVar = {"code": _("Código")}


class ConfirmEmailCode(Worded, account.ConfirmEmailVerificationCodeForm):
    words: ClassVar = {"code": _("Código")}


class ResetPassword(Worded, account.ResetPasswordForm):
    words: ClassVar = {"email": _("Correo electrónico")}

    def clean_email(self) -> str:
        email: str = super().clean_email()
        person = account_at(email)
        self.users = [person] if person else []
        return email


class ResetPasswordKey(Worded, account.ResetPasswordKeyForm):
    words: ClassVar = {"password1": _("Contraseña nueva"), "password2": _("Contraseña nueva, otra vez")}


class ResetToken(account.UserTokenForm):
    """The link of a closed account, or of one that nobody has taken, is as dead as an old one."""

    def _get_user(self, uidb36: str) -> Person | None:
        person = super()._get_user(uidb36)
        return person if may_sign_in(person) else None


class ChangePassword(Worded, account.ChangePasswordForm):
    words: ClassVar = {
        "oldpassword": _("Contraseña actual"),
        "password1": _("Contraseña nueva"),
        "password2": _("Contraseña nueva, otra vez"),
    }


class SetPassword(Worded, account.SetPasswordForm):
    words: ClassVar = {"password1": _("Contraseña"), "password2": _("Contraseña, otra vez")}


class Reauthenticate(Worded, account.ReauthenticateForm):
    words: ClassVar = {"password": _("Contraseña")}


class ChangeEmail(Worded, account.AddEmailForm):
    words: ClassVar = {"email": _("Correo nuevo")}


class EitherCode(Worded):
    """The application's code or one of recovery: a refusal speaks of both."""

    words: ClassVar = {"code": _("Código de la aplicación, o uno de recuperación")}

    def clean_code(self) -> str:
        try:
            code: str = super().clean_code()  # type: ignore[misc]  # of the library's form, mixed in below
        except forms.ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise forms.ValidationError(
                _("El código no es correcto o ya se usó. Escriba el que muestra ahora la aplicación, o uno sin usar."),
                code=error.code,
            ) from None
        return code


class FactorCode(EitherCode, factors.AuthenticateForm):
    pass


class FactorCodeAgain(EitherCode, factors.ReauthenticateForm):
    pass


class ActivateTotp(Worded, totp.ActivateTOTPForm):
    words: ClassVar = {"code": _("Código que muestra la aplicación")}


class AddPasskey(Worded, webauthn.AddWebAuthnForm):
    """Always one that can sign in by itself: the device asks for a finger, a face or a PIN."""

    words: ClassVar = {"name": _("Nombre de la llave")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("Para reconocerla en la lista, por ejemplo «Celular» o «Computadora».")
        self.fields["name"].widget.attrs["maxlength"] = 60
        self.fields["passwordless"].widget = forms.HiddenInput()
        self.fields["passwordless"].initial = True


class RenamePasskey(Worded, webauthn.EditWebAuthnForm):
    words: ClassVar = {"name": _("Nombre de la llave")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].widget.attrs["maxlength"] = 60
