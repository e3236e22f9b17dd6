"""What the library asks of us about second factors: secrets sealed at rest, names a person understands."""

from __future__ import annotations

from typing import Any, ClassVar
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import MultiFernet
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from delegations.models import Person
from delegations.sealing import cipher


def _cipher() -> MultiFernet:
    """Sealed with a key made from SECRET_KEY for this purpose alone: a stolen table gives no codes away.

    What a former key sealed is still opened, until `manage.py reseal_factors` has sealed it anew.
    """
    return cipher("oncoabasto second factors", (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def resealed(text: str) -> str:
    """The same secret, sealed with the key of today. Raises InvalidToken when no key opens it."""
    return _cipher().rotate(text.encode()).decode()


class FactorAdapter(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, str | Promise]] = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _("Su función exige un segundo factor. Agregue otro antes de quitar este."),
        "cannot_generate_recovery_codes": _("Agregue primero una aplicación o una llave de acceso."),
        "incorrect_code": _("El código no es correcto. Escriba el que muestra ahora la aplicación."),
        "unverified_email": _("Confirme antes su correo."),
        "add_email_blocked": _("Confirme antes su correo."),
    }

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self) -> str:
        return "OncoAbasto"

    def _get_site_name(self) -> str:
        return "OncoAbasto"

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.email)

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The site's public name, not whatever host a request gives, except on one's own machine."""
        entity = super().get_public_key_credential_rp_entity()
        if not settings.LOCAL:
            entity["id"] = urlsplit(settings.SITE_URL).hostname or entity["id"]
        return entity

    def generate_authenticator_name(self, user: Person, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Llave %(number)d") % {"number": number}
