"""Penalties due by the rule of a contract, from what arrived and when. Pure.

The rule of supply contracts of the public sector: for each calendar day after the deadline, a percentage of the value
of what had not been delivered, up to a share of that same value. Percentage and ceiling are the contract's, not ours.
What was rejected has not been delivered; what was handed in on the last day of the deadline is on time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")
HUNDRED = Decimal(100)
NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class PenaltyRule:
    """`percent_per_day` of the value that is late, at most `cap_percent` of that value (None: no ceiling)."""

    percent_per_day: Decimal
    cap_percent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """Packs of the order that were accepted, with the day on which they were handed in."""

    on: date
    packs: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """One order: `packs` of a price each, due on a day. `ended_on`: cancelled or closed short; delay ends there."""

    packs: int
    price: Decimal
    deadline_on: date
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class PenaltyPart:
    """One step of the sum: so many packs, so many days late, so much. `still_open`: they have not come yet."""

    packs: int
    days: int
    until: date
    value: Decimal
    percent: Decimal
    amount: Decimal
    is_capped: bool
    still_open: bool = False


@dataclass(frozen=True, slots=True)
class Penalty:
    """What is due as of a day, with the steps that lead to it."""

    as_of: date
    parts: tuple[PenaltyPart, ...] = ()

    @property
    def amount(self) -> Decimal:
        return sum((part.amount for part in self.parts), NOTHING)

    @property
    def late_packs(self) -> int:
        return sum(part.packs for part in self.parts)

    @property
    def is_running(self) -> bool:
        """Whether tomorrow it may be more."""
        return any(part.still_open and not part.is_capped for part in self.parts)


def days_late(on: date, deadline_on: date) -> int:
    """Calendar days after the deadline; none on the day itself."""
    return max(0, (on - deadline_on).days)


def penalty_due(rule: PenaltyRule, order: Ordered, handed: Sequence[Handed], *, as_of: date) -> Penalty:
    """The penalty of one order as of a day. The earliest packs count first; what came beyond the order owes nothing."""
    parts: list[PenaltyPart] = []
    left = order.packs
    for arrival in sorted(handed, key=lambda item: item.on):
        packs = min(arrival.packs, left)
        if arrival.on > as_of or packs <= 0:
            continue
        left -= packs
        if days_late(arrival.on, order.deadline_on):
            parts.append(_part(rule, order, packs, arrival.on, still_open=False))
    until = as_of if order.ended_on is None else min(as_of, order.ended_on)
    if left and days_late(until, order.deadline_on):
        parts.append(_part(rule, order, left, until, still_open=order.ended_on is None or order.ended_on > as_of))
    return Penalty(as_of, tuple(parts))


def _part(rule: PenaltyRule, order: Ordered, packs: int, until: date, *, still_open: bool) -> PenaltyPart:
    days, value = days_late(until, order.deadline_on), packs * order.price
    reached = rule.percent_per_day * days
    percent = reached if rule.cap_percent is None else min(reached, rule.cap_percent)
    amount = (value * percent / HUNDRED).quantize(CENT, ROUND_HALF_UP)
    return PenaltyPart(packs, days, until, value, percent, amount, percent < reached, still_open)
