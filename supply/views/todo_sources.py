"""What upper floors put on a unit's workbench, above its own list: what harms a person first.

register_todo(lines)      in an AppConfig.ready; `lines(person, unit)` gives a few `Todo`s, worst first

The worst tone stands first, whichever floor says it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from delegations.models import Person, Unit
from supply.views.board_todo import Todo

TodoSource = Callable[[Person, Unit], Sequence[Todo]]
ORDER = {tone: place for place, tone in enumerate(("out", "critical", "low", "adequate"))}
_sources: list[TodoSource] = []


def register_todo(source: TodoSource) -> None:
    """Make a source known; once is enough."""
    if source not in _sources:
        _sources.append(source)


def todo_from_above(person: Person, unit: Unit) -> list[Todo]:
    """What the floors above have to say of this unit today."""
    lines = [line for source in _sources for line in source(person, unit)]
    return sorted(lines, key=lambda line: ORDER.get(line.tone, len(ORDER)))
