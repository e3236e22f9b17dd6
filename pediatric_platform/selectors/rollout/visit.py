"""A visit as its page and its report show it, and what the data say on the day it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pediatric_platform.models import Finding, RolloutSite, Visit, VisitAnswer, VisitItem
from pediatric_platform.rollout_rules import Registered, Staff, Use
from pediatric_platform.selectors.rollout.measured import USE_DAYS, registered_at, staff_at, use_at


@dataclass(frozen=True)
class Question:
    """One question with what was found for it."""

    item: VisitItem
    answer: VisitAnswer | None
    findings: Sequence[Finding]


def questions_of(visit: Visit) -> list[Question]:
    """Those in use, and those that were when a signed visit answered them: three queries."""
    answers = {row.item_id: row for row in VisitAnswer.objects.filter(visit=visit).select_related("item")}
    findings = findings_of(visit)
    items = {row.pk: row for row in VisitItem.objects.filter(is_active=True)} if visit.signed_at is None else {}
    items |= {row.item_id: row.item for row in answers.values()}
    ordered = sorted(items.values(), key=lambda item: (item.position, item.pk))
    return [
        Question(item, answers.get(item.pk), [row for row in findings if row.item_id == item.pk]) for item in ordered
    ]


def findings_of(visit: Visit) -> list[Finding]:
    return list(visit.findings.select_related("owner", "done_by", "item").order_by("due_on", "pk"))


def figures_of(site: RolloutSite, *, now: datetime) -> dict[str, Any]:
    """What the data say of the hospital now, as plain values: they are kept with the signature."""
    unit = site.unit
    today = now.astimezone(unit.zone).date()
    registered = registered_at([unit.pk]).get(unit.pk, Registered())
    staff = staff_at([site.pk]).get(site.pk, Staff())
    use = use_at([unit.pk], today=today, now=now).get(unit.pk, Use())
    return {
        "children": registered.active,
        "expected": site.expected_children,
        "trained": staff.trained,
        "staff": staff.people,
        "same_day": use.same_day,
        "sessions": use.total,
        "unrecorded": use.unrecorded,
        "days": USE_DAYS,
    }
