"""What is left on a contract's line: ordered, received, still to order, still owed to the minimum. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class LineBalance:
    """Packs of one line. `committed`: in orders that count (of a cancelled order, what it had delivered)."""

    min_packs: int
    max_packs: int
    price: Decimal
    committed: int
    received: int

    @property
    def left(self) -> int:
        """Packs that may still be ordered; below zero where more was ordered than the maximum."""
        return self.max_packs - self.committed

    @property
    def to_minimum(self) -> int:
        """Packs still to be ordered before the institute has bought what it bound itself to."""
        return max(0, self.min_packs - self.committed)

    @property
    def awaited(self) -> int:
        """Packs ordered and not received."""
        return max(0, self.committed - self.received)

    @property
    def is_exceeded(self) -> bool:
        return self.left < 0

    @property
    def used_percent(self) -> Decimal | None:
        """Share of the maximum that is committed; None without a maximum."""
        if not self.max_packs:
            return None
        return HUNDRED * self.committed / self.max_packs

    @property
    def committed_amount(self) -> Decimal:
        return self.committed * self.price

    @property
    def received_amount(self) -> Decimal:
        return self.received * self.price

    @property
    def max_amount(self) -> Decimal:
        return self.max_packs * self.price

    @property
    def left_amount(self) -> Decimal:
        return self.left * self.price


def counted_packs(packs: int, received: int, *, is_ended: bool) -> int:
    """What an order takes from its contract's line: all of it, or what had come when it was closed or cancelled."""
    return min(packs, received) if is_ended else packs
