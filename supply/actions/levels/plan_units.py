"""Computing where stock should stand and where it is going: by unit, set-based, safe to repeat."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations.models import Unit
from supply.forecasting.lead import LeadDemand
from supply.horizon import local_day
from supply.levels import Plan, plan
from supply.selectors.demand import lead_demand
from supply.selectors.levels.world import Pair, World, read_world

# First key of the advisory locks of those who compute a unit's levels; the second is the unit.
LEVELS_LOCK = 72007


@transaction.atomic
def plan_units(*, units: Collection[int] | None = None, now: datetime | None = None) -> int:
    """Compute the levels of every drug that these units (all, without any) carry, have, await or are asked for.

    How many pairs there are. Pairs that nothing is known of any longer lose their row.
    """
    now = now or timezone.now()
    rows = Unit.objects.order_by("pk") if units is None else Unit.objects.filter(pk__in=units).order_by("pk")
    by_day: dict[date, list[int]] = defaultdict(list)
    for unit_id, time_zone in rows.values_list("pk", "time_zone"):
        by_day[local_day(now, time_zone)].append(unit_id)
    return sum(_plan_day(unit_ids, today, now) for today, unit_ids in sorted(by_day.items()))


def _plan_day(unit_ids: Sequence[int], today: date, now: datetime) -> int:
    """The units where it is that day."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, id) FROM unnest(%s::int[]) AS id", [LEVELS_LOCK, list(unit_ids)]
        )
    demands = lead_demand(unit_ids, None, since=today)
    world = read_world(unit_ids, today)
    lacking = {*world.shelves, *world.coming, *world.assortment} - demands.keys()
    if lacking:
        asked = lead_demand({unit for unit, _drug in lacking}, {drug for _unit, drug in lacking}, since=today)
        demands |= {pair: asked[pair] for pair in lacking}
    plans = [(pair, _plan_of(pair, demands[pair], world)) for pair in sorted(demands)]
    _write(plans, now)
    _forget(unit_ids, now)
    return len(plans)


def _plan_of(pair: Pair, demand: LeadDemand, world: World) -> Plan:
    unit_id, drug_id = pair
    return plan(
        demand,
        world.shelves.get(pair, ()),
        world.coming.get(pair, ()),
        transfer_days=world.days_to(unit_id),
        price=world.prices.get(drug_id),
    )


def _write(plans: Sequence[tuple[Pair, Plan]], now: datetime) -> None:
    if not plans:
        return
    with connection.cursor() as cursor:
        cursor.execute(_UPSERT, [now, *(list(column) for column in zip(*map(_values, plans), strict=True))])


def _values(row: tuple[Pair, Plan]) -> tuple[object, ...]:
    (unit_id, drug_id), made = row
    levels = made.levels
    return (
        unit_id, drug_id, made.usable, made.on_the_way, round(made.daily_mean, 4), made.lead_days, made.review_days,
        levels.emergency, levels.minimum, levels.reorder, levels.maximum, made.suggested, made.runs_out_on,
        round(made.runs_out_probability, 4), made.expiring, made.expires_first_on,
        json.dumps(made.facts, ensure_ascii=False),
    )  # fmt: skip


def _forget(unit_ids: Iterable[int], now: datetime) -> None:
    """Rows that this computation did not write: of drugs that have left the unit in every way."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM supply_stockplan WHERE unit_id = ANY(%s) AND computed_at <> %s", [list(unit_ids), now]
        )


_UPSERT = """
INSERT INTO supply_stockplan (unit_id, drug_id, usable, on_the_way, daily_mean, lead_days, review_days, emergency,
                              minimum, reorder, maximum, suggested, runs_out_on, runs_out_probability, expiring,
                              expires_first_on, facts, computed_at)
SELECT plans.*, %s
  FROM unnest(%s::bigint[], %s::bigint[], %s::int[], %s::int[], %s::numeric[], %s::smallint[], %s::smallint[],
              %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::date[], %s::numeric[], %s::int[], %s::date[],
              %s::jsonb[]) AS plans
    ON CONFLICT (unit_id, drug_id) DO UPDATE
   SET usable = excluded.usable, on_the_way = excluded.on_the_way, daily_mean = excluded.daily_mean,
       lead_days = excluded.lead_days, review_days = excluded.review_days, emergency = excluded.emergency,
       minimum = excluded.minimum, reorder = excluded.reorder, maximum = excluded.maximum,
       suggested = excluded.suggested, runs_out_on = excluded.runs_out_on,
       runs_out_probability = excluded.runs_out_probability, expiring = excluded.expiring,
       expires_first_on = excluded.expires_first_on, facts = excluded.facts, computed_at = excluded.computed_at
"""
