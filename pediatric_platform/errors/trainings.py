"""Why a list of the staff, or of a training, stays as it is."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pediatric_platform.errors.rollout import RolloutRefusal


class TraineeExists(RolloutRefusal):
    code = "trainee_exists"

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(
            _("Ya está en la lista del hospital: %(names)s.") % {"names": ", ".join(names)},
            field="names",
            remedy=_(
                "Quite ese renglón; si son dos personas con el mismo nombre, escriba también su segundo apellido."
            ),
        )


class TraineeLeft(RolloutRefusal):
    code = "trainee_left"

    def __init__(self) -> None:
        super().__init__(_("Esa persona ya no está en el hospital."), remedy=_("Agréguela de nuevo si volvió."))


class TrainingIsOver(RolloutRefusal):
    """Its list is closed, or it was cancelled: what was is not changed."""

    code = "training_is_over"

    def __init__(self, *, cancelled: bool) -> None:
        super().__init__(
            _("La capacitación se canceló.") if cancelled else _("La lista de la capacitación ya está cerrada."),
            remedy=_("Programe otra capacitación.")
            if cancelled
            else _("Para corregirla, reabra la lista con su motivo."),
        )


class ListNotClosed(RolloutRefusal):
    code = "list_not_closed"

    def __init__(self) -> None:
        super().__init__(_("La lista de la capacitación sigue abierta."), remedy=_("No hay nada que reabrir."))


class NotOnTheList(RolloutRefusal):
    code = "not_on_the_list"

    def __init__(self) -> None:
        super().__init__(
            _("Alguien de los anotados no está en la lista de esta capacitación."),
            field="marks",
            remedy=_("Actualice la página: la lista cambió."),
        )


class BadScore(RolloutRefusal):
    code = "bad_score"

    def __init__(self, name: str, message: str) -> None:
        super().__init__(
            f"{name}: {message}", field="marks", remedy=_("Escriba una calificación de 0 a 10, con un decimal.")
        )


class ListIncomplete(RolloutRefusal):
    """A list with people of whom nobody said whether they came, or what they scored."""

    code = "list_incomplete"

    def __init__(self, names: Sequence[str]) -> None:
        shown = ", ".join(names[:4]) + ("…" if len(names) > 4 else "")
        super().__init__(
            ngettext(
                "Falta anotar a %(n)d persona: %(names)s.", "Falta anotar a %(n)d personas: %(names)s.", len(names)
            )
            % {"n": len(names), "names": shown},
            remedy=_("Anote quién asistió y su calificación, y vuelva a cerrar."),
        )


class ListEmpty(RolloutRefusal):
    code = "list_empty"

    def __init__(self) -> None:
        super().__init__(_("La lista no tiene a nadie."), remedy=_("Agregue a quienes asistieron."))
