from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from delegations.models import Person
from pediatric_platform.actions.mixing.request import refuse_dose
from pediatric_platform.actions.mixing.rights import may_validate, require
from pediatric_platform.actions.mixing.steps import advance, label_of, lock_one, refuse_wrong_step
from pediatric_platform.errors.mixing import (
    AllergyOnRecord,
    ChecksMissing,
    DoseChanged,
    DoseIsOver,
    NeverByThatRoute,
    SessionIsOver,
    StabilityUnknown,
)
from pediatric_platform.mixing_rules import LONGEST_STABILITY_HOURS, Check, amount_text
from pediatric_platform.models import DoseState, Mixture, MixtureState, Route, SessionState
from pediatric_platform.prescribing import must_be_in_treatment
from pediatric_platform.selectors.mixing.rules import allergies_to, is_never_intrathecal, rules_for


@transaction.atomic
def validate(
    *,
    mixture: Mixture,
    checks: Collection[str],
    by: Person | None,
    edition: int | None = None,
    hours: int | None = None,
    diluent: str = "",
    volume_ml: int | None = None,
    allergy_reason: str = "",
) -> Mixture:
    """The pharmacist has reviewed the mixture: every point of `Check`, and `hours` that it is stable once prepared.

    What the database can tell by itself is refused whatever was
    ticked: a dose that changed, is above its cap or unconfirmed, a way that kills, an allergy without a reason.
    """
    row = lock_one(mixture, edition)
    if by is not None:
        require(may_validate(by, row.order.place), "validate")
    refuse_wrong_step(row, MixtureState.VALIDATED)
    refuse_unfit(row)
    allergies = allergies_to(row.order.session.plan.child_id, row.dose.inn, row.dose.name)
    if allergies and not allergy_reason.strip():
        raise AllergyOnRecord(row.dose.name)
    missing = [str(check.label) for check in Check if check.value not in checks]
    if missing:
        raise ChecksMissing(missing)
    if hours is None or not 1 <= hours <= LONGEST_STABILITY_HOURS:
        raise StabilityUnknown
    told = {
        "checked": sorted(check.value for check in Check),
        "hours": hours,
        "allergies": len(allergies),
        "by_rule": str(row.dose.rule_amount) if row.dose.rule_amount is not None else None,
        "cap": str(row.dose.max_amount) if row.dose.max_amount is not None else None,
    }
    return advance(
        row,
        MixtureState.VALIDATED,
        by=by,
        reason=allergy_reason if allergies else "",
        checks=told,
        diluent=diluent.strip()[:80],
        volume_ml=volume_ml,
    )


def refuse_unfit(mixture: Mixture) -> None:
    """Refuse a mixture whose dose or session is no longer what was asked for, or may not be given at all."""
    dose, session = mixture.dose, mixture.order.session
    must_be_in_treatment(session.plan.child)
    if session.state != SessionState.PLANNED:
        raise SessionIsOver(session.get_state_display())
    if dose.state != DoseState.PLANNED:
        raise DoseIsOver(dose.name, dose.get_state_display())
    rules = rules_for([dose.inn])
    if mixture.route == Route.INTRATHECAL and is_never_intrathecal(mixture.dose_id):
        raise NeverByThatRoute(dose.name, mixture.get_route_display())
    refuse_dose(dose, rules)
    asked, now = (mixture.amount, mixture.unit, mixture.route), (dose.amount, dose.unit, dose.route)
    if asked != now:
        told = [f"{amount_text(one[0], one[1])} {one[2]}" for one in (asked, now) if one[0] is not None]
        raise DoseChanged(label_of(mixture), *told)
