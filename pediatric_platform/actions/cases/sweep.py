"""Every minute: what the clocks of the cases have made due, once each, however many sweeps run."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations.models import Unit
from pediatric_platform.actions.cases.due import Due, Moment, due
from pediatric_platform.actions.cases.records import confirm_recent
from pediatric_platform.actions.cases.sweep_writing import write_all
from pediatric_platform.models import STANDING, UNSOLVED, Case, CaseEventKind
from pediatric_platform.selectors.case_owners import Owners
from pediatric_platform.selectors.case_rules import days_of_rest, read_rules

BATCH = 1000

# Postings that have a case and are not in force where they are held, whose holder's account is closed, or for whom
# somebody stands in today.
STALE = """
SELECT p.id
  FROM delegations_posting AS p
  JOIN delegations_person AS h ON h.id = p.person_id
  LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
  LEFT JOIN delegations_delegation AS d ON d.id = p.delegation_id
 CROSS JOIN LATERAL (
       SELECT (%(now)s AT TIME ZONE coalesce(u.time_zone, d.time_zone, %(zone)s))::date AS today) AS here
 WHERE p.id IN (SELECT owner_id FROM pediatric_platform_case WHERE state = ANY(%(standing)s))
   AND (NOT h.is_active OR p.starts_on > here.today OR p.ends_on < here.today
        OR EXISTS (SELECT FROM delegations_posting AS a JOIN delegations_person AS w ON w.id = a.person_id
                    WHERE a.covers_id = p.id AND a.holding = 'acting' AND w.is_active
                      AND a.starts_on <= here.today AND a.ends_on >= here.today))
"""
DUE = """
SELECT id FROM pediatric_platform_case WHERE deadline_at <= %(now)s AND state = ANY(%(standing)s)
 UNION
SELECT id FROM pediatric_platform_case WHERE remind_at <= %(now)s AND state = ANY(%(standing)s)
 UNION
SELECT id FROM pediatric_platform_case
 WHERE contact_by <= %(now)s AND contact_late_at IS NULL AND state = ANY(%(standing)s)
 UNION
SELECT c.id FROM pediatric_platform_case AS c
  JOIN delegations_unit AS u ON u.id = c.unit_id
  JOIN unnest(%(severities)s::int[], %(within)s::int[]) AS rule (severity, within)
    ON rule.severity < c.severity
   AND c.needed_on <= (%(now)s AT TIME ZONE u.time_zone)::date + rule.within
 WHERE c.state = ANY(%(unsolved)s)
 UNION
SELECT id FROM pediatric_platform_case
 WHERE state = ANY(%(standing)s) AND (owner_id = ANY(%(stale)s) OR (owner_id IS NULL AND %(has_central)s))
 ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Swept:
    """How much of each was done."""

    cases: int = 0
    graver: int = 0
    moved: int = 0
    escalated: int = 0
    reminded: int = 0
    contact_late: int = 0
    confirmed: int = 0


def sweep_cases(*, now: datetime | None = None, batch: int = BATCH) -> Swept:
    """Do what is due. A case that somebody else holds at this moment is left to them, and to the next sweep."""
    now = now or timezone.now()
    confirmed = confirm_recent(now=now)
    at = _moment(now)
    done: Counter[str] = Counter()
    cases = 0
    ids = _due(at)
    for start in range(0, len(ids), batch):
        found = _sweep_some(ids[start : start + batch], at)
        cases += len(found)
        done.update(one.kind for row in found for one in row.happenings)
    return Swept(
        cases=cases,
        graver=done[CaseEventKind.SEVERITY],
        moved=done[CaseEventKind.OWNER],
        escalated=done[CaseEventKind.ESCALATED],
        reminded=done[CaseEventKind.REMINDED],
        contact_late=done[CaseEventKind.CONTACT_LATE],
        confirmed=confirmed,
    )


def _moment(now: datetime) -> Moment:
    units = Unit.objects.filter(pk__in=Case.objects.standing().values("unit"))
    with connection.cursor() as cursor:
        standing = [str(state) for state in STANDING]
        cursor.execute(STALE, {"now": now, "standing": standing, "zone": timezone.get_default_timezone_name()})
        stale = frozenset(pk for (pk,) in cursor.fetchall())
    return Moment(now, read_rules(), days_of_rest(now), Owners(units, now), stale)


def _due(at: Moment) -> list[int]:
    lines = [line for line in at.rules.lines if line.within is not None]
    with connection.cursor() as cursor:
        cursor.execute(
            DUE,
            {
                "now": at.now,
                "standing": [str(state) for state in STANDING],
                "unsolved": [str(state) for state in UNSOLVED],
                "severities": [line.severity for line in lines],
                "within": [line.within for line in lines],
                "stale": sorted(at.stale),
                "has_central": at.owners.has_central,
            },
        )
        return [pk for (pk,) in cursor.fetchall()]


@transaction.atomic
def _sweep_some(ids: list[int], at: Moment) -> list[Due]:
    """Hold what nobody holds, look at it as it is now, and write what is still due."""
    rows = (
        Case.objects.filter(pk__in=ids)
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("unit", "owner__person", "drug")
        .order_by("pk")
    )
    found = [row for row in (due(case, at) for case in rows) if row.happenings]
    if found:
        write_all(found, at.now)
    return found
