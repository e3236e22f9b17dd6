"""Refusals about who was there."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class PresenceRefusal(Refusal):
    """What was to be noted about a participant cannot be."""


class NotYourPresence(NotAllowed):
    """403: it is neither one's own row nor does one keep the minutes."""

    def __init__(self) -> None:
        super().__init__(
            _("La asistencia la anota la secretaría de la sesión, y cada quien la suya."),
            remedy=_("Pídalo a quien lleva la minuta."),
        )


class UnknownPresenceLink(PresenceRefusal):
    """No participant has that link: it was cut, or belongs to another call."""

    code = "unknown_presence_link"

    def __init__(self) -> None:
        super().__init__(
            _("Este enlace no es de ninguna convocatoria."),
            remedy=_("Ábralo completo desde su correo, o regístrese con el código de la sala."),
        )


class UnknownRoom(PresenceRefusal):
    code = "unknown_room"

    def __init__(self) -> None:
        super().__init__(
            _("Este código no es de ninguna sesión."), remedy=_("Apunte otra vez la cámara al código de la sala.")
        )


class DoorsNotOpen(PresenceRefusal):
    """Too early to be present."""

    code = "doors_not_open"
    is_conflict = True

    def __init__(self, opens: datetime) -> None:
        super().__init__(
            _("El registro de asistencia se abre el %(when)s.") % {"when": date_format(opens, "j M, H:i")},
            remedy=_("Vuelva a esa hora; si no va a venir, dígalo desde ahora."),
        )


class DoorsClosed(PresenceRefusal):
    """It is over, and participants change nothing by themselves any more."""

    code = "doors_closed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La sesión ya terminó y el registro está cerrado."),
            remedy=_(
                "Si estuvo y no quedó anotado, dígalo a la secretaría: puede corregirlo hasta que firme la minuta."
            ),
        )


class MeetingWasCancelled(PresenceRefusal):
    code = "meeting_cancelled"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("La sesión se canceló: no lleva asistencia."), remedy=_("Busque la fecha de la siguiente."))


class AttendanceIsSigned(PresenceRefusal):
    code = "attendance_signed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La minuta está firmada y su lista de asistencia ya no cambia."),
            remedy=_("Corríjalo con una adenda de la minuta."),
        )


class PresenceChanged(PresenceRefusal):
    """Somebody noted something else since the list was opened."""

    code = "presence_changed"
    is_conflict = True

    def __init__(self, now_is: str) -> None:
        super().__init__(
            _("Mientras usted veía la lista, esa asistencia cambió: ahora dice «%(presence)s».") % {"presence": now_is},
            remedy=_("Revise la lista y vuelva a anotarla si hace falta."),
        )


class NobodyRepresents(PresenceRefusal):
    code = "representative_missing"

    def __init__(self) -> None:
        super().__init__(
            _("Falta quién lo representa."), field="represented_by", remedy=_("Escriba el nombre de quien viene.")
        )


class AbsenceTooEarly(PresenceRefusal):
    """Nobody is absent from what has not begun."""

    code = "absence_too_early"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión aún no empieza: nadie falta todavía."),
            remedy=_("Si avisó que no viene, anótelo «Con aviso»."),
        )


class NobodyIsExpected(PresenceRefusal):
    """The meeting is over: whoever did not come is absent."""

    code = "nobody_is_expected"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La sesión ya terminó: nadie sigue por llegar."), remedy=_("Anote si estuvo, si avisó o si faltó.")
        )


class NotByYourself(PresenceRefusal):
    code = "not_by_yourself"

    def __init__(self) -> None:
        super().__init__(
            _("De uno mismo solo se anota que está, que no vendrá o quién lo representa."),
            remedy=_("Lo demás lo anota la secretaría."),
        )


class ParticipantFactMissing(PresenceRefusal):
    code = "participant_fact_missing"

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(message, field=field, remedy=remedy)


class BadParticipantEmail(PresenceRefusal):
    code = "bad_participant_email"

    def __init__(self) -> None:
        super().__init__(_("Ese correo no es válido."), field="email", remedy=_("Escríbalo completo: nombre@dominio."))


class AlreadyOnTheList(PresenceRefusal):
    """Another row has that mail, or that name without one."""

    code = "already_on_the_list"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("En la lista ya hay otra persona con ese correo, o con ese nombre y sin correo."),
            field="email",
            remedy=_("Si es la misma, quite la repetida; si no, escriba su correo o de dónde viene."),
        )


class WasCalled(PresenceRefusal):
    """Who was called stays on the list, there or not."""

    code = "was_called"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Fue convocada: queda en la lista aunque no venga."), remedy=_("Anótela ausente o con aviso.")
        )


class RoomIsFull(PresenceRefusal):
    """So many came without being called that it looks like a prank."""

    code = "room_is_full"

    def __init__(self) -> None:
        super().__init__(
            _("Ya no se puede registrar más gente con el código de la sala."),
            remedy=_("Diga su nombre a la secretaría para que lo anote."),
        )


class NotARelative(PresenceRefusal):
    """Only families are asked whether they may be named; staff and guests are."""

    code = "not_a_relative"

    def __init__(self) -> None:
        super().__init__(
            _("Solo a las familias se les pregunta si su nombre se puede decir."),
            remedy=_("Si es una familia, corrija primero de quién viene."),
        )
