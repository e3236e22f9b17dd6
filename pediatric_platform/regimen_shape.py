"""A regimen as values: what the arithmetic of plans reads. Pure, no ORM; `selectors/regimens.py` makes it from rows."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class LineShape:
    """One drug of a phase; fields as in `RegimenLine`, `bands` as (from age, amount) in order."""

    id: int
    position: int
    inn: str
    name: str
    basis: str
    amount: Decimal | None
    unit: str
    per_day: int
    route: str
    days: tuple[int, ...]
    purpose: str
    evidence: str
    max_amount: Decimal | None = None
    infusion_hours: int | None = None
    from_age: int | None = None
    below_age: int | None = None
    bands: tuple[tuple[Decimal, Decimal], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class PhaseShape:
    """So many cycles of so many days; `day_origin` is the number of the first day (0 or 1)."""

    position: int
    name: str
    cycle_days: int
    cycles: int
    day_origin: int
    lines: tuple[LineShape, ...]


@dataclass(frozen=True, slots=True)
class RegimenShape:
    """A whole version of a regimen."""

    id: int
    code: str
    version: int
    phases: tuple[PhaseShape, ...]
