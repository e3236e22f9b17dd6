"""Children against their next sessions, per place: what every coverage board counts."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from delegations.models import Person
from pediatric_platform.reach import HORIZONS, NOBODY, RANKS, Ranks, Reaches, reaches_of, seen_as, worst
from pediatric_platform.selectors.coverage.ages import DataAges, ages_of
from supply.models import RequirementPackage

FAR = HORIZONS[-1]


def until(today: date, days: int) -> date:
    """The last day of a horizon, as far ahead as coverage answers: the same day of a week to come is within seven."""
    return today + timedelta(days=days)


def upcoming(person: Person, today: date, days: int = FAR) -> QuerySet[RequirementPackage]:
    """Packages of the next days that the person sees."""
    return RequirementPackage.objects.visible_to(person).needed_between(today, until(today, days))


@dataclass(frozen=True)
class ChildStates:
    """How children stand at each unit, stale data seen as unknown.

    `alike`: (unit, ranks) and how many stand so, of those treated at one unit only. `shared`: (unit, folio, ranks) of
    those treated at several, who count once in any group of units.
    """

    today: date
    alike: Sequence[tuple[int, Ranks, int]]
    shared: Sequence[tuple[int, str, Ranks]]
    ages: DataAges

    def by(self, group_of_unit: Mapping[int, Hashable]) -> dict[Any, Reaches]:
        """Counted per group; who is treated at two units of a group counts once in it."""
        found: dict[Hashable, list[tuple[Ranks, int]]] = {}
        for unit_id, ranks, how_many in self.alike:
            found.setdefault(group_of_unit[unit_id], []).append((ranks, how_many))
        merged: dict[tuple[Hashable, str], Ranks] = {}
        for unit_id, folio, ranks in self.shared:
            key = (group_of_unit[unit_id], folio)
            merged[key] = worst(merged[key], ranks) if key in merged else ranks
        for (group, _folio), ranks in merged.items():
            found.setdefault(group, []).append((ranks, 1))
        return {group: reaches_of(pairs) for group, pairs in found.items()}

    @property
    def total(self) -> Reaches:
        """All of it together."""
        return self.by(dict.fromkeys(self.units, "")).get("", NOBODY)

    @property
    def units(self) -> Collection[int]:
        return self.ages.last.keys()


# A child's rank per unit is the worst of their days there. Whoever has days at one unit only is counted where they are;
# the few who have them at several come one by one, because they count once in a delegation and in the country.
_STATES = """
WITH child AS MATERIALIZED (
  SELECT unit_id, folio,
         coalesce(max(rank) FILTER (WHERE needed_on <= %(near)s), 0) AS near,
         coalesce(max(rank) FILTER (WHERE needed_on <= %(middle)s), 0) AS middle,
         max(rank) AS far
    FROM (SELECT unit_id, folio, needed_on,
                 CASE status WHEN 'uncovered' THEN {uncovered} WHEN 'covered' THEN {covered}
                             WHEN 'incoming' THEN {incoming} ELSE {unknown} END AS rank
            FROM ({packages}) AS package) AS ranked
   GROUP BY unit_id, folio),
shared AS (SELECT folio FROM child GROUP BY folio HAVING count(*) > 1)
SELECT counted.*, run.computed_at
  FROM (SELECT unit_id, NULL AS folio, near, middle, far, count(*) AS children
          FROM child WHERE folio NOT IN (SELECT folio FROM shared) GROUP BY unit_id, near, middle, far
         UNION ALL
        SELECT unit_id, folio, near, middle, far, 1 FROM child WHERE folio IN (SELECT folio FROM shared)) AS counted
  LEFT JOIN supply_unitcoverage AS run ON run.unit_id = counted.unit_id
"""


def child_states(packages: QuerySet[RequirementPackage], today: date, now: datetime) -> ChildStates:
    """Of the packages given, in two queries however many there are."""
    alike: list[tuple[int, Ranks, int]] = []
    shared: list[tuple[int, str, Ranks]] = []
    runs: dict[int, datetime | None] = {}
    rows = _rows(packages, today)
    for unit_id, *_rest, run in rows:
        runs[unit_id] = run
    ages = ages_of(runs, now, {unit_id: run for unit_id, run in runs.items() if run})
    known = {unit_id: ages.is_known(unit_id) for unit_id in runs}
    for unit_id, folio, near, middle, far, children, _run in rows:
        ranks = tuple(seen_as(rank, is_known=known[unit_id]) for rank in (near, middle, far))
        if folio is None:
            alike.append((unit_id, ranks, children))
        else:
            shared.append((unit_id, folio, ranks))
    return ChildStates(today, alike, shared, ages)


def _rows(packages: QuerySet[RequirementPackage], today: date) -> list[tuple[Any, ...]]:
    inner, params = packages_sql(packages, "unit_id", "folio", "needed_on", "status")
    names = {str(status): rank for status, rank in RANKS.items()}
    near, middle = (until(today, days) for days in HORIZONS[:-1])
    with connection.cursor() as cursor:
        cursor.execute(_STATES.format(packages=inner, **names), {**params, "near": near, "middle": middle})
        return cursor.fetchall()


def packages_sql(packages: QuerySet[RequirementPackage], *columns: str) -> tuple[str, dict[str, Any]]:
    """The packages as a statement to put into another, with its parameters by name."""
    sql, values = packages.order_by().values(*columns).query.sql_with_params()
    names = [f"given_{index}" for index in range(len(values))]
    return sql % tuple(f"%({name})s" for name in names), dict(zip(names, values, strict=True))
