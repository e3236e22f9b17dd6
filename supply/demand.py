"""What is asked for of a drug: pure arithmetic of demand and CPM (consumo promedio mensual). No ORM.

Demand of a window = pieces dispensed + pieces denied: what was asked for and not given counts. Months are never summed
from weeks: the window is a rolling one of whole weeks (91 days), scaled to a month of 30.4375 days. The draft's SQL
(`supply/sql/draft_lines.sql`) does the same sums for thousands of lines at once; a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

WINDOW_WEEKS = 13
WINDOW_DAYS = 7 * WINDOW_WEEKS
# Fewer weeks with stock than these tell nothing of a usual month: a working value.
MIN_WEEKS_IN_STOCK = 4
DAYS_PER_MONTH = Decimal("30.4375")  # 365.25 / 12
_CENT = Decimal("0.01")


@dataclass(frozen=True)
class Cpm:
    """Pieces a month, as counted and as adjusted for the days without stock; `basis` is a `CpmBasis` value."""

    raw: Decimal
    adjusted: Decimal
    basis: str


def denied_pieces(denied: int, given: int, dispensed: int, *, usual: Decimal | None = None) -> int:
    """Pieces behind the denied prescriptions (estimated): as many for each as each one given took.

    `given` are prescriptions filled or partly filled, `dispensed` the pieces they took. Where nothing was given,
    `usual` (pieces per prescription over the window) is taken, else one piece each. Never less than one piece each.
    """
    per_prescription = Decimal(dispensed) / given if given > 0 else (usual if usual is not None else Decimal(1))
    estimate = (denied * per_prescription).quantize(Decimal(1), ROUND_HALF_UP)
    return max(denied, int(estimate))


def days_of_history(first: date | None, last: date) -> int:
    """Days of the window ending on `last` that the place has lived: days before its first movement do not exist."""
    if first is None:
        return WINDOW_DAYS
    return min(WINDOW_DAYS, max((last - first).days + 1, 1))


def tells_little(days: int, days_out: int) -> bool:
    """Whether stock was there on too few days of the window to scale by: less than four weeks in thirteen."""
    return (days - days_out) * WINDOW_WEEKS < days * MIN_WEEKS_IN_STOCK


def cpm(demand: int, days: int, days_out: int, *, last_known: Decimal = Decimal(0), dated: int = 0) -> Cpm:
    """CPM of a window of `days` with `days_out` of them without stock.

    Adjusted = raw × days / (days − days out). Where stock was there on few days or none, that would blow two pieces up
    to a hundred, or read as no demand. Then `dated` is taken, the pieces of dated needs that stand open in a window of
    13 weeks (whichever asks for more: the one that ends, where they were not met, or the next, to which they were put
    off); without any, `last_known`, the CPM of the last window with stock. Neither is ever less than what was asked
    for, and the basis says which it was; without both, what was asked for stands as it is.
    """
    raw = (Decimal(demand) * DAYS_PER_MONTH / days).quantize(_CENT, ROUND_HALF_UP)
    if tells_little(days, days_out):
        if dated > 0:
            needed = (Decimal(dated) * DAYS_PER_MONTH / WINDOW_DAYS).quantize(_CENT, ROUND_HALF_UP)
            return Cpm(raw, max(needed, raw), "requirements")
        if last_known > 0:
            return Cpm(raw, max(last_known, raw), "last_stock")
        return Cpm(raw, raw, "window" if demand > 0 else "none")
    if demand <= 0:
        return Cpm(raw, Decimal(0).quantize(_CENT), "none")
    adjusted = (Decimal(demand) * DAYS_PER_MONTH / (days - days_out)).quantize(_CENT, ROUND_HALF_UP)
    return Cpm(raw, adjusted, "window")
