"""In which order matters stand: people's order is kept, and what is new goes where its kind belongs. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from meetings.models import AgendaKind

_KINDS = tuple(AgendaKind)
STEP = 10

Row = TypeVar("Row")


def place_for(kind: str, standing: Sequence[str]) -> int:
    """Before which of the kinds that stand there (in their order) a new matter of `kind` comes.

    After the last one of a kind that comes earlier by itself; people's own matters stay below what they follow.
    """
    rank = _KINDS.index(AgendaKind(kind))
    if kind == AgendaKind.FREE:
        return len(standing)
    before = [at for at, other in enumerate(standing) if _KINDS.index(AgendaKind(other)) < rank]
    return before[-1] + 1 if before else 0


def moved(rows: Sequence[Row], row: Row, to: str) -> list[Row]:
    """The rows with `row` one up, one down, first or last; at an end it stays."""
    found = list(rows)
    at = found.index(row)
    found.pop(at)
    where = {"up": max(0, at - 1), "down": at + 1, "first": 0, "last": len(found)}[to]
    found.insert(where, row)
    return found
