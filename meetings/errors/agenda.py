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

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message or _("La sesión ya terminó o se canceló: su orden del día no cambia."),
            remedy=_("Agregue el asunto a la siguiente sesión de la serie."),
        )


class FiguresStay(AgendaRefusal):
    """No figures are frozen for a meeting that is over."""

    code = "figures_stay"

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
