from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.piecing import write_pieces
from pediatric_platform.actions.plans.begin import GROWTH_DAYS
from pediatric_platform.actions.plans.locked import locked_plan
from pediatric_platform.errors.plans import GrowthOfAnother, GrowthTooOld
from pediatric_platform.models import Dose, Growth, Plan
from pediatric_platform.prescribing import must_be_in_treatment, must_prescribe
from pediatric_platform.selectors.plans.resizing import Resized, resized

SIZED = ("rule_amount", "amount", "max_amount", "is_capped", "confirmed_at", "confirmed_by")


@transaction.atomic
def resize_plan(*, plan: Plan, growth: Growth, edition: int | None = None, by: Person | None) -> Plan:
    """Size the doses to come by another measure, as the clinician saw them side by side.

    What was mixed or asked to be mixed stays; an amount that somebody set by hand stays too, and waits to be confirmed
    again beside its new rule.
    """
    plan = locked_plan(plan.pk, edition)
    must_prescribe(by, plan.child.unit)
    must_be_in_treatment(plan.child)
    today = plan.child.unit.today()
    if growth.child_id != plan.child_id:
        raise GrowthOfAnother
    if (age := (today - growth.measured_on).days) > GROWTH_DAYS:
        raise GrowthTooOld(growth.measured_on, age, GROWTH_DAYS)
    changes = [change for change in resized(plan, growth, today=today) if change.changes]
    doses = [_apply(change, by) for change in changes]
    Dose.objects.bulk_update(doses, SIZED, batch_size=500)
    before, plan.growth, plan.edition = plan.growth_id, growth, plan.edition + 1
    plan.save(update_fields=["growth", "edition"])
    write_pieces(doses, on=today)
    declare_sessions({dose.session_id for dose in doses})
    audit.record(
        type="plan.resized",
        by=by,
        target=plan,
        before={"growth": before},
        after={"growth": growth.pk, "doses": len(doses)},
        unit=plan.child.unit_id,
        delegation=plan.child.unit.delegation_id,
    )
    return plan


def _apply(change: Resized, by: Person | None) -> Dose:
    dose = change.dose
    was_confirmed = dose.confirmed_at is not None
    dose.rule_amount, dose.max_amount, dose.is_capped = change.new_rule, change.new_cap, change.is_capped
    if change.by_hand:
        dose.confirmed_at = dose.confirmed_by = None
        return dose
    dose.amount = change.new_amount
    # Who resizes has just seen and confirmed the new amount of what somebody had confirmed before.
    dose.confirmed_at, dose.confirmed_by = (timezone.now(), by) if was_confirmed and by else (None, None)
    return dose
