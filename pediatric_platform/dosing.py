"""How much of a drug a child gets, by the rule of a regimen's line. Pure arithmetic, no ORM.

Surface: Mosteller, √(cm × kg / 3600) in m² (Mosteller RD. Simplified calculation of body-surface area.
N Engl J Med 1987;317:1098). Carboplatin by area under the curve: Calvert, mg = AUC × (GFR + 25) (Calvert AH et al.
Carboplatin dosage: prospective evaluation of a simple formula based on renal function. J Clin Oncol 1989;7:1748-56);
without a measured filtration rate the amount is unknown, never guessed.

Amounts are per administration, kept to three decimals. A regimen that tells its dose per day is split by its loader.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from pediatric_platform.ages import has_reached
from pediatric_platform.regimen_shape import LineShape

STEP = Decimal("0.001")
MILLIGRAMS, AREA_UNDER_THE_CURVE = "mg", "AUC"


@dataclass(frozen=True, slots=True)
class Body:
    """What a dose is sized by. `gfr` is the filtration rate in mL/min, None where nobody measured it."""

    weight_kg: Decimal
    surface_m2: Decimal
    born: date
    gfr: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Computed:
    """What the rule gives for one administration; `amount` None: the rule alone does not say."""

    amount: Decimal | None
    unit: str
    is_capped: bool = False
    uncapped: Decimal | None = None


def surface(weight_kg: Decimal, height_cm: Decimal) -> Decimal:
    """Body surface in m², as the database makes it."""
    return rounded((weight_kg * height_cm / 3600).sqrt())


def rounded(amount: Decimal) -> Decimal:
    """To the third decimal, halves up."""
    return amount.quantize(STEP, ROUND_HALF_UP)


def compute(line: LineShape, body: Body, on: date) -> Computed:
    """The amount of one administration on a day, within the line's cap."""
    unit = MILLIGRAMS if line.unit == AREA_UNDER_THE_CURVE else line.unit
    full = _full_amount(line, body, on)
    if full is None:
        return Computed(None, unit)
    if line.max_amount is not None and full > line.max_amount:
        return Computed(rounded(line.max_amount), unit, is_capped=True, uncapped=full)
    return Computed(full, unit, uncapped=full)


def band_amount(line: LineShape, born: date, on: date) -> Decimal | None:
    """The amount of the oldest band that the child has reached; None below the first."""
    reached = [amount for age, amount in line.bands if has_reached(born, age, on)]
    return reached[-1] if reached else None


def is_for_age(line: LineShape, born: date, on: date) -> bool:
    """Whether the line is meant for a child of that age on that day."""
    if line.from_age is not None and not has_reached(born, line.from_age, on):
        return False
    return line.below_age is None or not has_reached(born, line.below_age, on)


def _full_amount(line: LineShape, body: Body, on: date) -> Decimal | None:
    """By the rule, before any cap; a rule that gives nothing at all is no rule."""
    per = band_amount(line, body.born, on) if line.basis == "age" else line.amount
    if per is None:
        return None
    match line.basis:
        case "m2":
            amount = per * body.surface_m2
        case "kg":
            amount = per * body.weight_kg
        case "auc":
            if body.gfr is None:
                return None
            amount = per * (body.gfr + 25)
        case _:
            amount = per
    return max(rounded(amount), STEP)
