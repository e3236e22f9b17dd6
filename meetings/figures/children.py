"""Children against their next days: counts only, as the coverage boards count them, of every place at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from meetings.figures.numbers import iso
from meetings.figures.places import COUNTRY, Places
from meetings.figures.shape import Reach, Uncovered
from pediatric_platform.reach import HORIZONS, NOBODY, Reaches
from pediatric_platform.reach import Reach as Counted
from pediatric_platform.selectors.coverage.children import FAR, ChildStates, child_states, until
from supply.models import RequirementPackage

NEAR, MIDDLE, _ = HORIZONS


def uncovered(places: Places, today: date, now: datetime) -> Mapping[str, Uncovered]:
    """By place; the same child counts once in each. Two queries."""
    packages = RequirementPackage.objects.needed_between(today, until(today, FAR))
    states = child_states(packages, today, now)
    units: dict[str, list[int]] = defaultdict(list)
    for unit_id in states.units:
        for key in places.keys_of(unit_id):
            units[key].append(unit_id)
    reaches: dict[str, Reaches] = {COUNTRY: states.total}
    reaches |= states.by({unit_id: places.units[unit_id].delegation for unit_id in states.units})
    # Beside the UMAE: the group of every other unit is nobody's.
    reaches |= states.by({unit_id: places.clues(unit_id) if unit_id in places.umae else "" for unit_id in states.units})
    return {key: _uncovered(reaches.get(key, NOBODY), units[key], states, now) for key in places.keys}


def _uncovered(reaches: Reaches, units: list[int], states: ChildStates, now: datetime) -> Uncovered:
    # Of a simulated past the answer was computed after the moment it is told of.
    computed = [min(states.ages.computed[unit_id], now) for unit_id in units if unit_id in states.ages.computed]
    return {
        "within_7": _reach(reaches[NEAR]),
        "within_14": _reach(reaches[MIDDLE]),
        "within_28": _reach(reaches[FAR]),
        "computed_at": iso(min(computed, default=None)),
        "units": len(units),
        "stale_units": sum(not states.ages.is_known(unit_id) for unit_id in units),
    }


def _reach(reach: Counted) -> Reach:
    return {
        "children": reach.children,
        "covered": reach.covered,
        "incoming": reach.incoming,
        "uncovered": reach.missing,
        "unknown": reach.unknown,
    }
