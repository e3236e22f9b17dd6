"""One pair of unit and drug: its weeks, its CPM written out, what was forecast and how that fared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from django.db import connection
from django.utils import timezone

from delegations.models import Unit
from supply.demand import Cpm, cpm
from supply.models import Drug, Forecast, ForecastScore
from supply.planning import Rule
from supply.selectors.forecasting.history import read_history
from supply.selectors.planning import all_rules
from supply.weeks import IsoWeek

SHOWN_WEEKS = 52
RULES = ("window_weeks", "lead_time_days", "review_days", "service_level")


@dataclass(frozen=True)
class Week:
    """A week of the pair: `asked` None where there was no report."""

    week: IsoWeek
    asked: int | None
    days_out: int


@dataclass(frozen=True)
class CpmWritten:
    """A CPM with the numbers it is made of; `told` False where no week of the window has a report."""

    window: int
    weeks: int
    demand: int
    days: int
    days_out: int
    open_needs: int
    last_known: Decimal
    cpm: Cpm
    told: bool

    @property
    def days_with_stock(self) -> int:
        return self.days - self.days_out


@dataclass(frozen=True)
class Measured:
    """The pair's median days from dispatch to acceptance of transfers, and of how many."""

    days: int | None
    transfers: int


@dataclass(frozen=True)
class Fared:
    """What was forecast one week ahead beside what came: shares of all that was asked for, over `weeks`."""

    weeks: int
    error: float | None
    bias: float | None
    within: int


def weeks_of(unit: Unit, drug: Drug, through: IsoWeek, weeks: int = SHOWN_WEEKS) -> list[Week]:
    """The last weeks, oldest first, from the first with a report."""
    history = read_history(through, unit_id=unit.pk, drug_id=drug.pk, weeks=weeks)
    if not history.pairs:
        return []
    asked, out = history.asked[0], history.days_out[0]
    first = int(np.flatnonzero(np.isfinite(asked))[0])
    return [
        Week(
            through.previous(weeks - 1 - at),
            int(asked[at]) if np.isfinite(asked[at]) else None,
            int(out[at]),
        )
        for at in range(first, weeks)
    ]


def rules_of(unit: Unit, drug: Drug) -> dict[str, Rule]:
    """The rule in force of each kind that a forecast is read with."""
    rules = all_rules(*RULES)
    return {
        kind: rules.holding(kind, unit_id=unit.pk, delegation_id=unit.delegation_id, drug_id=drug.pk) for kind in RULES
    }


def written_cpm(unit: Unit, drug: Drug, through: IsoWeek, window: int) -> CpmWritten:
    """The CPM of the last `window` weeks, from the weeks' own lines, with the numbers it is made of."""
    found = weeks_of(unit, drug, through, window)
    known = [week for week in found if week.asked is not None]
    demand = sum(week.asked or 0 for week in known)
    days, out = 7 * len(known), sum(week.days_out for week in known)
    open_needs = _open_needs(unit, drug, through)
    last = _last_known(unit, drug, through.previous(window))
    return CpmWritten(
        window=window,
        weeks=len(known),
        demand=demand,
        days=days,
        days_out=out,
        open_needs=open_needs,
        last_known=last,
        cpm=cpm(demand, max(days, 1), min(out, days), last_known=last, dated=open_needs),
        told=bool(known),
    )


def _open_needs(unit: Unit, drug: Drug, through: IsoWeek) -> int:
    """Pieces of dated needs standing open in the 13 weeks that end or the 13 to come, whichever is more."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT greatest(coalesce(sum(r.pieces) FILTER (WHERE p.needed_on <= %(sunday)s), 0),
                            coalesce(sum(r.pieces) FILTER (WHERE p.needed_on > %(sunday)s), 0))::int
              FROM supply_requirementpackage AS p JOIN supply_requirement AS r ON r.package_id = p.id
             WHERE p.unit_id = %(unit)s AND r.drug_id = %(drug)s
               AND p.needed_on BETWEEN %(sunday)s::date - 90 AND %(sunday)s::date + 91
            """,
            {"unit": unit.pk, "drug": drug.pk, "sunday": through.sunday},
        )
        return int(cursor.fetchone()[0])


def _last_known(unit: Unit, drug: Drug, before: IsoWeek) -> Decimal:
    """The newest adjusted CPM up to a week."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT l.cpm FROM supply_weeklyreport AS r
              JOIN supply_weeklyline AS l ON l.report_id = r.id AND l.drug_id = %s AND l.place_kind = 'conjunto'
             WHERE r.unit_id = %s AND r.week <= %s AND l.cpm > 0 ORDER BY r.week DESC LIMIT 1
            """,
            [drug.pk, unit.pk, before.monday],
        )
        row = cursor.fetchone()
    return row[0] if row else Decimal(0)


def measured_lead(unit: Unit, drug: Drug) -> Measured:
    """How long transfers of the drug have taken to the unit in a year; the rule is set beside it, not replaced."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY t.accepted_on - t.dispatched_on), count(*)
              FROM supply_transfer AS t JOIN delegations_place AS p ON p.id = t.to_place_id AND p.unit_id = %s
             WHERE t.accepted_on >= %s
               AND EXISTS (SELECT FROM supply_transferline AS l JOIN supply_lot AS o ON o.id = l.lot_id
                            WHERE l.transfer_id = t.id AND o.drug_id = %s)
            """,
            [unit.pk, timezone.localdate().replace(year=timezone.localdate().year - 1, day=1), drug.pk],
        )
        days, count = cursor.fetchone()
    return Measured(round(days) if days is not None else None, count)


def fared(scores: list[ForecastScore]) -> Fared:
    """Error, bias and how often demand stayed within the 90 % quantile, over weeks with stock on most days."""
    known = [score for score in scores if score.ahead == 1 and score.days_out < 4]
    asked = sum(score.asked for score in known)
    return Fared(
        weeks=len(known),
        error=100 * float(sum(abs(s.expected - s.asked) for s in known)) / asked if asked else None,
        bias=100 * float(sum(s.expected - s.asked for s in known)) / asked if asked else None,
        within=sum(score.asked <= score.high for score in known),
    )


def scores_of(unit: Unit, drug: Drug, since: date) -> list[ForecastScore]:
    rows = ForecastScore.objects.filter(unit=unit, drug=drug, week__gte=since)
    return list(rows.order_by("-week", "ahead"))


def latest_of(unit: Unit, drug: Drug) -> Forecast | None:
    return Forecast.objects.filter(unit=unit, drug=drug).order_by("-through").first()
