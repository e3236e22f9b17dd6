"""When the next session with the families really is: told by the floor above, which plans, moves and cancels it.

register(source)      in an AppConfig.ready; `source(person)` gives the next one that the person sees, or None
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from delegations.models import Person


@dataclass(frozen=True)
class ComingSession:
    """`href` leads to what is to be treated there; `moved_from`: the day that it would have been."""

    name: str
    starts_at: datetime
    href: str
    moved_from: date | None = None


Source = Callable[[Person], ComingSession | None]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Make a source known; once is enough."""
    if source not in _sources:
        _sources.append(source)


def coming_session(person: Person) -> ComingSession | None:
    """The next one; None where nobody plans them, or none that the person sees."""
    found = (source(person) for source in _sources)
    return next((one for one in found if one is not None), None)
