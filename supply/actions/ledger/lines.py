"""What the lines of each document carry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LotLine:
    """Pieces of a lot that arrive; the lot is made when it is new."""

    drug_id: int
    number: str
    expires_on: date
    pieces: int
    maker: str = ""
    gtin: str = ""


@dataclass(frozen=True, slots=True)
class IssueLine:
    """Pieces of a drug that leave: first to expire first out, unless a lot is named."""

    drug_id: int
    pieces: int
    lot_id: int | None = None


@dataclass(frozen=True, slots=True)
class AdjustLine:
    """Pieces (above zero) of a lot written up or down: the reason gives the sign."""

    lot_id: int
    pieces: int
    reason: str


@dataclass(frozen=True, slots=True)
class CountLine:
    """Pieces of a lot found on the shelf."""

    lot_id: int
    pieces: int
