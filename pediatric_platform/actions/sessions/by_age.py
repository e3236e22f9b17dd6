"""Doses by age are those of the age on their day: sized again when the day moves, or the day of birth is put right."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.piecing import write_pieces
from pediatric_platform.actions.plans.locked import refuse_begun
from pediatric_platform.models import Child, Dose, Plan
from pediatric_platform.models.mixture import OPEN
from pediatric_platform.selectors.plans.resizing import Resized, resized
from pediatric_platform.selectors.regimens import shape_of


def size_by_age(plan: Plan, session_ids: Collection[int], today: date) -> set[int]:
    """Age bands give another amount in these sessions, unless a hand had set it; the sessions that changed."""
    wanted = set(session_ids)
    doses = []
    for change in _by_age(plan, today):
        if change.dose.session_id in wanted and change.changes:
            dose = change.dose
            dose.amount, dose.rule_amount, dose.is_capped = change.new_amount, change.new_rule, change.is_capped
            dose.confirmed_at = dose.confirmed_by = None
            doses.append(dose)
    Dose.objects.bulk_update(doses, ["amount", "rule_amount", "is_capped", "confirmed_at", "confirmed_by"])
    write_pieces(doses, on=today)
    return {dose.session_id for dose in doses}


def follow_birth_date(child: Child) -> int:
    """The child was born on another day than was written: its doses by age, from today on, are those of its true age;
    how many sessions changed. MixturesUnderWay while one of them is asked for or made with the amount of before.
    """
    plan = Plan.objects.active().filter(child=child).select_for_update(of=("self",)).select_related("growth").first()
    if plan is None:
        return 0
    plan.child, today = child, child.unit.today()
    changes = _by_age(plan, today)
    refuse_begun(
        [one.dose.session_id for one in changes if one.mixed and one.new_rule != one.dose.rule_amount], states=OPEN
    )
    touched = size_by_age(plan, {one.dose.session_id for one in changes}, today)
    declare_sessions(touched)
    return len(touched)


def _by_age(plan: Plan, today: date) -> list[Resized]:
    by_age = {line.id for phase in shape_of(plan.regimen_id).phases for line in phase.lines if line.basis == "age"}
    return [one for one in resized(plan, plan.growth, today=today) if one.dose.line_id in by_age] if by_age else []
