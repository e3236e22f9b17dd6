"""Penalties due by the rule of a contract, from what arrived and when. Pure.

The rule that supply contracts of the public sector use: for each calendar day of delay, a percentage of the value of
what was not delivered on time, up to a share of the order's value (what the performance bond covers). Percentage, days
of grace and ceiling are the contract's, not ours. What was rejected has not been delivered; what was handed in on the
last day of the deadline is on time.
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
    """`percent_per_day` of the value that is late, from the day after the deadline and the grace; at most
    `cap_percent` of the order's value (None: no ceiling)."""

    percent_per_day: Decimal
    cap_percent: Decimal | None = None
    grace_days: int = 0


@dataclass(frozen=True, slots=True)
class Handed:
    """Packs of the order that were accepted, with the day on which they were handed in."""

    on: date
    packs: int


@dataclass(frozen=True, slots=True)
class Ordered:
    """One order: `packs` of a price each, due on a day. `ended_on`: cancelled or closed short; delay ends there."""

    packs: int
    unit_price: Decimal
    due_on: date
    ended_on: date | None = None

    @property
    def value(self) -> Decimal:
        return self.packs * self.unit_price


@dataclass(frozen=True, slots=True)
class PenaltyPart:
    """One step of the sum: so many packs, so many days late, so much. `still_open`: they have not come yet."""

    packs: int
    days: int
    until: date
    amount: Decimal
    still_open: bool = False


@dataclass(frozen=True, slots=True)
class Penalty:
    """What is due as of a day: the parts, their sum, and what the ceiling leaves of it."""

    as_of: date
    parts: tuple[PenaltyPart, ...]
    uncapped: Decimal
    cap: Decimal | None

    @property
    def amount(self) -> Decimal:
        return self.uncapped if self.cap is None else min(self.uncapped, self.cap)

    @property
    def is_capped(self) -> bool:
        return self.cap is not None and self.uncapped > self.cap

    @property
    def late_packs(self) -> int:
        return sum(part.packs for part in self.parts)


def days_late(on: date, due_on: date, grace_days: int = 0) -> int:
    """Calendar days after the deadline and its grace; none on the day itself."""
    return max(0, (on - due_on).days - grace_days)


def penalty_due(rule: PenaltyRule, order: Ordered, handed: Sequence[Handed], *, as_of: date) -> Penalty:
    """The penalty of one order as of a day. Earliest packs count first; what came beyond the order owes nothing."""
    parts: list[PenaltyPart] = []
    left = order.packs
    for arrival in sorted(handed, key=lambda item: item.on):
        packs = min(arrival.packs, left)
        if arrival.on > as_of or packs <= 0:
            continue
        left -= packs
        days = days_late(arrival.on, order.due_on, rule.grace_days)
        if days:
            parts.append(PenaltyPart(packs, days, arrival.on, _amount(rule, order.unit_price, packs, days)))
    until = as_of if order.ended_on is None else min(as_of, order.ended_on)
    days = days_late(until, order.due_on, rule.grace_days)
    if left and days:
        amount = _amount(rule, order.unit_price, left, days)
        parts.append(PenaltyPart(left, days, until, amount, still_open=order.ended_on is None))
    cap = None if rule.cap_percent is None else _money(order.value * rule.cap_percent / HUNDRED)
    return Penalty(as_of, tuple(parts), sum((part.amount for part in parts), NOTHING), cap)


def _amount(rule: PenaltyRule, price: Decimal, packs: int, days: int) -> Decimal:
    return _money(packs * price * rule.percent_per_day * days / HUNDRED)


def _money(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)
