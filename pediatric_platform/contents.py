"""What one piece of a drug holds, in the unit of a dose. Pure."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

# How many of the smallest unit each one is; what is not here converts to nothing else.
PER_PIECE = "por pieza"
MASS = {"µg": Decimal(1), "mcg": Decimal(1), "mg": Decimal(1000), "g": Decimal(1_000_000)}


def content_of(strength: str, strength_unit: str, unit: str, basis: str = PER_PIECE) -> Decimal | None:
    """How much of `unit` one piece holds; None where the catalogue does not say, or says it in another kind of unit."""
    if basis not in ("", PER_PIECE):  # so much in so many millilitres, and not how many there are
        return None
    try:
        amount = Decimal(strength.replace(",", ""))
    except InvalidOperation:
        return None
    if amount <= 0:
        return None
    if strength_unit == unit:
        return amount
    if strength_unit in MASS and unit in MASS:
        return amount * MASS[strength_unit] / MASS[unit]
    return None
