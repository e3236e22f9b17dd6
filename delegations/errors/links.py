"""One-time links that do not open, and accounts that cannot be made."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors.base import Refusal


class NoName(Refusal):
    code = "no_name"

    def __init__(self) -> None:
        super().__init__(_("Falta el nombre."), field="full_name", remedy=_("Escriba nombre y apellidos."))


class LinkRefused(Refusal):
    """A one-time link does not open."""

    code = "link_refused"


class UnknownLink(LinkRefused):
    code = "unknown_link"

    def __init__(self) -> None:
        super().__init__(_("Este enlace no existe."), remedy=_("Copie la dirección entera del correo, o pida otro."))


class ExpiredLink(LinkRefused):
    code = "expired_link"

    def __init__(self) -> None:
        super().__init__(_("Este enlace venció."), remedy=_("Pida otro a quien se lo envió."))


class UsedLink(LinkRefused):
    code = "used_link"

    def __init__(self) -> None:
        super().__init__(_("Este enlace ya se usó."), remedy=_("Si necesita otro, pídalo a quien se lo envió."))


class RevokedLink(LinkRefused):
    code = "revoked_link"

    def __init__(self, *, is_followed: bool = False) -> None:
        self.is_followed = is_followed
        super().__init__(
            _("Este enlace ya no vale."),
            remedy=_("Use el más reciente que recibió.") if is_followed else _("Pida otro a quien se lo envió."),
        )
