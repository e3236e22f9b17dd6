"""Refusals of cases told without an account. None says whether an address has one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import Refusal


class PublicCaseRefusal(Refusal):
    """The public form said no."""


class NoReach(PublicCaseRefusal):
    code = "no_reach"

    def __init__(self) -> None:
        super().__init__(_("Falta algo en ese correo."), field="email", remedy=_("Póngalo así: ana@correo.mx."))


class UnknownHospital(PublicCaseRefusal):
    code = "unknown_hospital"

    def __init__(self) -> None:
        super().__init__(_("Falta el hospital."), field="unit", remedy=_("Elija en qué hospital pasó."))


class TooManyDrafts(PublicCaseRefusal):
    """Asked for more codes in an hour than one address, or one origin, may."""

    code = "too_many_drafts"

    def __init__(self) -> None:
        super().__init__(
            _("Ya se pidieron muchos códigos desde aquí."),
            remedy=_("Lo que escribió sigue en la página. Espere una hora o llame a su hospital."),
        )


class MailDidNotLeave(PublicCaseRefusal):
    code = "mail_did_not_leave"

    def __init__(self) -> None:
        super().__init__(
            _("El correo no pudo salir."),
            field="email",
            remedy=_("Vea que esté bien escrito y mande otra vez. Lo que escribió sigue aquí."),
        )


class DraftIsOver(PublicCaseRefusal):
    """Its hour is over, its tries are used up, or it was deleted: all three are told alike."""

    code = "draft_is_over"

    def __init__(self, *, is_kept: bool = False) -> None:
        again = _("Pida otro abajo: lo que escribió sigue aquí.")
        anew = _("Escriba su aviso otra vez y le mandamos otro código.")
        super().__init__(_("Ese código ya no sirve."), field="code", remedy=again if is_kept else anew)


class WrongCode(PublicCaseRefusal):
    code = "wrong_code"

    def __init__(self, left: int) -> None:
        super().__init__(
            _("Ese no es el código."),
            field="code",
            remedy=_("Vea su correo y escríbalo otra vez. Le quedan %(left)d intentos.") % {"left": left}
            if left > 1
            else _("Vea su correo y escríbalo otra vez. Le queda un intento."),
        )


class UnknownFollow(PublicCaseRefusal):
    code = "unknown_follow"

    def __init__(self) -> None:
        super().__init__(_("Aquí no hay un aviso abierto."), remedy=_("Abra el enlace del último correo."))


class TooManyReplies(PublicCaseRefusal):
    code = "too_many_replies"

    def __init__(self) -> None:
        super().__init__(
            _("Ya escribió mucho en poco tiempo."), remedy=_("Espere una hora o llame a quien lo resuelve.")
        )
