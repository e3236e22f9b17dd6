"""Once a day: what the registry has reached, what falls due, and what has been due for too long. Safe to repeat."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from delegations.models import Person, Posting
from delegations.notify.telling import Notice, tell_all
from pediatric_platform.actions.rollout.measure import measure_milestones
from pediatric_platform.models import Finding, Milestone
from pediatric_platform.rollout_notices import finding_reminder, milestone_reminder, overdue_above
from pediatric_platform.rollout_rights import managers_of
from pediatric_platform.rollout_rules import REMIND_AGAIN, REMIND_BEFORE, TELL_ABOVE_AFTER


@transaction.atomic
def remind_rollout(*, now: datetime) -> dict[str, int]:
    """Owners hear a week before the day and every week after it; two weeks after it, who leads the roll-out does.

    An owner who has no posting left cannot be reached: then who leads it hears at once.
    """
    today = timezone.localdate(now)
    measured = measure_milestones(now=now)
    due = Q(done_on__isnull=True, due_on__lte=today + REMIND_BEFORE)
    again = Q(reminded_on__isnull=True) | Q(reminded_on__lte=today - REMIND_AGAIN)
    milestones = list(
        Milestone.objects.filter(due & again)
        .select_related("site__unit", "owner")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")
    )
    findings = list(
        Finding.objects.filter(due & again, visit__cancelled_reason="")
        .select_related("visit__site__unit", "owner")
        .select_for_update(of=("self",), skip_locked=True)
        .order_by("pk")
    )
    posted = _posted({row.owner_id for row in milestones} | {row.owner_id for row in findings}, now)
    notices = [milestone_reminder(row, today=today) for row in milestones if row.owner_id in posted]
    notices += [finding_reminder(row, today=today) for row in findings if row.owner_id in posted]
    leaders: dict[int, list[Person]] = {}
    above: list[Notice] = []
    for row in milestones:
        if row.due_on <= today - TELL_ABOVE_AFTER or row.owner_id not in posted:
            unit = row.site.unit
            if unit.delegation_id not in leaders:
                leaders[unit.delegation_id] = managers_of(unit, today)
            above.append(overdue_above(row, leaders[unit.delegation_id]))
    told = tell_all([*notices, *above])
    Milestone.objects.filter(pk__in=[row.pk for row in milestones]).update(reminded_on=today)
    Finding.objects.filter(pk__in=[row.pk for row in findings]).update(reminded_on=today)
    return {"measured": measured, "told": len(told), "above": len(above)}


def _posted(people: set[int], now: datetime) -> set[int]:
    """Those of them who hold a posting today with an account that is open."""
    current = Posting.objects.current(timezone.localdate(now)).filter(person__in=people, person__is_active=True)
    return set(current.values_list("person_id", flat=True))
