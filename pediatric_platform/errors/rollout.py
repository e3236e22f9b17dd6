"""Refusals about the roll-out of the electronic record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal, written


class RolloutRefusal(Refusal):
    """The roll-out said no."""


class NotYoursToRollOut(NotAllowed):
    """The person's postings do not carry the roll-out there: 403."""

    def __init__(self, message: str = "") -> None:
        super().__init__(
            message
            or _("El despliegue lo llevan oficina central, administración y la jefatura de prestaciones médicas."),
            remedy=_("Pida el cambio a quien lleva el despliegue de su delegación."),
        )


class FactMissing(RolloutRefusal):
    """Something that must be written down is blank."""

    code = "fact_missing"

    def __init__(self, field: str, message: str, remedy: str = "") -> None:
        super().__init__(message, field=field, remedy=remedy)


class BadDay(RolloutRefusal):
    code = "bad_day"

    def __init__(self, message: str, *, field: str, remedy: str) -> None:
        super().__init__(message, field=field, remedy=remedy)


def day_not_yet(field: str) -> BadDay:
    return BadDay(_("Esa fecha aún no llega en el hospital."), field=field, remedy=_("Escriba el día en que ocurrió."))


class AlreadyASite(RolloutRefusal):
    code = "already_a_site"

    def __init__(self) -> None:
        super().__init__(
            _("Ese hospital ya está en el despliegue."), field="unit", remedy=_("Ábralo en la lista de hospitales.")
        )


class OwnerOutOfReach(RolloutRefusal):
    """Who does not see the hospital cannot answer for it."""

    code = "owner_out_of_reach"

    def __init__(self, field: str = "owner") -> None:
        super().__init__(
            _("Esa persona no tiene nombramiento vigente en el hospital, en su delegación ni en oficina central."),
            field=field,
            remedy=_("Elija a alguien de la lista, o haga primero su nombramiento."),
        )


class MilestoneExists(RolloutRefusal):
    code = "milestone_exists"

    def __init__(self) -> None:
        super().__init__(
            _("Ese hito ya tiene responsable y fecha."), field="kind", remedy=_("Cámbielos en la página del hospital.")
        )


class MilestoneIsDone(RolloutRefusal):
    code = "milestone_is_done"

    def __init__(self, done_on: date) -> None:
        super().__init__(
            _("Ese hito se logró el %(day)s.") % {"day": written(done_on)},
            remedy=_("Si no fue así, reábralo con su motivo."),
        )


class MilestoneIsPending(RolloutRefusal):
    code = "milestone_is_pending"

    def __init__(self) -> None:
        super().__init__(_("Ese hito sigue pendiente."), remedy=_("No hay nada que reabrir."))


class MilestoneIsBlocked(RolloutRefusal):
    code = "milestone_is_blocked"

    def __init__(self, why: str) -> None:
        super().__init__(
            _("El hito está detenido: %(why)s.") % {"why": why},
            remedy=_("Quite primero lo que lo detiene, si ya se resolvió."),
        )


class NotBlocked(RolloutRefusal):
    code = "not_blocked"

    def __init__(self) -> None:
        super().__init__(_("Nada detiene ese hito."), remedy=_("Actualice la página y revise su estado."))


class NotInTheRecord(RolloutRefusal):
    """A milestone that the data measure, and the data do not say so."""

    code = "not_in_the_record"

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy=remedy)


class MeasuredByTheRecord(RolloutRefusal):
    code = "measured_by_the_record"

    def __init__(self) -> None:
        super().__init__(
            _("Ese hito lo mide el registro y se cumple: no se puede reabrir."),
            remedy=_("Si la cifra esperada está mal, corríjala en la página del hospital."),
        )


class NotVerified(RolloutRefusal):
    code = "not_verified"

    def __init__(self, findings: int) -> None:
        if findings:
            message = ngettext(
                "Queda %(n)d hallazgo de visita sin resolver.",
                "Quedan %(n)d hallazgos de visita sin resolver.",
                findings,
            ) % {"n": findings}
            remedy = _("Resuélvalos; entonces se da por verificado.")
        else:
            message, remedy = (
                _("El hospital no tiene ninguna visita de verificación firmada."),
                _("Haga la visita y firme su acta."),
            )
        super().__init__(message, remedy=remedy)


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


class VisitIsOver(RolloutRefusal):
    code = "visit_is_over"

    def __init__(self, *, cancelled: bool) -> None:
        super().__init__(
            _("La visita se canceló.") if cancelled else _("La visita está firmada y su acta ya no cambia."),
            remedy=_("Programe otra visita."),
        )


class VisitThatDay(RolloutRefusal):
    code = "visit_that_day"

    def __init__(self) -> None:
        super().__init__(
            _("Ese hospital ya tiene una visita ese día."),
            field="on",
            remedy=_("Abra la que ya está, o elija otro día."),
        )


class VisitIncomplete(RolloutRefusal):
    """A visit that cannot be signed yet: `missing` tells each thing."""

    code = "visit_incomplete"

    def __init__(self, missing: Sequence[str]) -> None:
        self.missing = list(missing)
        super().__init__(" ".join(self.missing), remedy=_("Complételo y vuelva a firmar."))


class FindingIsDone(RolloutRefusal):
    code = "finding_is_done"

    def __init__(self) -> None:
        super().__init__(_("Ese hallazgo ya está resuelto."), remedy=_("Actualice la página y revise qué se hizo."))


class UnknownItem(RolloutRefusal):
    code = "unknown_item"

    def __init__(self) -> None:
        super().__init__(
            _("Esa pregunta no es de la lista de la visita."), field="answers", remedy=_("Actualice la página.")
        )
