"""An order as its supplier's record keeps it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from supply.purchasing.standing import CANCELLED, OPEN


@dataclass(frozen=True, slots=True)
class OrderRecord:
    """Packs asked for by a day, and what came when: `arrivals` are (day, packs accepted)."""

    supplier_id: int
    presentation_id: int
    packs: int
    issued_on: date
    deadline_on: date
    state: str
    arrivals: tuple[tuple[date, int], ...] = ()

    @property
    def received(self) -> int:
        return sum(packs for _day, packs in self.arrivals)

    @property
    def missing(self) -> int:
        return max(0, self.packs - self.received)

    @property
    def is_open(self) -> bool:
        return self.state == OPEN

    @property
    def is_cancelled(self) -> bool:
        return self.state == CANCELLED

    def lateness(self, day: date) -> int:
        """Days after the deadline; below zero before it."""
        return (day - self.deadline_on).days
