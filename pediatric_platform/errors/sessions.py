"""What sessions refuse, by name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from delegations.errors import written
from pediatric_platform.errors.plans import PlanRefusal


class SessionIsOver(PlanRefusal):
    code = "session_is_over"

    def __init__(self, state: str) -> None:
        super().__init__(
            _("La sesión ya no está programada: %(state)s.") % {"state": state},
            remedy=_("Solo cambian las sesiones programadas."),
        )


class SessionInThePast(PlanRefusal):
    code = "session_in_the_past"

    def __init__(self, field: str = "to") -> None:
        super().__init__(
            _("Una sesión no puede ponerse en un día que ya pasó."),
            field=field,
            remedy=_("Elija hoy o un día posterior; si ya se aplicó, anótela como aplicada."),
        )


class SameDay(PlanRefusal):
    code = "same_day"

    def __init__(self) -> None:
        super().__init__(_("La sesión ya está en ese día."), field="to", remedy=_("Elija otro día."))


class TooFarAway(PlanRefusal):
    code = "too_far_away"

    def __init__(self, days: int) -> None:
        super().__init__(
            _("Una sesión se recorre a lo más %(days)d días.") % {"days": days},
            field="to",
            remedy=_("Revise el año y el mes; si el tratamiento se interrumpe, suspenda el plan."),
        )


class BadReason(PlanRefusal):
    code = "bad_reason"

    def __init__(self) -> None:
        super().__init__(_("Ese motivo no existe."), field="reason", remedy=_("Elija un motivo de la lista."))


class MissingDrugNotNamed(PlanRefusal):
    code = "missing_drug_not_named"

    def __init__(self) -> None:
        super().__init__(
            _("Falta decir cuál medicamento no hay."),
            field="missing_drug",
            remedy=_("Elija el medicamento de la sesión que falta."),
        )


class GivenInTheFuture(PlanRefusal):
    code = "given_in_the_future"

    def __init__(self) -> None:
        super().__init__(
            _("Todavía no llega el día en que se anotó como aplicada."),
            field="given_on",
            remedy=_("Anote hoy o un día anterior."),
        )


class GivenBeforeThePlan(PlanRefusal):
    code = "given_before_the_plan"

    def __init__(self, since: date) -> None:
        super().__init__(
            _("El plan empezó el %(day)s.") % {"day": written(since)},
            field="given_on",
            remedy=_("Anote un día desde que empezó el plan."),
        )


class MixturesUnderWay(PlanRefusal):
    """Something was mixed, or is asked to be mixed, with what would change now."""

    code = "mixtures_under_way"

    def __init__(self, folios: Sequence[str]) -> None:
        super().__init__(
            ngettext(
                "Hay mezclas pedidas o preparadas en la orden %(folios)s.",
                "Hay mezclas pedidas o preparadas en las órdenes %(folios)s.",
                len(folios),
            )
            % {"folios": ", ".join(folios)},
            remedy=_("Cancele la orden, o rechace o devuelva lo preparado, y vuelva a intentarlo."),
        )
