from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction

from delegations import audit
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.plans.writing import EXTENDED_EVERY, PLAN_DAYS, write_sessions
from pediatric_platform.models import ChildState, Plan

CHUNK = 100


def extend_plans(*, today: date) -> int:
    """Write on the plans in course whose sessions end before half a year from now; how many sessions were written.

    Safe to repeat and to run twice at once: each hundred plans are locked, and what is written already stays.
    """
    until = today + timedelta(days=PLAN_DAYS)
    due = Plan.objects.active().filter(
        expanded_until__lte=until - timedelta(days=EXTENDED_EVERY), child__state=ChildState.ACTIVE
    )
    ids = list(due.order_by("pk").values_list("pk", flat=True))
    return sum(_extend(ids[start : start + CHUNK], until, today) for start in range(0, len(ids), CHUNK))


@transaction.atomic
def _extend(plan_ids: list[int], until: date, today: date) -> int:
    plans = list(
        Plan.objects.active()
        .filter(pk__in=plan_ids, expanded_until__lt=until)
        .select_for_update(of=("self",), skip_locked=True)
        .select_related("child", "growth")
        .order_by("pk")
    )
    if not plans:
        return 0
    written = write_sessions(plans, until, today=today)
    declare_sessions(written)
    audit.record(type="plan.extended", by=None, after={"plans": len(plans), "sessions": len(written)})
    return len(written)
