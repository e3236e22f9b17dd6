"""What the library asks of us about accounts: who gets in, what is said, and what is mailed."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.sign_in import mail, trail
from delegations.sign_in.addresses import keep_address
from delegations.sign_in.policy import has_second_factor, may_sign_in


class AccountAdapter(DefaultAccountAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultAccountAdapter.error_messages | {
        "account_inactive": _("Esta cuenta está cerrada."),
        "email_password_mismatch": _("El correo o la contraseña no son correctos."),
        "email_taken": _("No se puede usar ese correo. Escriba otro."),
        "duplicate_email": _("Ese ya es el correo de su cuenta."),
        "enter_current_password": _("Escriba su contraseña actual."),
        "incorrect_code": _("El código no es correcto. Revíselo y escríbalo de nuevo."),
        "incorrect_password": _("La contraseña no es correcta."),
        "invalid_login": _("El correo o la contraseña no son correctos."),
        "invalid_password_reset": _("El enlace ya no sirve. Pida otro."),
        "too_many_login_attempts": _("Demasiados intentos. Espere cinco minutos y vuelva a intentar."),
        "rate_limited": _("Demasiadas solicitudes. Espere un minuto y vuelva a intentar."),
        "unknown_email": _("El correo o la contraseña no son correctos."),
        "same_as_current": _("Escriba uno distinto del actual."),
        "select_only_one": _("Elija solo uno."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers themselves: an account begins with an invitation."""
        return False

    def pre_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse | None:
        """The last word at every door: password, code, passkey, reset."""
        if not may_sign_in(user):
            from_stage: HttpResponse = super().pre_login(request, _closed(user), **kwargs)
            return from_stage
        keep_address(user)
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """A device without a language of its own speaks the person's."""
        response = super().post_login(request, user, **kwargs)
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            set_language_cookie(response, user.language)
        return response

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Not for who signed in minutes ago and has no second factor yet: enrolling the first one is no detour."""
        if self._has_just_signed_in_without_factor():
            return False
        return super().is_reauthentication_required(app=app, **kwargs)

    def _has_just_signed_in_without_factor(self) -> bool:
        request = self.request
        if request is None or not isinstance(request.user, Person):
            return False
        records = get_authentication_records(request, request.user)
        if not records or not mail.is_recent(records[-1]["at"]):
            return False
        return not has_second_factor(request.user)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Who has a second factor proves it with that: a password, which may be known, is not enough to change it."""
        words = {
            "reauthenticate": _("Con la contraseña"),
            "mfa_reauthenticate": _("Con un código de la aplicación o de recuperación"),
            "mfa_reauthenticate:webauthn": _("Con una llave de acceso"),
        }
        ways = super().get_reauthentication_methods(user)
        if len(ways) > 1:
            ways = [way for way in ways if way["id"] != "reauthenticate"]
        # A passkey first: one touch. Codes may be those on paper.
        ways.sort(key=lambda way: way["id"] != "mfa_reauthenticate:webauthn")
        return [way | {"description": words[way["id"]]} for way in ways]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """A lock at the door is noted: somebody is guessing, or has forgotten."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            trail.locked(request, Person.objects.filter(email__iexact=credentials.get("email", "")).first())
            raise

    def reauthenticate(self, user: Person, password: str) -> bool:
        """By the address on the account, with the same limit of attempts as at the door."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("delegations:account")

    def get_email_verification_redirect_url(self, email_address: Any) -> str:
        return reverse("delegations:account")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """In the language of whoever owns the address; of the page, when nobody does.

        A mail that does not leave is told on the page, alike for addresses with and without an account.
        """
        person = Person.objects.filter(email__iexact=email).first() or context.get("person")
        with translation.override(person.language if person else translation.get_language()):
            message = mail.compose(template_prefix, [email], context | {"email": email, "person": person})
        left = mail.post(message, about=template_prefix.rpartition("/")[2], person=person)
        if not left and self.request is not None and "timestamp" not in context:
            messages.error(self.request, _("El correo no pudo salir. Intente en unos minutos o entre de otra forma."))

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """To whom the address belongs already, no code: a word that somebody wanted it."""
        address = emailconfirmation.email_address
        if Person.objects.filter(email__iexact=address.email).exclude(pk=address.user_id).exists():
            self.send_account_already_exists_mail(address.email)
        else:
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: Person,
        context: Any = None,
        email: str | None = None,
    ) -> None:
        # An address that is the account's no longer is still written to in its owner's language and by name.
        told = (context or {}) | {"person": user, "support": settings.SUPPORT_EMAIL}
        super().send_notification_mail(template_prefix, user, told, email or user.email)


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """As Django's own view for languages sets it."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


def _closed(person: Person) -> Person:
    """The same person as an account that is closed: one that nobody has taken is told no other thing."""
    person.is_active = False
    return person
