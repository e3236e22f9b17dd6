"""Refusals about the agenda of a meeting and its frozen figures."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class AgendaRefusal(Refusal):
    """The agenda said no."""


class NotYoursToKeep(NotAllowed):
    """The person's postings do not let them keep the agenda: 403."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or _("El orden del día lo lleva oficina central."),
            remedy=_("Proponga el asunto en la página de la sesión: la secretaría lo acepta."),
        )


class MeetingIsOver(AgendaRefusal):
    """The meeting ended or was cancelled."""

    code = "meeting_is_over"
    is_conflict = True

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or _("La sesión ya terminó o se canceló: su orden del día no cambia."),
            remedy=_("Agregue el asunto a la siguiente sesión de la serie."),
        )


class FiguresStay(AgendaRefusal):
    """No figures are frozen for a meeting that is over."""

    code = "figures_stay"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La sesión ya terminó o se canceló: sus cifras no se congelan de nuevo."),
            remedy=_("Congele las cifras en la siguiente sesión de la serie."),
        )


class UnknownPlace(AgendaRefusal):
    """Figures are frozen of delegations and of the hospitals that the review looks at."""

    code = "unknown_place"

    def __init__(self) -> None:
        super().__init__(
            _("De ese lugar no se congelan cifras en las sesiones."),
            field="place",
            remedy=_("Elija una delegación o una UMAE abierta."),
        )


class AgendaHasBegun(AgendaRefusal):
    """What the data say is written anew until the meeting begins."""

    code = "agenda_has_begun"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La sesión ya comenzó: lo que dicen los datos queda como se convocó."),
            remedy=_("Las cifras de hoy están en los tableros; los asuntos nuevos se agregan a mano."),
        )


class AgendaHasNotBegun(AgendaRefusal):
    """What was said of a matter is written once the meeting runs."""

    code = "agenda_has_not_begun"

    def __init__(self) -> None:
        super().__init__(
            _("La sesión no ha comenzado: aún no hay qué anotar."),
            remedy=_("Ábrala y anote mientras se trata el asunto."),
        )


class NotesAreSigned(AgendaRefusal):
    code = "notes_are_signed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("La minuta está firmada: lo que se dijo ya no cambia."), remedy=_("Agregue una adenda a la minuta.")
        )


class MatterIncomplete(AgendaRefusal):
    """Something of the matter is blank, too long or too short."""

    code = "matter_incomplete"

    def __init__(self, field: str, message: str, remedy: str) -> None:
        super().__init__(message, field=field, remedy=remedy)


class MatterNamesSomebody(AgendaRefusal):
    """A child's name, or that of a relative who did not agree: the agenda is read by many."""

    code = "matter_names_somebody"

    def __init__(self, told: str, remedy: str = "") -> None:
        remedy = remedy or _("Use el folio del caso o diga de qué se trata, sin nombres.")
        super().__init__(told, field="title", remedy=remedy)


class MatterIsTheData(AgendaRefusal):
    """What the data put there is not rewritten by hand."""

    code = "matter_is_the_data"

    def __init__(self) -> None:
        super().__init__(
            _("Este asunto lo ponen los datos: su texto no se cambia a mano."),
            field="title",
            remedy=_("Puede cambiar sus minutos, moverlo o sacarlo; o agregue un asunto suyo."),
        )


class TooManyProposals(AgendaRefusal):
    """Of one person, for one meeting, that wait for an answer."""

    code = "too_many_proposals"

    def __init__(self, waiting: int) -> None:
        super().__init__(
            _("Ya propuso %(n)d asuntos que esperan respuesta.") % {"n": waiting},
            field="title",
            remedy=_("Espere a que la secretaría los vea."),
        )


class NotProposed(AgendaRefusal):
    """Somebody has already said yes or no."""

    code = "not_proposed"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(_("Ese asunto ya no espera respuesta."), remedy=_("Vea en el orden del día cómo quedó."))


class NotOnTheAgenda(AgendaRefusal):
    code = "not_on_the_agenda"
    is_conflict = True

    def __init__(self) -> None:
        super().__init__(
            _("Ese asunto no está en el orden del día."),
            remedy=_("Acepte la propuesta o devuelva el asunto primero."),
        )


class UnknownWay(AgendaRefusal):
    code = "unknown_way"

    def __init__(self) -> None:
        super().__init__(
            _("No se sabe a dónde mover el asunto."),
            field="to",
            remedy=_("Muévalo arriba, abajo, al principio o al final."),
        )
