"""Refusals about warning signs."""

from __future__ import annotations

from django.utils.translation import gettext as _

from delegations.errors import NotAllowed, Refusal


class NotYoursToReview(NotAllowed):
    """403."""

    def __init__(self) -> None:
        super().__init__(_("Las señales las revisa la oficina central."))


class NoteNeeded(Refusal):
    code = "note_needed"

    def __init__(self) -> None:
        super().__init__(
            _("Falta la explicación."),
            field="note",
            remedy=_("Escriba qué se revisó y qué se encontró, aunque no haya nada raro."),
        )


class AlreadySo(Refusal):
    code = "already_so"

    def __init__(self) -> None:
        super().__init__(
            _("La señal ya está así, con la misma explicación."),
            field="state",
            remedy=_("Elija otra respuesta o cambie la explicación."),
        )
