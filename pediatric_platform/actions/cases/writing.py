"""What every act on a case shares: the row held and looked at, its event, its change and the trail of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from delegations import audit
from delegations.models import Person
from pediatric_platform.case_clock import clock, contact_by
from pediatric_platform.case_rights import may_work
from pediatric_platform.errors.cases import CaseIsOver, MergedElsewhere, NotYourCase
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.models import Case, CaseEvent, CaseState, Level
from pediatric_platform.selectors.case_rules import days_of_rest, read_rules
from supply.errors import KeyReused

# Words of people: they stay on the case and never enter the trail.
WORDS = frozenset({"solution", "closed_reason", "drug_words"})


def locked(
    case: Case,
    *,
    by: Person | None = None,
    edition: int | None = None,
    right: Callable[[Person, Case], bool] | None = may_work,
) -> Case:
    """The case as it is, held until the transaction ends; refused to who has no right to it or writes on old news."""
    row = (
        Case.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit__delegation", "owner__person", "drug", "merged_into")
        .get(pk=case.pk)
    )
    if by is not None and right is not None and not right(by, row):
        raise NotYourCase
    check_edition(row, edition)
    return row


def must_stand(case: Case) -> None:
    """Refuse what is only done to a case that has not ended."""
    if case.merged_into is not None:
        raise MergedElsewhere(case.merged_into.folio)
    if not case.is_standing:
        raise CaseIsOver(str(case.get_state_display()), case.folio)


def write(
    case: Case, *, type: str, by: Person | None, also: dict[str, Any] | None = None, **values: Any
) -> dict[str, Any]:
    """Change the row, count its edition on, and leave the trail: ids and values, no words. What it was before."""
    before = {name: plain(getattr(case, name)) for name in values if name not in WORDS}
    for name, value in values.items():
        setattr(case, name, value)
    case.edition += 1
    case.save(update_fields=[*values, "edition"])
    after = {name: plain(getattr(case, name)) for name in values if name not in WORDS}
    changed = {name for name in after if after[name] != before[name]}
    audit.record(
        type=type,
        by=by,
        target=case,
        before={name: before[name] for name in sorted(changed)},
        after={name: after[name] for name in sorted(changed)} | (also or {}),
    )
    return before


def happened(case: Case, kind: str, *, by: Person | None, at: datetime, **facts: Any) -> CaseEvent:
    """One more event of the case."""
    return CaseEvent.objects.create(case=case, kind=kind, by=by, at=at, **facts)


def wound_up(case: Case, now: datetime, level: int | None = None) -> dict[str, Any]:
    """The clock of the case's level (or of another) begun anew: what comes of the columns."""
    level = level or case.level
    begun = clock(read_rules(), case.severity, level, now, zone=case.unit.zone, holidays=days_of_rest(now))
    return {"deadline_at": begun.deadline_at, "remind_at": begun.remind_at, **_agenda(level, begun.deadline_at)}


def not_solved(case: Case, now: datetime, level: int | None = None) -> dict[str, Any]:
    """Nobody says any more that it is solved, and the time of its level begins anew."""
    return wound_up(case, now, level) | {"solved_at": None, "solved_by": None, "solution": ""}


def call_again(case: Case, now: datetime) -> dict[str, Any]:
    """Somebody has to speak with the family once more."""
    call = contact_by(read_rules(), case.severity, now, zone=case.unit.zone, holidays=days_of_rest(now))
    return {"contact_by": call, "contact_late_at": None}


def said_before(case: Case, key: str, **facts: Any) -> CaseEvent | None:
    """The event of the same press, where there is one; KeyReused where that press said something else."""
    found = case.events.filter(key=key).first() if key else None
    if found is not None and any(getattr(found, name) != value for name, value in facts.items()):
        raise KeyReused
    return found


def _agenda(level: int, deadline_at: datetime) -> dict[str, Any]:
    return {"agenda_on": deadline_at.date()} if level == Level.SESSION else {}


def stopped(now: datetime, by: Person | None) -> dict[str, Any]:
    """What an ended case has in place of a clock."""
    return {
        "deadline_at": None,
        "remind_at": None,
        "contact_by": None,
        "waiting_for": "",
        "waiting_until": None,
        "ended_at": now,
        "ended_by": by,
    }


NOT_WAITING: dict[str, Any] = {"waiting_for": "", "waiting_until": None}
AT_WORK: dict[str, Any] = {"state": CaseState.IN_PROGRESS, **NOT_WAITING}


def plain(value: Any) -> Any:
    """A value as the trail holds it: rows by their number, moments as text."""
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int) else str(value)
