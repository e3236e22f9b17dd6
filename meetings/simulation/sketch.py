"""An agreement before it is made: words, owner, day, what the data must say, and what people do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from delegations.models import Delegation, Unit
from meetings.agreement_owner import Owner
from meetings.condition_facts import ConditionFacts
from meetings.models import Review
from pediatric_platform.models import Case
from supply.models import Drug

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Step:
    """What somebody does about an agreement, at a share of its days: an act of `meetings.actions.agreements`."""

    share: float
    act: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Sketch:
    text: str
    owner: Owner
    days: int
    delegation: Delegation | None = None
    unit: Unit | None = None
    drug: Drug | None = None
    case: Case | None = None
    condition: ConditionFacts | None = None
    family_text: str = ""
    review: Review | None = None
    steps: Sequence[Step] = ()


def kept(how: str, what: str) -> tuple[Step, ...]:
    return (Step(0.35, "progress", how), Step(0.8, "fulfil", what))


def kept_late(how: str, what: str) -> tuple[Step, ...]:
    return (Step(0.6, "progress", how), Step(1.4, "fulfil", what))


def moved(how: str, why: str) -> tuple[Step, ...]:
    return (Step(0.4, "progress", how), Step(0.9, "move", why))


def in_vain(how: str) -> tuple[Step, ...]:
    """Something is done, and it is not enough."""
    return (Step(0.5, "progress", how),)


def dropped(why: str) -> tuple[Step, ...]:
    return (Step(0.5, "cancel", why),)


def undone(what: str, why: str, then: str) -> tuple[Step, ...]:
    """Said to be done, found not to be, and done in the end."""
    return (Step(0.4, "fulfil", what), Step(0.7, "reopen", why), Step(1.2, "fulfil", then))


SILENT: tuple[Step, ...] = ()
