"""What becomes of an agreement tonight: pure, from its dates and from what the data measured."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from meetings.conditions.measured import Measured, is_worse
from meetings.models import AgreementEventKind, AgreementState

# Working values, nobody's rule. Not kept so many days before its day: at risk.
RISK_DAYS = 3
# For so long after it was kept the data may still undo it.
WATCHED_FOR = timedelta(weeks=8)
# Its owner is reminded so many days before; once broken, each so many days.
REMIND_AT = (7, 3, 1)
REMIND_BROKEN_EVERY = 7


@dataclass(frozen=True, slots=True)
class Facts:
    """How it stands. `by_hand`: somebody said that it was kept, and the data do not undo that. The last three are what
    its condition was found to be before tonight.
    """

    state: str
    due_on: date
    by_hand: bool = False
    kind: str = ""
    value: Decimal | None = None
    data_as_of: datetime | None = None


def state_of(facts: Facts, measured: Measured | None, today: date) -> AgreementState:
    """How it stands from tonight on."""
    state = AgreementState(facts.state)
    if state == AgreementState.CANCELLED:
        return state
    if state == AgreementState.FULFILLED:
        # Only a no undoes it: that the data cannot say is no reason.
        if facts.by_hand or measured is None or measured.met is not False:
            return state
        return _pending(facts, measured, today)
    if measured is not None and measured.kept_on is not None:
        return AgreementState.FULFILLED
    return _pending(facts, measured, today)


def event_of(before: str, after: str) -> AgreementEventKind:
    """What to call the change."""
    if before == AgreementState.FULFILLED and after != AgreementState.BROKEN:
        return AgreementEventKind.REOPENED
    return {
        AgreementState.OPEN: AgreementEventKind.MEASURED,
        AgreementState.AT_RISK: AgreementEventKind.AT_RISK,
        AgreementState.BROKEN: AgreementEventKind.BROKEN,
        AgreementState.FULFILLED: AgreementEventKind.FULFILLED,
    }[AgreementState(after)]


def _pending(facts: Facts, measured: Measured | None, today: date) -> AgreementState:
    if facts.due_on < today:
        # Figures of a week that are not due yet cannot be missing.
        if measured is not None and measured.is_waiting and facts.state != AgreementState.FULFILLED:
            return AgreementState(facts.state)
        return AgreementState.BROKEN
    holds = measured is not None and measured.met is True
    if not holds and facts.due_on <= today + timedelta(days=RISK_DAYS):
        return AgreementState.AT_RISK
    lacks = measured is not None and measured.met is False and not _is_better(facts, measured)
    if lacks and (facts.state == AgreementState.AT_RISK or _is_worse(facts, measured)):
        return AgreementState.AT_RISK
    return AgreementState.OPEN


def _is_worse(facts: Facts, measured: Measured | None) -> bool:
    """Farther from what was agreed than with the data before these."""
    return any(is_worse(facts.kind, now, before) for before, now in _two(facts, measured))


def _is_better(facts: Facts, measured: Measured | None) -> bool:
    return any(is_worse(facts.kind, before, now) for before, now in _two(facts, measured))


def _two(facts: Facts, measured: Measured | None) -> Iterator[tuple[Decimal, Decimal]]:
    """Two figures of two moments, where there are two."""
    if measured is None or facts.value is None or measured.value is None:
        return
    if facts.data_as_of is None or measured.data_as_of is None or measured.data_as_of <= facts.data_as_of:
        return
    yield facts.value, measured.value


def reminder(due_on: date, *, today: date, before_today: date) -> int | None:
    """Of how many days before its day the owner hears today: marks that passed on days nobody works are not lost.

    `before_today`: the working day before this one. None: nothing to say today.
    """
    passed = [days for days in REMIND_AT if before_today < due_on - timedelta(days=days) <= today]
    return min(passed, default=None) if due_on >= today else None
