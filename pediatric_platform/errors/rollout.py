"""Refusals about the roll-out of the electronic record."""

from __future__ import annotations

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
