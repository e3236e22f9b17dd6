"""The numbers plans are made with: what holds where nobody set any, and which of several holds. Pure, no ORM.

The defaults are working values of this program, nobody's rule: thirteen weeks are the usual window of a CPM, two weeks
the usual way from a delegation's warehouse, a weekly round the rhythm of the report.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

# Kind (a `PlanningKind` value) → what holds where nobody said otherwise.
DEFAULTS: dict[str, Decimal] = {
    "window_weeks": Decimal(13),
    "lead_time_days": Decimal(14),
    "review_days": Decimal(7),
    "service_level": Decimal(95),
    "emergency_per_month": Decimal(4),
    "emergency_days": Decimal(14),
    "arrival_probability": Decimal(80),
    "order_limit": Decimal(500_000),
    "shelf_days": Decimal(30),
    "least_pieces": Decimal(3),
    "expiry_days": Decimal(120),
    "transit_days": Decimal(1),
}
# Kind → least and most that make sense.
BOUNDS: dict[str, tuple[int, int]] = {
    "window_weeks": (4, 52),
    "lead_time_days": (0, 365),
    "review_days": (1, 90),
    "service_level": (50, 99),
    "emergency_per_month": (0, 60),
    "emergency_days": (1, 60),
    "arrival_probability": (1, 99),
    "order_limit": (1_000, 999_999),
    "shelf_days": (0, 365),
    "least_pieces": (1, 1_000),
    "expiry_days": (7, 365),
    "transit_days": (1, 30),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A number, where it holds (None: everywhere, all drugs) and where it comes from; pk 0 is the program's own."""

    kind: str
    value: Decimal
    origin: str = ""
    delegation_id: int | None = None
    unit_id: int | None = None
    drug_id: int | None = None
    pk: int = 0

    @property
    def rank(self) -> tuple[int, int]:
        """How specific it is: the place first, then whether it is of one drug."""
        place = 2 if self.unit_id is not None else 1 if self.delegation_id is not None else 0
        return place, int(self.drug_id is not None)


class Rules:
    """All rules there are, asked by pair: unit before delegation before country, a drug's before all drugs'."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._found = {(rule.kind, rule.delegation_id, rule.unit_id, rule.drug_id): rule for rule in rules}

    def holding(self, kind: str, *, unit_id: int, delegation_id: int | None, drug_id: int) -> Rule:
        for delegation, unit in ((None, unit_id), (delegation_id, None), (None, None)):
            for drug in (drug_id, None):
                found = self._found.get((kind, delegation, unit, drug))
                if found is not None:
                    return found
        return Rule(kind, DEFAULTS[kind])

    def value(self, kind: str, *, unit_id: int, delegation_id: int | None, drug_id: int) -> Decimal:
        return self.holding(kind, unit_id=unit_id, delegation_id=delegation_id, drug_id=drug_id).value
