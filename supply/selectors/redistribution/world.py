"""What a redistribution is computed from: shelves, what is on its way, dated doses, levels, ways. Set-based."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db import connection

from supply.horizon import last_day
from supply.incoming import USUAL_DAYS, arrival
from supply.levels.targets import targets
from supply.planning import Rules as PlanningRules
from supply.redistributing.shapes import Held, Problem, Route, Rules
from supply.redistributing.standing import FAR, Coming, Levels, site_of
from supply.redistributing.ways import Spot, route_between
from supply.selectors.demand import lead_demand
from supply.selectors.planning import all_rules

# A unit is its number; a delegation's own warehouse is its delegation's, below zero.
_MEASURED_SINCE = 180
_MEASURED_FROM = 3


@dataclass
class World:
    """Problems by drug; `shelves` tells at which place a site's lot lies: (site, drug, lot) → [(place, pieces)]."""

    today: date
    problems: dict[int, Problem] = field(default_factory=dict)
    shelves: dict[tuple[int, int, int], list[tuple[int, int]]] = field(default_factory=dict)
    takers: dict[int, int] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    lots: dict[int, tuple[str, date]] = field(default_factory=dict)
    levels: dict[tuple[int, int], Levels] = field(default_factory=dict)


def read_world(
    *,
    today: date,
    delegation_id: int | None = None,
    drug_ids: Collection[int] | None = None,
    without_orders: Collection[int] = (),
    without_transfers: Collection[int] = (),
    whole_packs: bool = False,
) -> World:
    """As of now; what is taken not to come is left out of what is on its way.

    Rules of planning hold by drug, for the delegation asked about or the country; the days of a trip, by who gives.
    """
    where = {
        "delegation": delegation_id,
        "drugs": None if drug_ids is None else sorted(drug_ids),
        "today": today,
        "last": last_day(today),
        "orders": sorted(without_orders) or [0],
        "transfers": sorted(without_transfers) or [0],
    }
    world = World(today)
    spots = _spots(world, where)
    held = _held(world, where)
    coming = _coming(where, today)
    dated = _dated(where, today)
    units = [key for key in spots if key > 0]
    demands = lead_demand(units, None if drug_ids is None else sorted(drug_ids), since=today)
    drugs = {drug for _site, drug in held} | {drug for _site, drug in dated}
    facts = _drugs(drugs)
    routes: dict[tuple[bool, tuple[int, ...]], dict[tuple[int, int], Route]] = {}
    measured, rules = measured_days(today), all_rules("shelf_days", "least_pieces", "expiry_days", "transit_days")
    for drug in sorted(drugs & facts.keys()):
        cold, pack = facts[drug]
        within = _days_within(rules, spots, drug)
        ways = (cold, tuple(within.values()))
        if ways not in routes:
            routes[ways] = _routes(spots, measured, within, cold=cold)
        sites = []
        for key in spots:
            pair = (key, drug)
            demand = demands.get(pair)
            if pair not in held and pair not in dated and (demand is None or demand.basis == "none"):
                continue
            levels = Levels()
            if demand is not None and demand.basis != "none":
                reach = targets(demand, USUAL_DAYS)
                ahead = (last_day(today) - today).days + 1
                rest = max(demand.mean(ahead) - demand.dated_pieces(ahead), 0) / ahead
                days = demand.lead_days + demand.review_days
                levels = Levels(reach.minimum, reach.reorder, reach.maximum, days, rest, demand.cpm)
            world.levels[pair] = levels
            sites.append(site_of(key, held.get(pair, ()), coming.get(pair, ()), dated.get(pair, ()), levels))
        least, shelf, horizon = (
            int(rules.value(kind, unit_id=0, delegation_id=delegation_id, drug_id=drug))
            for kind in ("least_pieces", "shelf_days", "expiry_days")
        )
        world.problems[drug] = Problem(
            tuple(sites), routes[ways], Rules(least, shelf, pack if whole_packs else 1, horizon)
        )
    return world


def useful(problem: Problem) -> bool:
    """Whether there is anything to ask: somebody lacks it and somebody has it, or something would expire."""
    return any(site.held for site in problem.sites) and len(problem.sites) > 1


def _rows(statement: str, where: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(statement, where)
        return cursor.fetchall()


def _spots(world: World, where: dict[str, Any]) -> dict[int, Spot]:
    """Every site with a place to give from and to receive at."""
    spots: dict[int, Spot] = {}
    for key, place_id, name, delegation_id, latitude, longitude, row, column in _rows(_SITES, where):
        if key not in spots:
            spots[key] = Spot(delegation_id, latitude, longitude, (row, column))
            world.takers[key], world.names[key] = place_id, name
    return spots


def _days_within(rules: PlanningRules, spots: dict[int, Spot], drug: int) -> dict[int, int]:
    """Site → days that what leaves it takes to another of its delegation, where none were measured."""
    return {
        key: int(rules.value("transit_days", unit_id=max(key, 0), delegation_id=spot.delegation, drug_id=drug))
        for key, spot in spots.items()
    }


def _routes(
    spots: dict[int, Spot], measured: dict[tuple[int, int], int], within: dict[int, int], *, cold: bool
) -> dict[tuple[int, int], Route]:
    found = {}
    for one, here in spots.items():
        for other, there in spots.items():
            if one == other or other < 0:  # a warehouse needs nothing: nobody sends to it
                continue
            route = route_between(here, there, measured, cold=cold, within=within[one])
            if route is not None:
                found[one, other] = route
    return found


def _held(world: World, where: dict[str, Any]) -> dict[tuple[int, int], list[Held]]:
    """Usable lots of each site, less what standing transfer orders have promised already."""
    promised: dict[tuple[int, int, int | None], int] = {
        (place, drug, lot): int(pieces) for place, drug, lot, pieces in _rows(_PROMISED, where)
    }
    found: dict[tuple[int, int], dict[int, Held]] = defaultdict(dict)
    for key, place, drug, lot, number, expires_on, pieces in _rows(_SHELVES, where):
        left = int(pieces)
        for owed in ((place, drug, lot), (place, drug, None)):
            taken = min(left, promised.get(owed, 0))
            if taken:
                promised[owed] -= taken
                left -= taken
        if not left:
            continue
        world.lots[lot] = (number, expires_on)
        world.shelves.setdefault((key, drug, lot), []).append((place, left))
        former = found[key, drug].get(lot)
        found[key, drug][lot] = Held(lot, (expires_on - world.today).days, left + (former.pieces if former else 0))
    return {pair: list(lots.values()) for pair, lots in found.items()}


def _coming(where: dict[str, Any], today: date) -> dict[tuple[int, int], list[Coming]]:
    found: dict[tuple[int, int], list[Coming]] = defaultdict(list)
    for key, drug, expires_on, pieces, dispatched_on, expected_on in _rows(_TRANSFERS, where):
        on, _certainty = arrival(dispatched_on, expected_on, None, today)
        found[key, drug].append(Coming((on - today).days, (expires_on - today).days, pieces))
    for key, drug, pieces, expected_on in _rows(_ORDERS, where):
        on = max(expected_on, today + timedelta(days=1))
        found[key, drug].append(Coming((on - today).days, FAR, pieces))
    for key, drug, expires_on, pieces in _rows(_AGREED, where):
        last = (expires_on - today).days if expires_on else FAR
        found[key, drug].append(Coming(USUAL_DAYS, last, int(pieces)))
    return found


def _dated(where: dict[str, Any], today: date) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    found: dict[tuple[int, int], list[tuple[int, int, int]]] = defaultdict(list)
    for unit, drug, day, pieces, pk in _rows(_DATED, where):
        found[unit, drug].append(((day - today).days, pieces, pk))
    return found


def _drugs(drug_ids: Collection[int]) -> dict[int, tuple[bool, int]]:
    """Drug → (needs the cold, pieces of its smallest pack)."""
    rows = _rows(_DRUGS, {"drugs": sorted(drug_ids)})
    return {pk: (bool(cold), int(pack or 1)) for pk, cold, pack in rows}


def measured_days(today: date) -> dict[tuple[int, int], int]:
    """Median days that transfers between two delegations have taken, where some were measured."""
    bounds = {"since": today - timedelta(days=_MEASURED_SINCE), "from": _MEASURED_FROM}
    return {(one, other): int(days) for one, other, days in _rows(_DAYS, bounds)}


_SITES = """
SELECT coalesce(p.unit_id, -p.delegation_id), p.id, coalesce(u.name, p.name), p.delegation_id,
       coalesce(u.latitude, d.latitude), coalesce(u.longitude, d.longitude), d.tile_row, d.tile_column
  FROM delegations_place AS p
  JOIN delegations_delegation AS d ON d.id = p.delegation_id
  LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
 WHERE p.is_active AND p.kind <> 'transito' AND (%(delegation)s IS NULL OR p.delegation_id = %(delegation)s)
 ORDER BY 1, CASE p.kind WHEN 'farmacia' THEN 0 WHEN 'almacen' THEN 1 ELSE 2 END, p.id
"""

_SHELVES = """
SELECT coalesce(p.unit_id, -p.delegation_id), p.id, l.drug_id, l.id, l.number, l.expires_on, b.on_hand
  FROM delegations_place AS p
  JOIN supply_balance AS b ON b.place_id = p.id AND b.on_hand > 0
  JOIN supply_lot AS l ON l.id = b.lot_id
 WHERE p.is_active AND p.kind <> 'transito' AND l.state = 'usable' AND l.expires_on >= %(today)s
   AND (%(delegation)s IS NULL OR p.delegation_id = %(delegation)s)
   AND (%(drugs)s::bigint[] IS NULL OR l.drug_id = ANY(%(drugs)s))
 ORDER BY p.id, l.expires_on, l.id
"""

_PROMISED = """
SELECT o.from_place_id, line.drug_id, line.lot_id, sum(line.pieces)
  FROM supply_transferorder AS o JOIN supply_transferorderline AS line ON line.order_id = o.id
 WHERE o.state IN ('draft', 'confirmed') AND (%(drugs)s::bigint[] IS NULL OR line.drug_id = ANY(%(drugs)s))
 GROUP BY 1, 2, 3
"""

_AGREED = """
SELECT coalesce(p.unit_id, -p.delegation_id), line.drug_id, l.expires_on, line.pieces
  FROM supply_transferorder AS o
  JOIN supply_transferorderline AS line ON line.order_id = o.id
  JOIN delegations_place AS p ON p.id = o.to_place_id
  LEFT JOIN supply_lot AS l ON l.id = line.lot_id
 WHERE o.state IN ('draft', 'confirmed') AND (%(drugs)s::bigint[] IS NULL OR line.drug_id = ANY(%(drugs)s))
"""

_TRANSFERS = """
SELECT coalesce(p.unit_id, -p.delegation_id), l.drug_id, l.expires_on, line.sent, t.dispatched_on, t.expected_on
  FROM delegations_place AS p
  JOIN supply_transfer AS t ON t.to_place_id = p.id AND t.state = 'in_transit'
  JOIN supply_transferline AS line ON line.transfer_id = t.id
  JOIN supply_lot AS l ON l.id = line.lot_id
 WHERE p.is_active AND l.state = 'usable' AND l.expires_on >= %(today)s AND t.id <> ALL(%(transfers)s)
   AND (%(drugs)s::bigint[] IS NULL OR l.drug_id = ANY(%(drugs)s))
"""

# An order counts from the day on which it is probably there; one that may never come has no such day.
_ORDERS = """
SELECT coalesce(p.unit_id, -p.delegation_id), g.drug_id, (o.packs - o.received_packs) * g.pieces_per_pack, o.expected_on
  FROM delegations_place AS p
  JOIN supply_supplyorder AS o ON o.place_id = p.id AND o.state = 'open' AND o.packs > o.received_packs
  JOIN supply_contractline AS c ON c.id = o.line_id
  JOIN supply_presentation AS g ON g.id = c.presentation_id
 WHERE p.is_active AND o.expected_on IS NOT NULL AND o.id <> ALL(%(orders)s)
   AND (%(drugs)s::bigint[] IS NULL OR g.drug_id = ANY(%(drugs)s))
"""

_DATED = """
SELECT p.unit_id, r.drug_id, p.needed_on, r.pieces, r.id
  FROM supply_requirementpackage AS p
  JOIN supply_requirement AS r ON r.package_id = p.id
  JOIN delegations_unit AS u ON u.id = p.unit_id
 WHERE p.needed_on BETWEEN %(today)s AND %(last)s
   AND (%(delegation)s IS NULL OR u.delegation_id = %(delegation)s)
   AND (%(drugs)s::bigint[] IS NULL OR r.drug_id = ANY(%(drugs)s))
 ORDER BY p.needed_on, p.priority, p.reference
"""

_DRUGS = """
SELECT d.id, d.cold_chain, min(p.pieces_per_pack)
  FROM supply_drug AS d LEFT JOIN supply_presentation AS p ON p.drug_id = d.id
 WHERE d.id = ANY(%(drugs)s) GROUP BY d.id
"""

_DAYS = """
SELECT a.delegation_id, b.delegation_id,
       ceil(percentile_cont(0.5) WITHIN GROUP (ORDER BY t.accepted_on - t.dispatched_on))
  FROM supply_transfer AS t
  JOIN delegations_place AS a ON a.id = t.from_place_id
  JOIN delegations_place AS b ON b.id = t.to_place_id
 WHERE t.state IN ('accepted', 'accepted_short') AND t.accepted_on > %(since)s AND a.unit_id IS DISTINCT FROM b.unit_id
 GROUP BY 1, 2 HAVING count(*) >= %(from)s
"""
