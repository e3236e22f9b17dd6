"""What plans refuse, by name: what is wrong, where, and what to do instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import NotAllowed, Refusal, written


class PlanRefusal(Refusal):
    """A plan, a session or a dose said no, and nothing was stored."""


class NotYoursToPrescribe(NotAllowed):
    """The person's postings do not let them write plans at that hospital."""

    def __init__(self) -> None:
        super().__init__(
            _("Los planes, las sesiones y las dosis los escribe quien atiende oncología en el hospital."),
            remedy=_("Pida el cambio a oncología del hospital que atiende."),
        )


class ChildNotInTreatment(PlanRefusal):
    code = "child_not_in_treatment"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("La niña o el niño no está en tratamiento: %(state)s.") % {"state": state},
            remedy=_("Si volvió al tratamiento, cambie primero su estado en la ficha."),
        )


class RegimenWithdrawn(PlanRefusal):
    code = "regimen_withdrawn"

    def __init__(self, regimen: str, on: date, reason: str) -> None:
        super().__init__(
            _("%(regimen)s se retiró el %(day)s: %(reason)s.")
            % {"regimen": regimen, "day": written(on), "reason": reason.rstrip(".")},
            field="regimen",
            remedy=_("Elija la versión aprobada más reciente, u otro esquema."),
        )


class RegimenNotApproved(PlanRefusal):
    code = "regimen_not_approved"

    def __init__(self, regimen: str) -> None:
        super().__init__(
            _("%(regimen)s todavía no está aprobado.") % {"regimen": regimen},
            field="regimen",
            remedy=_("Elija un esquema aprobado."),
        )


class PlanAlreadyActive(PlanRefusal):
    code = "plan_already_active"

    def __init__(self, regimen: str, since: date) -> None:
        super().__init__(
            _("Ya tiene un plan en curso: %(regimen)s, desde el %(day)s.")
            % {"regimen": regimen, "day": written(since)},
            field="regimen",
            remedy=_("Termine o suspenda ese plan antes de empezar otro."),
        )


class DeviationNeedsReason(PlanRefusal):
    code = "deviation_needs_reason"

    def __init__(self, standard: str) -> None:
        super().__init__(
            _("El criterio único para este diagnóstico es %(standard)s.") % {"standard": standard},
            field="deviation_reason",
            remedy=_("Escriba por qué se indica otro esquema, o elija el criterio único."),
        )


class AllergyNeedsReason(PlanRefusal):
    code = "allergy_needs_reason"

    def __init__(self, names: Sequence[str]) -> None:
        self.names = list(names)
        super().__init__(
            ngettext(
                "Tiene anotada alergia a un medicamento del esquema: %(names)s.",
                "Tiene anotada alergia a medicamentos del esquema: %(names)s.",
                len(self.names),
            )
            % {"names": ", ".join(self.names)},
            field="allergy_reason",
            remedy=_("Escriba por qué se indica aun así, o elija otro esquema."),
        )


class GrowthOfAnother(PlanRefusal):
    code = "growth_of_another"

    def __init__(self) -> None:
        super().__init__(
            _("La medida es de otra niña u otro niño."), field="growth", remedy=_("Elija una medida de su ficha.")
        )


class GrowthTooOld(PlanRefusal):
    code = "growth_too_old"

    def __init__(self, measured_on: date, days: int, limit: int) -> None:
        super().__init__(
            _("La medida es del %(day)s, hace %(days)d días; las dosis se calculan con una de %(limit)d días o menos.")
            % {"day": written(measured_on), "days": days, "limit": limit},
            field="growth",
            remedy=_("Anote el peso y la talla de hoy y vuelva a intentarlo."),
        )


class ImplausibleStart(PlanRefusal):
    code = "implausible_start"

    def __init__(self, first: date, last: date) -> None:
        super().__init__(
            _("El plan puede empezar entre el %(first)s y el %(last)s.")
            % {"first": written(first), "last": written(last)},
            field="started_on",
            remedy=_("Si empezó antes en otro hospital, elija la fase en que va y el día en que empezó esa fase."),
        )


class NoSuchPhase(PlanRefusal):
    code = "no_such_phase"

    def __init__(self, position: int) -> None:
        super().__init__(
            _("El esquema no tiene fase %(position)d.") % {"position": position},
            field="first_phase",
            remedy=_("Elija una fase de la lista."),
        )


class NothingToGive(PlanRefusal):
    code = "nothing_to_give"

    def __init__(self) -> None:
        super().__init__(
            _("Con ese esquema, esa fase y ese día no queda ninguna sesión por dar."),
            field="started_on",
            remedy=_("Revise la fase y el día en que empezó."),
        )


class PlanIsOver(PlanRefusal):
    code = "plan_is_over"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("El plan ya no está en curso: %(state)s.") % {"state": state},
            remedy=_("Para seguir tratando, empiece un plan nuevo desde la fase en que va."),
        )


class ReasonNeeded(PlanRefusal):
    code = "reason_needed"

    def __init__(self, field: str = "reason") -> None:
        super().__init__(_("Falta el motivo."), field=field, remedy=_("Escríbalo en pocas palabras."))


class SessionsStillPlanned(PlanRefusal):
    code = "sessions_still_planned"

    def __init__(self, count: int, last: date) -> None:
        super().__init__(
            ngettext(
                "Queda %(count)d sesión por dar, el %(last)s.",
                "Quedan %(count)d sesiones por dar, hasta el %(last)s.",
                count,
            )
            % {"count": count, "last": written(last)},
            remedy=_("Anótelas o cancélelas; si el tratamiento se interrumpe, suspenda el plan."),
        )
