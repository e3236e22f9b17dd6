"""Accounts that cannot be made, changed, closed or reopened that way."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from delegations.errors.base import NotAllowed, Refusal


class AccountRefusal(Refusal):
    """An account cannot be made, changed, closed or reopened that way."""

    code = "account_refused"


class AnotherName(AccountRefusal):
    """The address is somebody else's, or a letter of it is wrong: `name` is said only to whoever sees that person."""

    code = "another_name"

    def __init__(self, email: str, *, name: str = "") -> None:
        whose = (
            _("El correo %(email)s es de la cuenta de %(name)s.")
            if name
            else _("El correo %(email)s es de una cuenta con otro nombre.")
        )
        super().__init__(
            whose % {"email": email, "name": name},
            field="email",
            remedy=_("Si es la misma persona, escriba su nombre como está en su cuenta; si no, use su propio correo."),
        )


class NoName(AccountRefusal):
    code = "name_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el nombre."), field="full_name", remedy=_("Escriba el nombre completo."))


class NotAnAdministrator(NotAllowed):
    def __init__(self) -> None:
        super().__init__(_("Las cuentas de otras personas las lleva la administración."), remedy=_("Pídaselo a ella."))


class BadEmail(AccountRefusal):
    code = "bad_email"

    def __init__(self, email: str) -> None:
        super().__init__(
            _("«%(email)s» no es un correo.") % {"email": email[:80]},
            field="email",
            remedy=_("Escríbalo completo: nombre@dominio."),
        )


class EmailTaken(AccountRefusal):
    code = "email_taken"

    def __init__(self, email: str) -> None:
        super().__init__(
            _("Ya hay otra cuenta con el correo %(email)s.") % {"email": email},
            field="email",
            remedy=_("Escriba otro correo, o busque esa cuenta y use la que ya existe."),
        )


class WeakPassword(AccountRefusal):
    """What is wrong with it, one sentence each, in `faults`."""

    code = "weak_password"

    def __init__(self, faults: Sequence[str]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(self.faults), field="password")


class AlreadyJoined(AccountRefusal):
    code = "already_joined"

    def __init__(self, name: str) -> None:
        super().__init__(
            _("%(name)s ya aceptó su invitación.") % {"name": name},
            remedy=_("Puede entrar con su correo; si olvidó la contraseña, pida un código en la página de entrada."),
        )


class InvitationOver(AccountRefusal):
    code = "invitation_over"

    def __init__(self) -> None:
        super().__init__(
            _("El nombramiento de esta invitación ya terminó."),
            remedy=_("Nombre de nuevo a la persona: la invitación sale con el nombramiento."),
        )


class ExplanationNeeded(AccountRefusal):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el motivo."), field="reason", remedy=_("Escriba por qué: queda en la auditoría."))


class StillTitular(AccountRefusal):
    """Closing the account would leave posts without their titular, and nobody has said that it should."""

    code = "still_titular"

    def __init__(self, name: str, posts: Sequence[str]) -> None:
        self.posts = list(posts)
        super().__init__(
            _("%(name)s es titular de: %(posts)s.") % {"name": name, "posts": "; ".join(self.posts)},
            field="end_posts",
            remedy=_("Entregue antes el puesto a otra persona, o marque que los puestos quedan vacantes."),
        )


class OwnAccount(AccountRefusal):
    code = "own_account"

    def __init__(self) -> None:
        super().__init__(_("Nadie cierra su propia cuenta."), remedy=_("Pídalo a otra persona de la administración."))


class LastAdministrator(AccountRefusal):
    code = "last_administrator"

    def __init__(self) -> None:
        super().__init__(
            _("Es la única cuenta de administración."), remedy=_("Nombre antes a otra persona administradora.")
        )


class AdministratorExists(AccountRefusal):
    """The first administrator is made once; afterwards one appoints the next."""

    code = "administrator_exists"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _("Ya hay administración: %(names)s.") % {"names": ", ".join(names)},
            remedy=_("Pídale que nombre a la siguiente persona. Si nadie puede entrar, use --again con el motivo."),
        )
