"""Numbers as es-MX writes them, and as SVG wants them."""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import Decimal

Number = int | float | Decimal

NOTHING = "—"


def grouped(value: Number | None, places: int = 0) -> str:
    """`640122` → "640,122"; None → a dash. The minus is the typographic one."""
    if value is None:
        return NOTHING
    return f"{value:,.{places}f}".replace("-", "−")


def percent_text(value: Number | None) -> str:
    """`98.04` → "98.0 %" (the value is already a percentage), all and nothing → "100 %", "0 %"; None → a dash.

    What is short of the whole never reads as the whole: 99.96 is "99.9 %".
    """
    if value is None:
        return NOTHING
    if value in (0, 100):
        return f"{value:.0f} %"
    return f"{grouped(99.9 if 99.95 <= value < 100 else value, 1)} %"


def short(value: float) -> str:
    """An axis label: "640 k", "1.2 M", or the number itself below ten thousand."""
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if abs(value) >= size and (letter == "M" or abs(value) >= 10_000):
            return f"{value / size:.1f}".removesuffix(".0") + f" {letter}"
    return grouped(value, 0 if float(value).is_integer() else 1)


def coordinate(value: float, places: int = 1) -> str:
    """A coordinate without needless digits: what keeps 35 sparklines small."""
    return f"{value:.{places}f}".removesuffix(".0")


def as_float(value: Number | None) -> float | None:
    """The number as a float; None and NaN are gaps."""
    if value is None or math.isnan(value):
        return None
    return float(value)


def nice_ceiling(value: float, steps: int = 4) -> float:
    """The smallest axis end at or above `value` that falls on a round step; steps of 1 for nothing."""
    if value <= 0:
        return float(steps)
    step = value / steps
    magnitude = 10 ** math.floor(math.log10(step))
    for factor in (1, 2, 2.5, 5, 10):
        if factor * magnitude >= step * (1 - 1e-9):
            return float(factor * magnitude * steps)
    return float(10 * magnitude * steps)


def known(values: Iterable[float | None]) -> list[float]:
    """The values without the gaps."""
    return [value for value in values if value is not None]
