"""What the clock does to one case at a moment: decided from the row as it is held, written by `sweep_writing`."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from delegations.models import Posting, UnitKind
from pediatric_platform.actions.cases.urgency import graver
from pediatric_platform.case_clock import Rules, ask_again_at, clock, next_level, severity_of
from pediatric_platform.models import UNSOLVED, Case, CaseEventKind, CaseState, Level
from pediatric_platform.selectors.case_owners import Owners

# A level's time begins when the one before lost the case, not when the sweep came by; and when no sweep came by for a
# while, nobody is made to answer for time in which they were not told.
GRACE = timedelta(minutes=5)


@dataclass(slots=True)
class Happening:
    """One event to write. `tell`: of what its owner hears; `to`: who besides."""

    kind: str
    data: dict[str, Any]
    tell: str = ""
    to: tuple[Posting | None, ...] = ()
    is_gap: bool = False


@dataclass(slots=True)
class Due:
    """A case with what is done to it now."""

    case: Case
    values: dict[str, Any] = field(default_factory=dict)
    happenings: list[Happening] = field(default_factory=list)

    @property
    def changes_it(self) -> bool:
        """Whether who reads the case's page now reads something else than what stands there."""
        return bool({"level", "owner", "severity"} & self.values.keys())

    def value(self, name: str) -> Any:
        return self.values.get(name, getattr(self.case, name))


@dataclass(frozen=True, slots=True)
class Moment:
    """What every decision of a sweep looks at."""

    now: datetime
    rules: Rules
    rest: Collection[date]
    owners: Owners
    stale: Collection[int]


def due(case: Case, at: Moment) -> Due:
    """Everything that is due for a case, in order: graver, another owner, the level's time, reminder, first contact."""
    found = Due(case)
    if not case.is_standing:
        return found
    if case.state in UNSOLVED:
        _graver(found, at)
    _another_owner(found, at)
    deadline = found.value("deadline_at")
    if deadline is not None and deadline <= at.now:
        if case.state == CaseState.SOLVED:
            _ask_again(found, at)
        elif found.value("level") == Level.SESSION:
            _next_session(found, at)
        else:
            _escalate(found, at)
    remind = found.value("remind_at")
    if remind is not None and remind <= at.now:
        found.values["remind_at"] = None
        found.happenings.append(Happening(CaseEventKind.REMINDED, {"what": "owner"}, "case.reminder"))
    _contact_late(found, at)
    return found


def _graver(found: Due, at: Moment) -> None:
    case = found.case
    if case.needed_on is None:
        return
    severity = severity_of(case.needed_on, at.now.astimezone(case.unit.zone).date(), at.rules)
    if severity >= case.severity:
        return
    found.values |= graver(case, severity, at.now, rules=at.rules, rest=at.rest)
    data = {"from": int(case.severity), "to": int(severity)}
    found.happenings.append(Happening(CaseEventKind.SEVERITY, data, "case.graver"))


def _another_owner(found: Due, at: Moment) -> None:
    """Whoever has it holds the post no longer, or is away: whoever answers there now has it, or the level above."""
    case = found.case
    if case.owner_id is not None and case.owner_id not in at.stale:
        return
    place = Level.CENTRAL
    if case.owner is not None:
        place = Level.UNIT if case.owner.unit_id else Level.DELEGATION if case.owner.delegation_id else Level.CENTRAL
    now_has = at.owners.at(case.unit, place)
    new = now_has.posting
    if new is None and case.owner_id is None:
        return
    if now_has.level > case.level:
        _to_level(found, now_has.level, at.now, at)
    _to(found, new, at.now)
    data = {"from": case.owner_id, "to": new and new.pk, "why": "holder"}
    found.happenings.append(Happening(CaseEventKind.OWNER, data, "case.owned", is_gap=now_has.is_gap))


def _escalate(found: Due, at: Moment) -> None:
    """The level let its time pass: the next one that answers has it, with its whole time."""
    case = found.case
    level = found.value("level")
    wanted = next_level(level, is_umae=case.unit.kind == UnitKind.UMAE)
    next_has = at.owners.at(case.unit, wanted)
    start = max(found.value("deadline_at"), at.now - GRACE)
    former = found.value("owner")
    _to_level(found, next_has.level, start, at)
    if next_has.posting is not None or next_has.level == Level.CENTRAL:
        _to(found, next_has.posting, at.now)
    data = {
        "from": int(level),
        "to": int(next_has.level),
        "owner": [former and former.pk, next_has.posting and next_has.posting.pk],
    }
    tell = "case.agenda" if next_has.level == Level.SESSION else "case.escalated"
    is_gap = next_has.is_gap and wanted == Level.DELEGATION
    found.happenings.append(Happening(CaseEventKind.ESCALATED, data, tell, to=(former,), is_gap=is_gap))


def _to_level(found: Due, level: Level, start: datetime, at: Moment) -> None:
    case = found.case
    begun = clock(at.rules, found.value("severity"), level, start, zone=case.unit.zone, holidays=at.rest)
    found.values |= {"level": int(level), "deadline_at": begun.deadline_at, "remind_at": begun.remind_at}
    if level == Level.SESSION:
        found.values["agenda_on"] = begun.deadline_at.date()


def _to(found: Due, posting: Posting | None, now: datetime) -> None:
    former = found.value("owner")
    if (former and former.pk) != (posting and posting.pk):
        found.values |= {"owner": posting, "owned_at": now}


def _next_session(found: Due, at: Moment) -> None:
    """The session met and nobody confirmed it: it stands on the agenda of the next one."""
    former = found.case.agenda_on
    _to_level(found, Level.SESSION, at.now, at)
    data = {"from": int(Level.SESSION), "to": int(Level.SESSION), "session": str(former)}
    found.happenings.append(Happening(CaseEventKind.ESCALATED, data, "case.agenda"))


def _ask_again(found: Due, at: Moment) -> None:
    zone = found.case.unit.zone
    found.values |= {"deadline_at": ask_again_at(at.now, zone=zone, holidays=at.rest), "remind_at": None}
    found.happenings.append(Happening(CaseEventKind.REMINDED, {"what": "confirmation"}, "case.unconfirmed"))


def _contact_late(found: Due, at: Moment) -> None:
    case = found.case
    call = found.value("contact_by")
    if call is None or call > at.now or case.contact_late_at is not None:
        return
    found.values["contact_late_at"] = at.now
    level = found.value("level")
    above: Posting | None = None
    if level < Level.CENTRAL:
        above = at.owners.at(case.unit, next_level(level, is_umae=case.unit.kind == UnitKind.UMAE)).posting
    data = {"level": int(level)}
    found.happenings.append(Happening(CaseEventKind.CONTACT_LATE, data, "case.contact_late", to=(above,)))
