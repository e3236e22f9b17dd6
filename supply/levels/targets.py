"""The four levels of a drug at a unit, and how much to order. Pure.

Periodic review with a reorder point, (R, s, S) in the books on inventories (Silver, Pyke and Thomas), with the names
of the max-min systems of public health logistics. With T days of lead time, R days between two orders, E days that a
transfer from somewhere else takes, and q(d) the pieces that suffice for d days at the service level:

    emergency = q(min(E, T))       below it, not even a transfer sent today is sure to be in time
    minimum   = q(T)               below it, not even an order made today is sure to be in time
    reorder   = q(T + R)           at or below it, waiting for the next order is not safe: order now
    maximum   = reorder + what is expected to be asked for in the R days after that

q comes from the forecast's quantiles (dated doses counted whole), or from the CPM where there is none yet.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from supply.forecasting.lead import LeadDemand

# What a sum of floats may be off by.
_DUST = 1e-6


@dataclass(frozen=True, slots=True)
class Targets:
    """Pieces, in ascending order."""

    emergency: int
    minimum: int
    reorder: int
    maximum: int


def targets(demand: LeadDemand, transfer_days: int) -> Targets:
    """The levels of a pair; `transfer_days` is what a transfer to the unit takes."""
    lead, review = demand.lead_days, demand.review_days
    emergency = whole(demand.at_service(min(transfer_days, lead)))
    minimum = max(emergency, whole(demand.at_service(lead)))
    reorder = max(minimum, whole(demand.at_service(lead + review)))
    next_review = demand.mean(lead + 2 * review) - demand.mean(lead + review)
    return Targets(emergency, minimum, reorder, reorder + whole(max(0.0, next_review)))


def to_order(levels: Targets, position: int) -> int:
    """Pieces up to the maximum once the position (usable and on the way) is at the reorder point; else none."""
    if levels.maximum == 0 or position > levels.reorder:
        return 0
    return max(0, levels.maximum - position)


def whole(pieces: float) -> int:
    """As many whole pieces as suffice."""
    return math.ceil(pieces - _DUST)
