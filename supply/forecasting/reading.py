"""Anybody's series from a CSV (`series,date,quantity`): read row by row, every fault named by its row; no ORM.

Dates are days (2026-11-22), weeks (2026-W47) or months (2026-11); the step of the file is told by the dates themselves.
A file that never states a zero leaves out the periods of none: they are filled in up to the file's last. One that
states zeros is taken at its word: a period it leaves out is not known.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

import numpy as np

from supply.forecasting.spread import Array
from supply.weeks import IsoWeek

COLUMNS = ("series", "date", "quantity")
_MONTH = re.compile(r"^(\d{4})-(\d{1,2})$")
_SHOWN = 20


@dataclass(frozen=True)
class Step:
    """How long a period is: its name, periods a year (or a week, for days) and a month, and how far ahead to judge."""

    name: str
    season: int
    month: float
    ahead: int


DAILY = Step("daily", 7, 30.4375, 7)
WEEKLY = Step("weekly", 52, 13 / 3, 4)
MONTHLY = Step("monthly", 12, 1.0, 3)
STEPS = {step.name: step for step in (DAILY, WEEKLY, MONTHLY)}


@dataclass(frozen=True)
class SeriesFile:
    """The series of a file, one a row (NaN where not known), with what was understood."""

    names: list[str]
    values: Array
    step: Step
    first: date
    zeros_filled: bool


class BadFile(Exception):
    """The file cannot be read; `faults` name each row with what is wrong and what is expected."""

    def __init__(self, faults: list[str]) -> None:
        self.faults = faults
        more = [f"... and {len(faults) - _SHOWN} more"] if len(faults) > _SHOWN else []
        super().__init__("\n".join([*faults[:_SHOWN], *more]))


def read_series(lines: Iterable[str], *, step: Step | None = None, add: bool = False) -> SeriesFile:
    """The series of a CSV; `add` adds up rows of the same series and period instead of refusing the second."""
    rows = csv.reader(lines)
    heading = [name.strip().lower().lstrip("\ufeff") for name in next(rows, [])]
    missing = [name for name in COLUMNS if name not in heading]
    if missing:
        raise BadFile([f"row 1: the heading lacks {', '.join(missing)}; it must name series,date,quantity"])
    at = [heading.index(name) for name in COLUMNS]
    faults: list[str] = []
    found: list[tuple[str, date, float, int]] = []
    shapes: set[str] = set()
    for number, row in enumerate(rows, 2):
        if not any(cell.strip() for cell in row):
            continue
        if len(row) <= max(at):
            faults.append(f"row {number}: {len(row)} columns where the heading has {len(heading)}")
            continue
        series, day_text, quantity_text = (row[column].strip() for column in at)
        day, shape = _day(day_text)
        quantity = _number(quantity_text)
        if not series:
            faults.append(f"row {number}, series: empty; every row names its series")
        if day is None:
            faults.append(f"row {number}, date: {day_text!r} is no date such as 2026-11-22, 2026-W47 or 2026-11")
        if quantity is None:
            faults.append(f"row {number}, quantity: {quantity_text!r} is no number from zero up, such as 12 or 3.5")
        if series and day is not None and quantity is not None:
            found.append((series, day, quantity, number))
            shapes.add(shape)
    if not found and not faults:
        faults.append("row 2: there are no rows under the heading")
    if faults:
        raise BadFile(faults)
    return _laid_out(found, step or _step(found, shapes), add)


def _day(text: str) -> tuple[date | None, str]:
    try:
        if "W" in text.upper():
            return IsoWeek.parse(text).monday, "week"
        month = _MONTH.match(text)
        if month:
            return date(int(month[1]), int(month[2]), 1), "month"
        return datetime.fromisoformat(text).date(), "day"
    except ValueError:
        return None, ""


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None


def _step(found: list[tuple[str, date, float, int]], shapes: set[str]) -> Step:
    """Months where every date is of one day of the month, weeks where all are whole weeks apart, else days."""
    if shapes == {"week"}:
        return WEEKLY
    days = sorted({day for _series, day, _quantity, _number in found})
    if shapes == {"month"} or (len({day.day for day in days}) == 1 and len(days) > 1) or _month_ends(days):
        return MONTHLY
    return WEEKLY if len({day.toordinal() % 7 for day in days}) == 1 and len(days) > 1 else DAILY


def _month_ends(days: list[date]) -> bool:
    return len(days) > 1 and all(date.fromordinal(day.toordinal() + 1).day == 1 for day in days)


def _period(day: date, step: Step) -> int:
    if step is MONTHLY:
        return day.year * 12 + day.month - 1
    return day.toordinal() // 7 if step is WEEKLY else day.toordinal()


def _laid_out(found: list[tuple[str, date, float, int]], step: Step, add: bool) -> SeriesFile:
    # A week begins on the weekday the file's weeks begin on: of mixed days, on Monday.
    offset = 0
    if step is WEEKLY:
        days = {day.toordinal() % 7 for _series, day, _quantity, _number in found}
        offset = days.pop() if len(days) == 1 else 1
    periods = [_period(date.fromordinal(day.toordinal() - offset), step) for _series, day, _quantity, _row in found]
    first, last = min(periods), max(periods)
    names = list(dict.fromkeys(series for series, *_rest in found))
    rows = {name: number for number, name in enumerate(names)}
    values = np.full((len(names), last - first + 1), np.nan)
    told_at: dict[tuple[int, int], int] = {}
    faults = []
    for (series, day, quantity, number), period in zip(found, periods, strict=True):
        cell = (rows[series], period - first)
        if cell in told_at and not add:
            faults.append(
                f"row {number}: series {series!r} has this {step.name} period already in row {told_at[cell]}"
                f" ({day.isoformat()}); give one row a period, or --sum to add them up"
            )
            continue
        told_at.setdefault(cell, number)
        values[cell] = quantity + (values[cell] if np.isfinite(values[cell]) else 0)
    if faults:
        raise BadFile(faults)
    states_zero = any(quantity == 0 for _series, _day, quantity, _row in found)
    if not states_zero:
        begun = np.cumsum(np.isfinite(values), axis=1) > 0
        values = np.where(begun & ~np.isfinite(values), 0.0, values)
    earliest = min(day for _series, day, _quantity, _row in found)
    return SeriesFile(names, values, step, earliest, not states_zero)
