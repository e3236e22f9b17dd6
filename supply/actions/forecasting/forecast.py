"""The week's forecasts of every pair of unit and drug, and how earlier ones fared; safe to repeat."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

import numpy as np
from django.db import connection, transaction
from django.utils import timezone

from supply.demand import DAYS_PER_MONTH
from supply.forecasting.judging import Tested
from supply.forecasting.weekly import MOSTLY_OUT, WEEKS_AHEAD, Ahead, look_ahead, read_weeks
from supply.selectors.forecasting.history import History, read_dated, read_history
from supply.weeks import IsoWeek

# Weeks ahead whose forecasts are judged once the week has closed.
JUDGED_AHEAD = (1, 4, 13)
# Forecasts are kept as long as one of their weeks is still to be judged, and a while for who looks back.
KEPT_WEEKS = 26
# One computation at a time: whoever comes second finds the work done and does it again, harmlessly.
_LOCK = 72_006_000_000_000
_SHOWN = (0.05, 0.25, 0.5, 0.75, 0.9, 0.95)
_PAGE = 1000
_UPSERT = """
INSERT INTO supply_forecast (unit_id, drug_id, through, method, history_weeks, weeks_out, daily_mean, profile, scores,
                             made_at)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::date[], %s::text[], %s::int[], %s::int[], %s::numeric[],
                     %s::jsonb[], %s::jsonb[], %s::timestamptz[])
    ON CONFLICT (unit_id, drug_id, through) DO UPDATE
   SET method = excluded.method, history_weeks = excluded.history_weeks, weeks_out = excluded.weeks_out,
       daily_mean = excluded.daily_mean, profile = excluded.profile, scores = excluded.scores,
       made_at = excluded.made_at
"""
# A back-test on fewer weeks than these says nothing.
_FEW = 4


@dataclass(frozen=True)
class Done:
    """What was written: forecasts, and past forecasts judged."""

    forecasts: int
    scores: int


@transaction.atomic
def forecast_week(*, week: IsoWeek, now: datetime | None = None) -> Done:
    """Forecast 13 weeks from the end of `week` for every pair with a line in its history, and judge earlier forecasts.

    The whole country at once: what kinds of series usually show is learnt from all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    history = read_history(week)
    written = 0
    if history.pairs:
        dated = read_dated(history.pairs, week.next().monday)
        ahead = look_ahead(read_weeks(history.asked, history.days_out), dated, history.cpm / float(DAYS_PER_MONTH) * 7)
        written = _write(history, ahead, now or timezone.now())
    return Done(written, _judge(week))


def _rows(history: History, ahead: Ahead, now: datetime) -> Iterator[tuple[Any, ...]]:
    told = ahead.of_all
    known = np.isfinite(history.asked)
    weeks = known.sum(axis=1)
    out = ((history.days_out >= MOSTLY_OUT) & known).sum(axis=1)
    per_day = (ahead.dated + ahead.mean).sum(axis=1) / (7 * WEEKS_AHEAD)
    shown = [(str(level), ahead.levels.index(level)) for level in _SHOWN]
    for number, (unit_id, drug_id) in enumerate(history.pairs):
        profile = {
            "dated": [int(pieces) for pieces in ahead.dated[number]],
            "mean": np.round(ahead.mean[number], 2).tolist(),
            "quantiles": {name: ahead.quantiles[number, at].round(1).tolist() for name, at in shown},
            "cumulative": {
                str(level): ahead.cumulative[number, at].round(1).tolist() for at, level in enumerate(ahead.levels)
            },
            "kind": int(told.kinds[number]),
        }
        method = "cpm" if ahead.from_cpm[number] else told.methods[told.best[number]]
        scores = _scores(told.tested, told.methods, told.weights[:, number].mean(axis=0), number)
        yield (
            unit_id, drug_id, history.through.monday, method, int(weeks[number]), int(out[number]),
            round(float(per_day[number]), 4), json.dumps(profile), json.dumps(scores) if scores else None, now,
        )  # fmt: skip


def _scores(tested: Tested, methods: list[str], shares: Any, number: int) -> dict[str, Any] | None:
    """How the pair would have fared in the past, one week ahead; None with too few weeks to tell."""
    if tested.count[number] < _FEW:
        return None
    count = float(tested.count[number])
    naive, asked = float(tested.naive[number]), float(tested.asked[number])
    error = float(tested.error[number])
    return {
        "mase": round(error / naive, 3) if naive > 0 else None,
        "wape": round(error * count / asked, 3) if asked > 0 else None,
        "pinball": {
            str(level): round(float(loss), 3) for level, loss in zip(Tested.AT, tested.pinball[number], strict=True)
        },
        "n": int(count),
        "others": {method: round(float(loss), 3) for method, loss in zip(methods, tested.others[number], strict=True)},
        "shares": {
            method: round(float(share), 2) for method, share in zip(methods, shares, strict=True) if share >= 0.05
        },
    }


def _write(history: History, ahead: Ahead, now: datetime) -> int:
    """Over what is there, a thousand rows a statement: twelve thousand in a second or two."""
    rows = _rows(history, ahead, now)
    with connection.cursor() as cursor:
        while page := list(islice(rows, _PAGE)):
            cursor.execute(_UPSERT, [list(column) for column in zip(*page, strict=True)])
        cursor.execute(
            "DELETE FROM supply_forecast WHERE through < %s",
            [history.through.monday - timedelta(weeks=KEPT_WEEKS)],
        )
    return len(history.pairs)


def _judge(week: IsoWeek) -> int:
    """Put what had been forecast for the last closed weeks beside what was asked for; corrected weeks again."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO supply_forecastscore (unit_id, drug_id, week, ahead, method, expected, high, asked, days_out)
            SELECT f.unit_id, f.drug_id, r.week, a.ahead, f.method,
                   (f.profile->'dated'->>(a.ahead - 1))::numeric + (f.profile->'mean'->>(a.ahead - 1))::numeric,
                   (f.profile->'quantiles'->'0.9'->>(a.ahead - 1))::numeric,
                   coalesce(greatest(l.dispensed, 0) + l.denied_pieces, 0), coalesce(l.days_out, 0)
              FROM unnest(%(ahead)s::int[]) AS a (ahead)
              JOIN supply_weeklyreport AS r ON r.unit_id IS NOT NULL AND r.week BETWEEN %(first)s AND %(last)s
              JOIN supply_forecast AS f ON f.through = r.week - 7 * a.ahead AND f.unit_id = r.unit_id
              LEFT JOIN supply_weeklyline AS l ON l.report_id = r.id AND l.drug_id = f.drug_id
                                              AND l.place_kind = 'conjunto'
            ON CONFLICT (unit_id, drug_id, week, ahead) DO UPDATE
               SET method = excluded.method, expected = excluded.expected, high = excluded.high,
                   asked = excluded.asked, days_out = excluded.days_out
            """,
            {"ahead": list(JUDGED_AHEAD), "first": week.previous(3).monday, "last": week.monday},
        )
        return cursor.rowcount
