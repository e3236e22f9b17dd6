"""What will be asked for of a drug at a unit within so many days: what levels, solver and worklist ask.

    demand = lead_demand([unit.pk], [drug.pk])[unit.pk, drug.pk]
    demand.daily_mean                      pieces a day expected over the coming weeks
    demand.mean(days)                      pieces expected within so many days
    demand.quantile(0.95, days)            pieces that suffice for so many days with probability 0.95
    demand.at_service(days)                the same at the pair's own service level (its planning rule)
    demand.probability_above(pieces, days) chance that more than the pieces are asked for within so many days
    demand.dated_pieces(days)              of it, pieces of dated needs (always counted whole, on their day)
    demand.lead_days, .review_days, .service_level   the planning rule in force for the pair

Days count from the morning of `demand.since` (today unless told). Each pair asked for has an answer, `basis` says of
what: "forecast", "cpm" (not forecast yet) or "none" (nothing was ever asked for). `LeadDemand` is pure and cheap: ask
it as often as needed; the read is a handful of statements for any number of pairs.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
from django.db import connection
from django.utils import timezone

from delegations.models import Unit
from supply.demand import DAYS_PER_MONTH
from supply.forecasting.lead import LeadDemand
from supply.forecasting.spread import count_quantile, none_of
from supply.selectors.planning import all_rules
from supply.weeks import IsoWeek

Pair = tuple[int, int]
WEEKS_AHEAD = 13
_DAYS_AHEAD = 7 * WEEKS_AHEAD
# A forecast or a CPM older than this says nothing of today.
_OLDEST_WEEKS = 8
_FALLBACK_LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75, 0.8, 0.9, 0.95, 0.975, 0.99)
# How much wider than counts the demand of a pair is taken to spread that was never forecast: a working value.
_FALLBACK_SPREAD = 3.0


def lead_demand(
    unit_ids: Collection[int] | None, drug_ids: Collection[int] | None, *, since: date | None = None
) -> dict[Pair, LeadDemand]:
    """Demand from `since` (today) on of every pair of those units and drugs; None stands for all there are.

    Keys are (unit, drug). With None for units or drugs, only pairs with a forecast, a CPM or a dated need have a key.
    """
    today = since or timezone.localdate()
    bounds = {"units": _listed(unit_ids), "drugs": _listed(drug_ids), "today": today}
    forecasts, cpms, dated = _forecasts(bounds), _cpms(bounds), _dated(bounds)
    pairs: Collection[Pair] = {*forecasts, *cpms, *dated}
    if unit_ids is not None and drug_ids is not None:
        pairs = [(unit, drug) for unit in unit_ids for drug in drug_ids]
    rules = all_rules("lead_time_days", "review_days", "service_level")
    delegation_of = dict(Unit.objects.order_by().values_list("pk", "delegation_id"))

    @cache
    def planned(unit_id: int, drug_id: int) -> dict[str, Any]:
        where: dict[str, Any] = {"unit_id": unit_id, "delegation_id": delegation_of.get(unit_id), "drug_id": drug_id}
        return {
            "lead_days": int(rules.value("lead_time_days", **where)),
            "review_days": int(rules.value("review_days", **where)),
            "service_level": float(rules.value("service_level", **where)) / 100,
        }

    found: dict[Pair, LeadDemand] = {}
    for pair in pairs:
        cpm = float(cpms.get(pair, 0))
        if pair in forecasts:
            facts = _as_forecast(*forecasts[pair])
        elif cpm > 0:
            facts = _as_cpm(cpm, sum(pieces for _day, pieces in dated.get(pair, [])))
        else:
            facts = {"basis": "none", "week": "", "method": "", "levels": (), "sums": (), "means": ()}
        found[pair] = LeadDemand(
            unit_id=pair[0], drug_id=pair[1], since=today, dated=dated.get(pair, ()), cpm=cpm, **facts, **planned(*pair)
        )
    return found


def _listed(ids: Collection[int] | None) -> list[int] | None:
    return None if ids is None else list(ids)


def _as_forecast(through: date, method: str, profile: dict[str, Any]) -> dict[str, Any]:
    """The statistical part: what is cumulated, less what was dated when it was made (the dated of now is added)."""
    dated = np.cumsum(profile["dated"])
    levels = sorted(profile["cumulative"], key=float)
    rest = np.maximum(np.array([profile["cumulative"][level] for level in levels]) - dated, 0.0)
    return {
        "basis": "forecast",
        "week": str(IsoWeek.of(through)),
        "method": method,
        "levels": tuple(float(level) for level in levels),
        "sums": rest.T.tolist(),
        "means": np.cumsum(profile["mean"]).tolist(),
    }


def _as_cpm(cpm: float, dated: int) -> dict[str, Any]:
    """A pair that was never forecast: its CPM beyond the dated ones, spread three times as wide as counts."""
    weekly = max(cpm / float(DAYS_PER_MONTH) * 7 - dated / WEEKS_AHEAD, 0.0)
    means = weekly * np.arange(1, WEEKS_AHEAD + 1)
    spread = _FALLBACK_SPREAD * means
    found = count_quantile(
        np.array(_FALLBACK_LEVELS)[None, :], means[:, None], spread[:, None], none_of(means, spread)[:, None]
    )
    return {
        "basis": "cpm",
        "week": "",
        "method": "cpm",
        "levels": _FALLBACK_LEVELS,
        "sums": found.tolist(),
        "means": means.tolist(),
    }


def _forecasts(bounds: dict[str, Any]) -> dict[Pair, tuple[date, str, dict[str, Any]]]:
    """The newest forecast of each pair made before the day."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT DISTINCT ON (unit_id, drug_id) unit_id, drug_id, through, method,
                   jsonb_build_object('dated', profile->'dated', 'mean', profile->'mean',
                                      'cumulative', profile->'cumulative')::text
              FROM supply_forecast
             WHERE through < %(today)s AND through >= %(oldest)s
               AND (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s))
               AND (%(drugs)s::bigint[] IS NULL OR drug_id = ANY(%(drugs)s))
             ORDER BY unit_id, drug_id, through DESC
            """,
            {**bounds, "oldest": bounds["today"] - timedelta(weeks=_OLDEST_WEEKS)},
        )
        return {
            (unit_id, drug_id): (through, method, json.loads(profile))
            for unit_id, drug_id, through, method, profile in cursor.fetchall()
        }


def _cpms(bounds: dict[str, Any]) -> dict[Pair, Any]:
    """The newest adjusted CPM of each pair, of the whole unit."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT r.unit_id, l.drug_id, l.cpm
              FROM (SELECT DISTINCT ON (unit_id) id, unit_id
                      FROM supply_weeklyreport
                     WHERE unit_id IS NOT NULL AND week < %(today)s AND week >= %(oldest)s
                       AND (%(units)s::bigint[] IS NULL OR unit_id = ANY(%(units)s))
                     ORDER BY unit_id, week DESC) AS r
              JOIN supply_weeklyline AS l ON l.report_id = r.id AND l.place_kind = 'conjunto' AND l.cpm > 0
             WHERE %(drugs)s::bigint[] IS NULL OR l.drug_id = ANY(%(drugs)s)
            """,
            {**bounds, "oldest": bounds["today"] - timedelta(weeks=_OLDEST_WEEKS)},
        )
        return {(unit_id, drug_id): cpm for unit_id, drug_id, cpm in cursor.fetchall()}


def _dated(bounds: dict[str, Any]) -> dict[Pair, list[tuple[date, int]]]:
    """Dated needs of each pair by day, from the day on, as far as forecasts reach."""
    found: dict[Pair, list[tuple[date, int]]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.unit_id, r.drug_id, p.needed_on, sum(r.pieces)::int
              FROM supply_requirementpackage AS p JOIN supply_requirement AS r ON r.package_id = p.id
             WHERE p.needed_on >= %(today)s AND p.needed_on < %(until)s
               AND (%(units)s::bigint[] IS NULL OR p.unit_id = ANY(%(units)s))
               AND (%(drugs)s::bigint[] IS NULL OR r.drug_id = ANY(%(drugs)s))
             GROUP BY p.unit_id, r.drug_id, p.needed_on
             ORDER BY p.unit_id, r.drug_id, p.needed_on
            """,
            {**bounds, "until": bounds["today"] + timedelta(days=_DAYS_AHEAD)},
        )
        for unit_id, drug_id, day, pieces in cursor.fetchall():
            found[unit_id, drug_id].append((day, pieces))
    return dict(found)
