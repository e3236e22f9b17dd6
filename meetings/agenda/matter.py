"""A matter as the data give it, before it is a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.urls import reverse

from meetings.figures.shape import CountryFigures, PlaceFigures
from meetings.models import AgendaKind, Meeting

# So many lines at most: what does not fit is counted, and stands behind the link.
MOST_LINES = 15


class Line(NamedTuple):
    """One thing: `value` as it is shown at the end of the line; `delegation` (code) and `unit` (CLUES) say whose it is.

    A line of neither is of the whole country.
    """

    text: str
    value: str = ""
    href: str = ""
    delegation: str = ""
    unit: str = ""

    def kept(self) -> dict[str, str]:
        return self._asdict()


@dataclass(frozen=True)
class Matter:
    """`n`: how many things there are; 0 keeps it off the agenda, unless it `stands`.

    `of`: how many lines there would be if all were told (None: they all are).
    """

    kind: AgendaKind
    body: str
    minutes: int
    lines: Sequence[Line] = ()
    n: int = 0
    as_of: datetime | None = None
    stands: bool = False
    of: int | None = None

    @property
    def is_called_for(self) -> bool:
        return self.stands or self.n > 0

    @property
    def data(self) -> dict[str, Any]:
        lines = [line.kept() for line in self.lines[:MOST_LINES]]
        every = len(self.lines) if self.of is None else self.of
        return {"lines": lines, "n": self.n, "more": max(0, every - len(lines))}


@dataclass(frozen=True)
class Facts:
    """What every kind builds from: the country's figures, those of each place by its key, and the meeting."""

    meeting: Meeting
    country: CountryFigures
    places: dict[str, PlaceFigures]
    today: date
    now: datetime
    required: int = 0
    called: int = 0
    reviewed: int = 0
    session_cases: Sequence[Any] = field(default=())


def moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def link(name: str, *args: object) -> str:
    """The address of a page; none of what has no name of its own (a drug without clave)."""
    return "" if "" in args else reverse(name, args=args)
