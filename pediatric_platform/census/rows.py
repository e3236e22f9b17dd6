"""What the rows of a census come to, once every cell and every name in them was made out."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pediatric_platform.actions.children import ChildFacts
from pediatric_platform.models import Child, Regimen


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A weight and a height to write; `odd` says why they are uncommon, empty where they are not."""

    measured_on: date
    weight_kg: Decimal
    height_cm: Decimal
    odd: str = ""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A treatment to begin."""

    regimen: Regimen
    started_on: date
    deviation_reason: str = ""


@dataclass(slots=True)
class CensusRow:
    """One child of the file: `child` is the one on record, None for who comes in new."""

    number: int
    facts: ChildFacts
    child: Child | None = None
    measure: MeasureRow | None = None
    plan: PlanRow | None = None


@dataclass(slots=True)
class CensusRows:
    """Everybody whose row could be made out."""

    rows: list[CensusRow] = field(default_factory=list)

    @property
    def new(self) -> list[CensusRow]:
        return [row for row in self.rows if row.child is None]
