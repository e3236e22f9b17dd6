"""How long children with fever waited for their antibiotic: both clocks, by month, by hospital, and why when late.

Counted by the database over the hospitals that a person sees; no child and no folio is among the answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Max

from delegations.models import Person, Unit
from delegations.models.unit import UnitQuerySet
from pediatric_platform.golden_figures import Count
from pediatric_platform.models import FeverClosing, FeverEpisode, FeverStamp, LateReason
from supply.models import Drug

# Days are those of each hospital's own calendar.
TREATED = """
  FROM pediatric_platform_feverepisode AS e
  JOIN delegations_unit AS u ON u.id = e.unit_id
 WHERE e.state = 'treated' AND e.unit_id = ANY(%(units)s)
   AND (e.arrived_at AT TIME ZONE u.time_zone)::date BETWEEN %(first)s AND %(last)s
"""
# From the arrival: in time until the limit that was set on arrival. From the order: within as many minutes.
CLOCKS = f"""
SELECT date_trunc('month', e.arrived_at AT TIME ZONE u.time_zone)::date AS month, e.unit_id,
       grouping(date_trunc('month', e.arrived_at AT TIME ZONE u.time_zone)::date), grouping(e.unit_id),
       count(*),
       count(*) FILTER (WHERE e.antibiotic_at <= e.deadline_at),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM e.antibiotic_at - e.arrived_at) / 60),
       count(e.ordered_at),
       count(*) FILTER (WHERE e.antibiotic_at - e.ordered_at <= e.deadline_at - e.arrived_at),
       percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM e.antibiotic_at - e.ordered_at) / 60)
{TREATED}
 GROUP BY GROUPING SETS ((), (date_trunc('month', e.arrived_at AT TIME ZONE u.time_zone)::date), (e.unit_id))
"""  # noqa: S608  # put together of texts of this file alone
LATE = f"SELECT e.late_reason, count(*) {TREATED} AND e.antibiotic_at > e.deadline_at GROUP BY 1 ORDER BY 2 DESC, 1"
ANTIBIOTICS = f"SELECT e.antibiotic_id, count(*) {TREATED} GROUP BY 1 ORDER BY 2 DESC, 1"
CLOSED = """
SELECT e.closed_reason, count(*)
  FROM pediatric_platform_feverepisode AS e
  JOIN delegations_unit AS u ON u.id = e.unit_id
 WHERE e.state = 'closed' AND e.unit_id = ANY(%(units)s)
   AND (e.closed_at AT TIME ZONE u.time_zone)::date BETWEEN %(first)s AND %(last)s
 GROUP BY 1 ORDER BY 2 DESC, 1
"""


@dataclass(frozen=True, slots=True)
class TwoClocks:
    """The same episodes from the arrival and, where the order was stamped, from the order."""

    arrival: Count = field(default_factory=Count)
    order: Count = field(default_factory=Count)


@dataclass(frozen=True, slots=True)
class HospitalFigures:
    """One hospital's."""

    unit: Unit
    clocks: TwoClocks


@dataclass(frozen=True, slots=True)
class GoldenFigures:
    """Of the days from `first` to `last`. `months` has every month of them, those without an episode too.

    `late`: how many came late and why, the most frequent first, "" where nobody said. `closed`: ended without
    antibiotic, by reason: in no clock. `running` have not got it yet. `data_at`: the last stamp of what is counted.
    """

    first: date
    last: date
    total: TwoClocks
    months: Mapping[date, TwoClocks]
    hospitals: Sequence[HospitalFigures]
    late: Sequence[tuple[str, int]]
    closed: Sequence[tuple[str, int]]
    antibiotics: Sequence[tuple[Drug | None, int]]
    running: int
    data_at: datetime | None

    @property
    def late_count(self) -> int:
        return sum(count for _reason, count in self.late)

    @property
    def unexplained(self) -> int:
        return sum(count for reason, count in self.late if not reason)


def seen_units(person: Person, *, delegation: str = "", clues: str = "") -> UnitQuerySet:
    """The hospitals over which figures are counted: all that the person sees, or some of them."""
    units = Unit.objects.visible_to(person)
    if delegation:
        units = units.filter(delegation__code=delegation)
    return units.filter(clues=clues) if clues else units


def figures_of(units: UnitQuerySet, first: date, last: date) -> GoldenFigures:
    """Eight statements, however many episodes and hospitals."""
    by_id = {unit.pk: unit for unit in units.select_related("delegation")}
    asked = {"units": list(by_id), "first": first, "last": last}
    total, months, hospitals = TwoClocks(), {month: TwoClocks() for month in months_of(first, last)}, []
    for month, unit_id, no_month, no_unit, *counted in _rows(CLOCKS, asked):
        clocks = _clocks(counted)
        if not no_month:
            months[month] = clocks
        elif not no_unit:
            hospitals.append(HospitalFigures(by_id[unit_id], clocks))
        else:
            total = clocks
    used = _rows(ANTIBIOTICS, asked)
    drugs = Drug.objects.in_bulk([pk for pk, _count in used if pk is not None])
    here = FeverEpisode.objects.filter(unit__in=list(by_id))
    return GoldenFigures(
        first=first,
        last=last,
        total=total,
        months=months,
        hospitals=sorted(hospitals, key=_worst_first),
        late=_rows(LATE, asked),
        closed=_rows(CLOSED, asked),
        antibiotics=[(drugs.get(pk), count) for pk, count in used],
        running=here.running().count(),
        data_at=FeverStamp.objects.filter(episode__in=here).aggregate(at=Max("noted_at"))["at"],
    )


def months_of(first: date, last: date) -> list[date]:
    """The first days of the months between two days, both included."""
    months, month = [], first.replace(day=1)
    while month <= last:
        months.append(month)
        month = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return months


def reason_label(reason: str) -> str:
    """A reason for being late in words; nothing where nobody said."""
    return str(LateReason(reason).label) if reason else ""


def closing_label(reason: str) -> str:
    return str(FeverClosing(reason).label)


def _clocks(counted: Sequence[object]) -> TwoClocks:
    n, within, middle, ordered, within_order, middle_order = counted
    return TwoClocks(_count(n, within, middle), _count(ordered, within_order, middle_order))


def _count(n: object, within: object, middle: object) -> Count:
    return Count(int(str(n)), int(str(within)), None if middle is None else float(str(middle)))


def _rows(statement: str, asked: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())


def _worst_first(row: HospitalFigures) -> tuple[float, int, str]:
    share = row.clocks.arrival.share
    return (1.0 if share is None else share, -row.clocks.arrival.n, row.unit.name)
