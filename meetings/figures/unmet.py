"""Demand that was not met in the closed week, each need once, of every place at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from meetings.figures.places import Places
from meetings.figures.shape import Unmet
from supply.selectors.unmet import UnmetAsked, UnmetCount, counts_at, totals_of
from supply.weeks import IsoWeek


def unmet_demand(places: Places, week: IsoWeek | None) -> Mapping[str, Unmet]:
    """By place. One query."""
    rows: dict[str, list[UnmetCount]] = defaultdict(list)
    if week is not None:
        for row in counts_at(list(places.units), UnmetAsked(week.monday, week.sunday)):
            for key in places.keys_of(row.unit_id):
                rows[key].append(row)
    first, last = (week.monday.isoformat(), week.sunday.isoformat()) if week else ("", "")
    found: dict[str, Unmet] = {}
    for key in places.keys:
        totals = totals_of(rows[key])
        found[key] = {
            "counted": totals.counted,
            "denied": totals.denied,
            "noted": totals.noted,
            "units": totals.units,
            "first": first,
            "last": last,
        }
    return found
