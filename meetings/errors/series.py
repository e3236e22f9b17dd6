"""Refusals about series and meetings."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal
from delegations.wording import moment_in_full


class MeetingRefusal(Refusal):
    """A series or a meeting said no."""


class NotYoursToCall(NotAllowed):
    """The person's postings do not carry meetings: 403."""

    def __init__(self) -> None:
        super().__init__(
            _("Las sesiones las convoca y las lleva oficina central."), remedy=_("Pida el cambio a oficina central.")
        )


class FactWrong(MeetingRefusal):
    """Something is blank or impossible; the field says which."""

    code = "fact_wrong"

    def __init__(self, field: str, message: str, remedy: str = "") -> None:
        super().__init__(message, field=field, remedy=remedy)


class ReasonMissing(MeetingRefusal):
    code = "reason_missing"

    def __init__(self) -> None:
        super().__init__(_("Falta el motivo."), field="reason", remedy=_("Escríbalo: se le dice a cada persona."))


class ReasonNamesSomebody(MeetingRefusal):
    """A child's name, or that of a relative who did not agree: the reason is mailed to everybody who was called."""

    code = "reason_names_somebody"

    def __init__(self, told: str) -> None:
        super().__init__(told, field="reason", remedy=_("Diga qué pasó sin nombres: se le dice a cada persona."))


class CodeTaken(MeetingRefusal):
    code = "code_taken"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("Ya hay una serie con ese código."), field="code", remedy=_("Escriba otro."))


class AlreadyMember(MeetingRefusal):
    code = "already_member"
    is_conflict = True

    def __init__(self, field: str) -> None:
        super().__init__(_("Ya está en la lista de la serie."), field=field, remedy=_("Búsquelo en la lista."))


class MemberHasLeft(MeetingRefusal):
    code = "member_has_left"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Ya no está en la lista de la serie."), remedy=_("Agréguelo de nuevo si debe ser convocado.")
        )


class MeetingIsOver(MeetingRefusal):
    """It has ended or was cancelled."""

    code = "meeting_is_over"
    is_conflict = True

    def __init__(self, *, cancelled: bool) -> None:
        super().__init__(
            _("La sesión se canceló.") if cancelled else _("La sesión ya terminó."),
            remedy=_("Abra otra sesión de la serie."),
        )


class MeetingHasBegun(MeetingRefusal):
    code = "meeting_has_begun"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("La sesión ya está en curso."), remedy=_("Ciérrela cuando termine."))


class MeetingNotBegun(MeetingRefusal):
    code = "meeting_not_begun"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("La sesión no está en curso."), remedy=_("Ábrala primero."))


class NotCalled(MeetingRefusal):
    code = "not_called"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión no se ha convocado: no hay a quién pasarle lista."), remedy=_("Convóquela y después ábrala.")
        )


class NobodyToCall(MeetingRefusal):
    code = "nobody_to_call"

    def __init__(self) -> None:
        super().__init__(
            _("La serie no tiene a quién convocar ese día."),
            remedy=_("Agregue integrantes a la serie: puestos, cuentas o personas de fuera."),
        )


class TooEarlyToOpen(MeetingRefusal):
    code = "too_early_to_open"

    def __init__(self, starts_at: datetime) -> None:
        super().__init__(
            _("La sesión es el %(when)s: falta más de un día.") % {"when": moment_in_full(starts_at)},
            remedy=_("Si se adelanta, muévala primero; así se avisa a todas las personas."),
        )


class AnotherIsRunning(MeetingRefusal):
    code = "another_is_running"
    is_conflict = True

    def __init__(self, number: int) -> None:
        super().__init__(
            _("La sesión n.º %(number)d de la serie sigue en curso.") % {"number": number},
            remedy=_("Ciérrela primero."),
        )


class MinutesAreSigned(MeetingRefusal):
    code = "minutes_are_signed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La minuta de la sesión ya está firmada."), remedy=_("Una corrección es una adenda de la minuta.")
        )


class PastMoment(MeetingRefusal):
    code = "past_moment"

    def __init__(self) -> None:
        super().__init__(_("Esa hora ya pasó."), field="starts_at", remedy=_("Escriba un día y una hora por venir."))


class SameMoment(MeetingRefusal):
    code = "same_moment"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión ya es ese día, a esa hora y en ese lugar."), remedy=_("Cambie algo, o no la mueva.")
        )


class TakenSlot(MeetingRefusal):
    """Another meeting of the series is on that day."""

    code = "taken_slot"
    is_conflict = True

    def __init__(self, number: int) -> None:
        super().__init__(
            _("Ese día ya es la sesión n.º %(number)d de la misma serie.") % {"number": number},
            field="starts_at",
            remedy=_("Elija otro día, o cancele una de las dos."),
        )


class NoFeed(MeetingRefusal):
    code = "no_feed"

    def __init__(self) -> None:
        super().__init__(_("No hay ningún calendario suscrito."), remedy=_("Haga uno."))
