"""How a case becomes more urgent: never less so by itself, and never with more time than it had."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from pediatric_platform.actions.cases.writing import happened
from pediatric_platform.case_clock import Rules, clock, contact_by, severity_of
from pediatric_platform.models import Case, CaseEventKind, CaseState, Level
from pediatric_platform.selectors.case_rules import days_of_rest, read_rules


def as_grave_as(case: Case, needed_on: date | None, now: datetime) -> dict[str, Any]:
    """The columns of a case of which another day is known: the earlier day, the graver severity, the shorter clock.

    Somebody new waits for a call, so there is again a moment by which somebody must have spoken with the family.
    """
    rules, rest = read_rules(), days_of_rest(now)
    told = severity_of(needed_on, now.astimezone(case.unit.zone).date(), rules)
    days = [day for day in (case.needed_on, needed_on) if day is not None]
    severity = min(case.severity, int(told))
    call = contact_by(rules, severity, now, zone=case.unit.zone, holidays=rest)
    values: dict[str, Any] = {
        "needed_on": min(days, default=None),
        "contact_by": min(call, case.contact_by) if case.contact_by else call,
        "contact_late_at": None if case.contact_by is None else case.contact_late_at,
    }
    if severity < case.severity:
        happened(case, CaseEventKind.SEVERITY, by=None, at=now, data={"from": int(case.severity), "to": severity})
        values = graver(case, severity, now, rules=rules, rest=rest) | values
    return values


def graver(case: Case, severity: int, now: datetime, *, rules: Rules, rest: Collection[date]) -> dict[str, Any]:
    """The columns of a case that has become graver: the shorter clock of its level, and the sooner call to the family
    where one is still owed."""
    values: dict[str, Any] = {"severity": int(severity)}
    if case.state != CaseState.SOLVED and case.level != Level.SESSION:
        begun = clock(rules, severity, case.level, now, zone=case.unit.zone, holidays=rest)
        values |= sooner(case, begun.remind_at, begun.deadline_at)
    if case.contact_by is not None:
        call = contact_by(rules, severity, now, zone=case.unit.zone, holidays=rest)
        values["contact_by"] = min(case.contact_by, call)
    return values


def sooner(case: Case, remind_at: datetime | None, deadline_at: datetime) -> dict[str, Any]:
    """The earlier of the clock that runs and another one. A reminder already sent is not sent again for it."""
    return {
        "deadline_at": min(case.deadline_at, deadline_at) if case.deadline_at else deadline_at,
        "remind_at": min(case.remind_at, remind_at) if case.remind_at and remind_at else case.remind_at,
    }
