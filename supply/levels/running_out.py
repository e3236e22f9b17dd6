"""How likely stock ends before more can come. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from supply.forecasting.lead import LeadDemand


class Arriving(NamedTuple):
    """Pieces that come on a day counted from today, or that leave (below zero: they expire unused)."""

    day: int
    pieces: int


def chance_of_running_out(demand: LeadDemand, usable: int, changes: Iterable[Arriving]) -> float:
    """The chance that more is asked for than there is before an order made today would be there.

    Looked at on the eve of each arrival and of that order's; the worst of these moments counts. That it happens on some
    of them is a little likelier still.
    """
    lead = max(1, demand.lead_days)
    there, worst = usable, 0.0
    for day, pieces in sorted(changes):
        if day >= lead:
            break
        if day > 0 and pieces > 0:
            worst = max(worst, demand.probability_above(max(0, there), day))
        there += pieces
    return min(1.0, max(worst, demand.probability_above(max(0, there), lead)))
