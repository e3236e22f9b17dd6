"""How a supply order stands, told from its facts alone: nobody sets a status by hand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """Packs ordered, accepted and rejected; packs that arrived and wait for a decision; the deadline; its end."""

    packs: int
    accepted: int
    due_on: date
    held: int = 0
    is_cancelled: bool = False
    last_accepted_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """`pending` packs are still to come; `days_late` of what is still to come, or of what came last."""

    state: str
    pending: int
    days_late: int

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_late(self) -> bool:
        return self.days_late > 0 and self.is_open


ISSUED, PARTIAL, COMPLETE, CANCELLED, CLOSED_SHORT = "issued", "partial", "complete", "cancelled", "closed_short"
OPEN = frozenset({ISSUED, PARTIAL})


def standing(facts: OrderFacts, *, today: date) -> Standing:
    """Complete once all was accepted, whatever was cancelled afterwards; held packs have not been accepted."""
    pending = max(0, facts.packs - facts.accepted)
    if not pending:
        came = facts.last_accepted_on or facts.due_on
        return Standing(COMPLETE, 0, max(0, (came - facts.due_on).days))
    if facts.is_cancelled:
        return Standing(CLOSED_SHORT if facts.accepted else CANCELLED, 0, 0)
    return Standing(PARTIAL if facts.accepted else ISSUED, pending, max(0, (today - facts.due_on).days))
