"""The anthracyclines of a whole life, in mg/m² of doxorubicin: each drug by its factor. Pure, no ORM."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pediatric_platform.regimen_shape import RegimenShape

SURFACE, WEIGHT = "m2", "kg"
# A child of 30 kg has about 1 m² by Mosteller; a dose by weight counts as many mg/m² as mg/kg × 30.
KG_PER_M2 = Decimal(30)


@dataclass(frozen=True, slots=True)
class Exposure:
    """A dose that was given, or is planned: `mg_per_m2` of the drug itself, all administrations of the day together."""

    on: date
    inn: str
    mg_per_m2: Decimal
    is_given: bool
    session_id: int | None = None


@dataclass(frozen=True, slots=True)
class Lifetime:
    """What was received, what is planned on top of it, and the first session that passes the limit.

    `passes_on` is None when nothing passes, or when what was received passes by itself.
    """

    given: Decimal
    planned: Decimal
    limit: Decimal
    passes_on: date | None = None
    passes_session_id: int | None = None

    @property
    def total(self) -> Decimal:
        return self.given + self.planned

    @property
    def passes(self) -> bool:
        return self.total > self.limit


def lifetime(
    exposures: Iterable[Exposure], *, prior: Decimal, factors: Mapping[str, Decimal], limit: Decimal
) -> Lifetime:
    """Add up a life: `prior` (already in equivalents), then doses by day, those given before those planned."""
    ordered = sorted((item for item in exposures if item.inn in factors), key=lambda item: (not item.is_given, item.on))
    given, planned = prior, Decimal(0)
    passes: Exposure | None = None
    for item in ordered:
        equivalent = item.mg_per_m2 * factors[item.inn]
        if item.is_given:
            given += equivalent
            continue
        was_within = given + planned <= limit
        planned += equivalent
        if was_within and given + planned > limit:
            passes = item
    return Lifetime(given, planned, limit, passes.on if passes else None, passes.session_id if passes else None)


def of_regimen(shape: RegimenShape, factors: Mapping[str, Decimal]) -> Decimal:
    """What a whole version adds up to in equivalents, for a child who gets all of it."""
    total = Decimal(0)
    for phase in shape.phases:
        for line in phase.lines:
            if line.inn not in factors or line.amount is None or line.basis not in (SURFACE, WEIGHT):
                continue
            per_m2 = line.amount * (KG_PER_M2 if line.basis == WEIGHT else 1)
            total += per_m2 * line.per_day * len(line.days) * phase.cycles * factors[line.inn]
    return total
