"""How a supply order stands, told from its facts alone: nobody sets a status by hand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

OPEN, RECEIVED, CLOSED_SHORT, CANCELLED = "open", "received", "closed_short", "cancelled"


def state_of(packs: int, received: int, *, is_ended: bool) -> str:
    """The state that an order's facts give it; complete is complete, whether or not somebody ended it as well."""
    if received >= packs:
        return RECEIVED
    if is_ended:
        return CLOSED_SHORT if received else CANCELLED
    return OPEN


@dataclass(frozen=True, slots=True)
class Standing:
    """`code`: awaited, partial, late, received, received_late, closed_short or cancelled. `days`: how late."""

    code: str
    pending: int = 0
    days: int = 0

    @property
    def is_late(self) -> bool:
        return self.code == "late"


def standing(
    *, packs: int, received: int, deadline_on: date, state: str, completed_on: date | None, today: date
) -> Standing:
    """What a list says of an order today: late goes before partial, since it is what somebody must act upon."""
    if state == RECEIVED:
        days = max(0, ((completed_on or deadline_on) - deadline_on).days)
        return Standing("received_late" if days else "received", 0, days)
    if state in (CLOSED_SHORT, CANCELLED):
        return Standing(state)
    pending, days = max(0, packs - received), max(0, (today - deadline_on).days)
    if days:
        return Standing("late", pending, days)
    return Standing("partial" if received else "awaited", pending)
