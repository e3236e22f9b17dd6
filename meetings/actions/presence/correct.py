"""The list put right by whoever keeps the minutes: somebody who just came, a misspelt name, a row too many."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from delegations import audit
from delegations.audit import is_relative
from delegations.models import Delegation, Person, Unit
from meetings.actions.holding import hold
from meetings.actions.presence.come import Came, guest_facts, person_facts
from meetings.actions.presence.finding import find_participant
from meetings.actions.presence.holding import hold_row, must_be_open_to_change
from meetings.actions.presence.note import note_presence
from meetings.actions.presence.writing import tidy
from meetings.errors.presence import AlreadyOnTheList, WasCalled
from meetings.models import Attendance, Meeting, ParticipantKind, Presence
from meetings.presence_rights import must_note


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantFacts:
    """Who somebody is, as the list of a meeting says it."""

    kind: str
    name: str
    post: str = ""
    organisation: str = ""
    email: str = ""
    delegation: Delegation | None = None
    unit: Unit | None = None
    is_required: bool = False


@transaction.atomic
def add_participant(
    *,
    meeting: Meeting,
    facts: ParticipantFacts | None = None,
    person: Person | None = None,
    presence: str = Presence.PRESENT,
    by: Person | None,
) -> Came:
    """Somebody who was not called: an account, or the facts of a guest. Who is on the list already is that row."""
    must_note(by)
    meeting = hold(meeting.pk)
    must_be_open_to_change(meeting)
    told = person_facts(person) if person is not None else _guest(facts)
    row = find_participant(
        meeting, person=person, email=str(told.get("email", "")), name=str(told["name"]),
        organisation=str(told.get("organisation", "")),
    )  # fmt: skip
    if row is not None:
        if row.presence == presence:
            return Came(row, again=True)
        return Came(note_presence(attendance=row, presence=presence, by=by))
    row = Attendance(meeting=meeting, **{"is_required": False, **told})
    row.save(force_insert=True)
    audit.record(type="presence.added", by=by, target=row, after={"kind": str(row.kind)})
    if presence != Presence.EXPECTED:
        row = note_presence(attendance=row, presence=presence, by=by)
    return Came(row, is_new=True)


@transaction.atomic
def correct_participant(*, attendance: Attendance, facts: ParticipantFacts, by: Person | None) -> Attendance:
    """Name, post, where from, whose chair, whether they count. An account's name and mail are the account's own."""
    must_note(by)
    row = hold_row(attendance)
    must_be_open_to_change(row.meeting)
    told = _guest(facts)
    if row.person_id is not None:
        told = {name: value for name, value in told.items() if name not in ("name", "email")}
        if row.person is not None and is_relative(row.person):
            told["kind"] = ParticipantKind.FAMILY
    told.pop("may_be_named")
    changed = [name for name, value in told.items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, told[name])
    try:
        with transaction.atomic():
            row.save(update_fields=changed)
    except IntegrityError as error:
        raise AlreadyOnTheList from error
    audit.record(type="presence.corrected", by=by, target=row, after={"fields": sorted(changed)})
    return row


@transaction.atomic
def strike_participant(*, attendance: Attendance, by: Person | None) -> None:
    """A row too many is gone. Only of who was never called: the called stay, there or not."""
    must_note(by)
    row = hold_row(attendance)
    must_be_open_to_change(row.meeting)
    if was_called(row):
        raise WasCalled
    audit.record(type="presence.struck", by=by, target=row, before={"kind": str(row.kind), "presence": row.presence})
    row.delete()


def was_called(row: Attendance) -> bool:
    """Whether the call wrote the row, and not somebody who came or the secretary."""
    return bool(row.member_id or row.posting_id or row.invited_at or row.token_hash)


def _guest(facts: ParticipantFacts | None) -> dict[str, Any]:
    if facts is None:
        raise TypeError("a participant is an account or the facts of a guest")
    told = guest_facts(
        name=facts.name, organisation=facts.organisation, kind=facts.kind, email=facts.email, post=tidy(facts.post)
    )
    return {**told, "delegation": facts.delegation, "unit": facts.unit, "is_required": facts.is_required}
