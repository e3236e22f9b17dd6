"""Milestones that the data decide: reached when the registry says so, and no longer when it does not."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from delegations import audit
from pediatric_platform.models import Milestone, MilestoneKind, RolloutSite
from pediatric_platform.rollout_rules import MEASURED, Registered, all_registered
from pediatric_platform.selectors.rollout.measured import registered_at


def measure_site(*, site: RolloutSite, now: datetime) -> int:
    """Of one hospital, after its figure changed: also take back what is no longer so."""
    return measure_milestones(sites=[site.pk], now=now, take_back=True)


@transaction.atomic
def measure_milestones(*, sites: Iterable[int] | None = None, now: datetime, take_back: bool = False) -> int:
    """Mark what the registry has reached since; how many milestones changed. Run twice it changes nothing twice.

    Once reached, «all registered» stays when a new child is diagnosed tomorrow; it is only taken back when the
    hospital's own figure is corrected (`take_back`).
    """
    rows = Milestone.objects.filter(kind__in=MEASURED).select_related("site__unit", "owner")
    if sites is not None:
        rows = rows.filter(site__in=sites)
    if not take_back:
        rows = rows.pending()
    waiting = list(rows.select_for_update(of=("self",)).order_by("pk"))
    known = registered_at({row.site.unit_id for row in waiting}) if waiting else {}
    return sum(_settle(row, known.get(row.site.unit_id, Registered()), now, take_back=take_back) for row in waiting)


def reached_on(milestone: Milestone, registered: Registered, now: datetime) -> date | None:
    """The day by which the registry says that it is reached."""
    if milestone.kind == MilestoneKind.FIRST_CHILD:
        return registered.first_on
    if all_registered(registered, milestone.site.expected_children):
        return now.astimezone(milestone.site.unit.zone).date()
    return None


def _settle(milestone: Milestone, registered: Registered, now: datetime, *, take_back: bool) -> bool:
    day = reached_on(milestone, registered, now)
    if (day is None) == (milestone.done_on is None) or (day is None and not take_back):
        return False
    before = {"done_on": _iso(milestone.done_on), "blocked_by": milestone.blocked_by}
    milestone.done_on, milestone.done_by = day, None
    milestone.blocked_by, milestone.blocked_since, milestone.blocked_note = "", None, ""
    milestone.edition += 1
    milestone.save(update_fields=["done_on", "done_by", "blocked_by", "blocked_since", "blocked_note", "edition"])
    unit = milestone.site.unit
    audit.record(
        type="rollout.milestone_measured",
        by=None,
        target=milestone,
        before=before,
        after={"done_on": _iso(day), "children": registered.active, "expected": milestone.site.expected_children},
        unit=unit.pk,
        delegation=unit.delegation_id,
    )
    return True


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
