"""The days of a cycle as the columns of a grid: days on which the same drugs are given stand together. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Days in a row on which the same drugs are given."""

    first: int
    last: int

    @property
    def days(self) -> int:
        return self.last - self.first + 1

    def __str__(self) -> str:
        return span_text(self.first, self.last)


def spans(rows: Sequence[Iterable[int]]) -> list[Span]:
    """The columns of a grid whose rows are given on these days; days on which nothing is given are left out."""
    given = [frozenset(days) for days in rows]
    found: list[Span] = []
    previous: frozenset[int] = frozenset()
    for day in sorted(frozenset().union(*given)):
        there = frozenset(number for number, days in enumerate(given) if day in days)
        if found and found[-1].last == day - 1 and there == previous:
            found[-1] = Span(found[-1].first, day)
        else:
            found.append(Span(day, day))
        previous = there
    return found


def days_text(days: Iterable[int]) -> str:
    """«1–4, 8–11, 15»: days as people write them."""
    runs: list[list[int]] = []
    for day in sorted(days):
        if runs and day == runs[-1][1] + 1:
            runs[-1][1] = day
        else:
            runs.append([day, day])
    return ", ".join(span_text(first, last) for first, last in runs)


def span_text(first: int, last: int) -> str:
    """«8», «8, 9» or «8–11»."""
    if first == last:
        return str(first)
    return f"{first}, {last}" if last == first + 1 else f"{first}–{last}"
