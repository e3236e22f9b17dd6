"""What the data themselves say of a hospital's electronic record: children, use, staff. Set-based."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q

from pediatric_platform.models import Attendance, Trainee
from pediatric_platform.rollout_rules import Registered, Staff, Use

# The window of the figure on boards: four whole weeks up to yesterday, as the day is not over.
USE_DAYS = 28

CHILDREN = """
SELECT c.unit_id, count(*) FILTER (WHERE c.state = 'active'),
       min((c.registered_at AT TIME ZONE u.time_zone)::date)
  FROM pediatric_platform_child AS c
  JOIN delegations_unit AS u ON u.id = c.unit_id
 WHERE c.unit_id = ANY(%s)
 GROUP BY c.unit_id
"""

# A session given counts on the day it was given; one that nobody wrote down, on the day it should have been, as long as
# its plan runs and the child is in treatment. Only days that are over where the hospital stands.
USE = """
WITH told AS (
    SELECT s.unit_id, s.given_on AS day,
           CASE WHEN (s.recorded_at AT TIME ZONE u.time_zone)::date <= s.given_on THEN 'same' ELSE 'later' END AS how
      FROM pediatric_platform_session AS s
      JOIN delegations_unit AS u ON u.id = s.unit_id
     WHERE s.unit_id = ANY(%(units)s) AND s.state = 'given'
       AND s.given_on >= %(first)s AND s.given_on < (%(now)s AT TIME ZONE u.time_zone)::date
    UNION ALL
    SELECT s.unit_id, s."on", 'unrecorded'
      FROM pediatric_platform_session AS s
      JOIN delegations_unit AS u ON u.id = s.unit_id
      JOIN pediatric_platform_plan AS p ON p.id = s.plan_id AND p.state = 'active'
      JOIN pediatric_platform_child AS c ON c.id = p.child_id AND c.state = 'active'
     WHERE s.unit_id = ANY(%(units)s) AND s.state = 'planned'
       AND s."on" >= %(first)s AND s."on" < (%(now)s AT TIME ZONE u.time_zone)::date
)
SELECT unit_id, date_trunc('week', day)::date AS week,
       count(*) FILTER (WHERE how = 'same'), count(*) FILTER (WHERE how = 'later'),
       count(*) FILTER (WHERE how = 'unrecorded')
  FROM told GROUP BY unit_id, week ORDER BY unit_id, week
"""


def registered_at(unit_ids: Iterable[int]) -> dict[int, Registered]:
    """Children on record by unit; units without any are left out."""
    with connection.cursor() as cursor:
        cursor.execute(CHILDREN, [list(unit_ids)])
        return {unit_id: Registered(active, first_on) for unit_id, active, first_on in cursor.fetchall()}


def use_by_week(unit_ids: Iterable[int], *, first: date, now: datetime) -> dict[int, dict[date, Use]]:
    """By unit and the Monday of the week: sessions written down the same day, later, or not at all."""
    found: dict[int, dict[date, Use]] = {}
    with connection.cursor() as cursor:
        cursor.execute(USE, {"units": list(unit_ids), "first": first, "now": now})
        for unit_id, week, same, later, unrecorded in cursor.fetchall():
            found.setdefault(unit_id, {})[week] = Use(same, later, unrecorded)
    return found


def use_at(unit_ids: Iterable[int], *, today: date, now: datetime, days: int = USE_DAYS) -> dict[int, Use]:
    """By unit, over the last `days` days."""
    rows = use_by_week(unit_ids, first=today - timedelta(days=days), now=now)
    return {unit_id: sum(weeks.values(), Use()) for unit_id, weeks in rows.items()}


def passed() -> Exists:
    """Of a trainee: whether some training whose list is closed was passed."""
    return Exists(Attendance.objects.filter(trainee=OuterRef("pk"), passed=True, training__closed_at__isnull=False))


def staff_at(site_ids: Iterable[int]) -> dict[int, Staff]:
    """By site: current staff on the list, and how many have passed a training."""
    rows = (
        Trainee.objects.current()
        .filter(site__in=list(site_ids))
        .annotate(trained=passed())
        .values("site_id")
        .annotate(people=Count("pk"), known=Count("pk", filter=Q(trained=True)))
        .values_list("site_id", "known", "people")
        .order_by()
    )
    return {site_id: Staff(trained, people) for site_id, trained, people in rows}


def staff_by_role(site_id: int) -> dict[str, Staff]:
    """By role, of one site."""
    rows = (
        Trainee.objects.current()
        .filter(site=site_id)
        .annotate(trained=passed())
        .values("role")
        .annotate(people=Count("pk"), known=Count("pk", filter=Q(trained=True)))
        .values_list("role", "known", "people")
        .order_by("role")
    )
    return {role: Staff(trained, people) for role, trained, people in rows}
