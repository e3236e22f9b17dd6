"""What of a delivery is accepted, rejected, or over what was ordered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

# Refrigerated medicines: 2 to 8 °C, as the Mexican pharmacopoeia and their labels say.
COLD_LEAST, COLD_MOST = Decimal(2), Decimal(8)


@dataclass(frozen=True, slots=True)
class Brought:
    """Packs of one lot that were brought for one order, and how many of them were turned away."""

    order_id: int
    lot_number: str
    expires_on: date
    delivered: int
    rejected: int = 0
    reason: str = ""

    @property
    def key(self) -> tuple[int, str, date]:
        return (self.order_id, self.lot_number, self.expires_on)


@dataclass(frozen=True, slots=True)
class Parted:
    """The same packs, every one of them told."""

    accepted: int
    rejected: int
    over: int


def part(lines: Sequence[Brought], missing: Mapping[int, int]) -> list[Parted]:
    """Each line parted: what was not rejected is accepted while its order lacks packs, first to expire first.

    `missing`: what each order lacked before. What expires sooner is taken first, so that what is held back as over is
    what keeps longest: whoever decides about it has the time to.
    """
    left = dict(missing)
    parted: dict[int, Parted] = {}
    for index in sorted(range(len(lines)), key=lambda at: (lines[at].expires_on, at)):
        line = lines[index]
        good = line.delivered - line.rejected
        accepted = min(good, max(0, left.get(line.order_id, 0)))
        left[line.order_id] = left.get(line.order_id, 0) - accepted
        parted[index] = Parted(accepted, line.rejected, good - accepted)
    return [parted[index] for index in range(len(lines))]


def repeated(lines: Sequence[Brought]) -> int | None:
    """The first line that names an order and lot named before."""
    seen: set[tuple[int, str, date]] = set()
    for index, line in enumerate(lines):
        if line.key in seen:
            return index
        seen.add(line.key)
    return None


def is_cold_enough(temperature: Decimal) -> bool:
    return COLD_LEAST <= temperature <= COLD_MOST


def remission(text: str) -> str:
    """A remisión's number as it is stored: capitals, single blanks."""
    return " ".join(text.upper().split())
