"""Abasto of the closed week by kind of place, who reported it, and twelve weeks of it, of every place at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from meetings.figures.numbers import difference, iso, percent, tenth
from meetings.figures.places import COUNTRY, Places
from meetings.figures.shape import Abasto, Reporting, TrendPoint
from supply.models import CountryWeek, DelegationWeek, ReportState, WeeklyReport
from supply.models.weekly_line import LineKind
from supply.selectors.boards.series import REPORTING_COLUMNS
from supply.selectors.boards.totals import SUM_COLUMNS, Totals
from supply.selectors.boards.totals import Reporting as Reported
from supply.weeks import IsoWeek

TREND_WEEKS = 12
_WHOLE = str(LineKind.WHOLE)


class Sums(NamedTuple):
    """By key, Monday and kind of place; who reported, by key and Monday."""

    totals: Mapping[tuple[str, date, str], Totals]
    reported: Mapping[tuple[str, date], Reported]
    unsigned: Mapping[str, list[str]]


# A unit's week from its lines, as supply/sql/aggregation.py adds those of a delegation.
_UNITS = f"""
SELECT report.unit_id, report.week, line.place_kind,
       {", ".join(f"sum(line.{name})::bigint" for name in SUM_COLUMNS if not name.startswith("pairs_"))},
       {
    ", ".join(
        f"count(*) FILTER (WHERE line.category = '{name.removeprefix('pairs_')}')"
        for name in SUM_COLUMNS
        if name.startswith("pairs_")
    )
}
  FROM supply_weeklyreport AS report JOIN supply_weeklyline AS line ON line.report_id = report.id
 WHERE report.unit_id = ANY(%(units)s) AND report.week BETWEEN %(first)s AND %(last)s
 GROUP BY report.unit_id, report.week, line.place_kind
"""  # noqa: S608  # put together of names of columns alone


def weeks_of(places: Places, week: IsoWeek | None) -> Sums:
    """The closed week and those before it, of every place. Five queries."""
    totals: dict[tuple[str, date, str], Totals] = {}
    reported: dict[tuple[str, date], Reported] = {}
    unsigned: dict[str, list[str]] = defaultdict(list)
    if week is None:
        return Sums(totals, reported, unsigned)
    first, last = week.previous(TREND_WEEKS).monday, week.monday
    columns = ("week", "place_kind", *SUM_COLUMNS, *REPORTING_COLUMNS, "data_as_of")
    rows = DelegationWeek.objects.filter(week__gte=first, week__lte=last).values_list("delegation_id", *columns)
    country = CountryWeek.objects.filter(week__gte=first, week__lte=last).values_list(*columns)
    for delegation_id, *row in [*rows, *((None, *row) for row in country)]:
        key = COUNTRY if delegation_id is None else places.delegations[delegation_id].code
        monday, kind, *values = row
        totals[key, monday, kind] = Totals._make(values[: len(SUM_COLUMNS)])
        if kind == _WHOLE:
            reported[key, monday] = Reported(*values[len(SUM_COLUMNS) :])
    with connection.cursor() as cursor:
        cursor.execute(_UNITS, {"units": list(places.umae), "first": first, "last": last})
        for unit_id, monday, kind, *values in cursor.fetchall():
            totals[places.clues(unit_id), monday, kind] = Totals._make(values)
    for unit_id, monday, *values in _reports(places, first, last):
        reported[places.clues(unit_id), monday] = Reported(*values)
    drafts = WeeklyReport.objects.filter(week=last, state=ReportState.DRAFT)
    for unit_id, delegation_id in drafts.order_by("unit__clues").values_list("unit_id", "delegation_id"):
        for key in places.keys_of(unit_id, delegation_id):
            unsigned[key].append(places.clues(unit_id))
    return Sums(totals, reported, unsigned)


def _reports(places: Places, first: date, last: date) -> Any:
    reports = WeeklyReport.objects.filter(unit__in=list(places.umae), week__gte=first, week__lte=last).order_by()
    return reports.values_list("unit_id", "week").annotate(
        expected=Count("pk"),
        signed=Count("pk", filter=Q(signed_at__isnull=False)),
        on_time=Count("pk", filter=Q(signed_at__lte=F("due_at"))),
        validated=Count("pk", filter=Q(state=ReportState.VALIDATED)),
        as_of=Min(Coalesce("signed_at", "drafted_at")),
    )


def reporting_of(sums: Sums, key: str, week: IsoWeek | None) -> Reporting:
    told = sums.reported.get((key, week.monday), Reported()) if week else Reported()
    return {
        "expected": told.expected,
        "signed": told.signed,
        "on_time": told.on_time,
        "validated": told.validated,
        "rate": percent(told.signed, told.expected),
        "data_as_of": iso(told.data_as_of),
        "unsigned": sums.unsigned.get(key, []),
    }


def abasto_of(sums: Sums, key: str, week: IsoWeek | None) -> dict[str, Abasto]:
    """By kind of place, the whole always; a kind that the place has not is left out."""
    if week is None:
        return {_WHOLE: _abasto(Totals(), None)}
    found = {}
    for kind in LineKind.values:
        now = sums.totals.get((key, week.monday, kind))
        if now is not None or kind == _WHOLE:
            before = sums.totals.get((key, week.previous().monday, kind))
            found[kind] = _abasto(now or Totals(), before)
    return found


def _abasto(now: Totals, before: Totals | None) -> Abasto:
    level, former = tenth(now.level), tenth(before.level) if before else None
    return {
        "level": level,
        "pairs": now.pairs,
        "out": now.pairs_out,
        "critical": now.pairs_critical,
        "low": now.pairs_low,
        "category": now.level_category,
        "before": former,
        "change": difference(level, former),
        "usable": now.usable,
        "usable_before": before.usable if before else None,
        "presented": now.presented,
        "denied": now.denied,
        "denied_before": before.denied if before else None,
        "expiring_90": now.expiring_90,
    }


def trend_of(sums: Sums, key: str, week: IsoWeek | None) -> list[TrendPoint]:
    """Twelve weeks up to the closed one, oldest first."""
    if week is None:
        return []
    points: list[TrendPoint] = []
    for one in week.previous(TREND_WEEKS - 1).until(week):
        totals = sums.totals.get((key, one.monday, _WHOLE))
        told = sums.reported.get((key, one.monday), Reported())
        points.append(
            {
                "week": one.monday.isoformat(),
                "level": tenth(totals.level) if totals else None,
                "pairs": totals.pairs if totals else 0,
                "unsafe": totals.unsafe if totals else 0,
                "usable": totals.usable if totals else 0,
                "denied": totals.denied if totals else 0,
                "expected": told.expected,
                "signed": told.signed,
            }
        )
    return points
