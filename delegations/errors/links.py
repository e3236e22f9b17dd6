"""One-time links that do not open."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors.base import Refusal


class LinkRefused(Refusal):
    """A one-time link does not open. Its page has a way on for each `code`."""

    code = "unknown_link"


class UnknownLink(LinkRefused):
    """No such link: copied without its end, or never ours."""

    def __init__(self) -> None:
        super().__init__(
            _("No reconocemos este enlace."),
            remedy=_("Ábralo otra vez desde el correo, completo: a veces se corta en dos líneas."),
        )


class ExpiredLink(LinkRefused):
    """Good once, but its days are over; a new one may be asked for."""

    code = "expired_link"

    def __init__(self) -> None:
        super().__init__(_("Este enlace ya venció."), remedy=_("Pida uno nuevo: le llegará al mismo correo."))


class UsedLink(LinkRefused):
    """It did what it was for."""

    code = "used_link"

    def __init__(self) -> None:
        super().__init__(_("Este enlace ya se usó."))


class RevokedLink(LinkRefused):
    """Withdrawn by a person, or followed by a newer one (`is_followed`), which is the one that opens."""

    code = "revoked_link"

    def __init__(self, *, is_followed: bool = False) -> None:
        self.is_followed = is_followed
        if is_followed:
            super().__init__(
                _("Le enviamos después otro enlace, y este dejó de servir."),
                remedy=_("Use el del último correo que recibió."),
            )
        else:
            super().__init__(_("Este enlace se anuló."), remedy=_("Pregunte a quien se lo envió."))
