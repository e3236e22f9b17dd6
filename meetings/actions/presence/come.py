"""Somebody comes: by the link of their own call, or by the code in the room. Never two rows of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.audit import is_relative
from delegations.models import Person
from delegations.selectors.links import fingerprint
from meetings.actions.holding import hold
from meetings.actions.presence.finding import find_participant
from meetings.actions.presence.holding import hold_row, must_be_open_to_change
from meetings.actions.presence.note import must_be_said_by_oneself
from meetings.actions.presence.writing import set_presence, tidy, write_presence
from meetings.errors.presence import (
    BadParticipantEmail,
    NobodyRepresents,
    ParticipantFactMissing,
    RoomIsFull,
    UnknownPresenceLink,
    UnknownRoom,
)
from meetings.models import Attendance, Meeting, NotedVia, ParticipantKind, Presence

# Who came without being called; the largest session so far had some hundred and fifty people in all.
MOST_UNCALLED = 600


@dataclass(frozen=True, slots=True)
class Came:
    """`again`: it was noted before, and nothing changed. `is_new`: nobody had called them."""

    attendance: Attendance
    again: bool = False
    is_new: bool = False


def by_token(token: str) -> Attendance:
    """Whose personal link it is. Only its SHA-256 is kept."""
    row = Attendance.objects.select_related("meeting__series").filter(token_hash=fingerprint(token)).first()
    if row is None:
        raise UnknownPresenceLink
    return row


@transaction.atomic
def come_by_link(*, token: str) -> Came:
    """Present, by the link of one's own call."""
    return _arrive(hold_row(by_token(token)), NotedVia.LINK, None)


@transaction.atomic
def answer_by_link(*, token: str, presence: str, represented_by: str = "") -> Attendance:
    """Will not come, is represented, or takes either back, by the link of one's own call."""
    row = hold_row(by_token(token))
    must_be_said_by_oneself(row.meeting, presence)
    must_be_open_to_change(row.meeting)
    represented_by = tidy(represented_by)
    if presence == Presence.REPRESENTED and not represented_by:
        raise NobodyRepresents
    if row.presence == presence and row.represented_by == represented_by:
        return row
    return write_presence(row, presence, via=NotedVia.LINK, by=None, represented_by=represented_by)


@transaction.atomic
def come_by_room(
    *,
    key: str,
    person: Person | None = None,
    name: str = "",
    organisation: str = "",
    kind: str = "",
    email: str = "",
    may_be_named: bool = False,
) -> Came:
    """Present, by the code in the room: an account with one press; anybody else says who they are.

    A mail that was called is that row, and so is a name without one. Who was not called joins the list.
    """
    found = Meeting.objects.filter(presence_key=key).values_list("pk", flat=True).first() if key else None
    if found is None:
        raise UnknownRoom
    meeting = hold(found)
    must_be_said_by_oneself(meeting, Presence.PRESENT)
    if person is not None:
        row = find_participant(meeting, person=person)
        if row is not None and row.person_id is None:
            # As a guest they gave their own mail before signing in.
            told = person_facts(person)
            row.person, row.name = person, person.full_name
            if told["kind"] == ParticipantKind.FAMILY:
                row.kind = ParticipantKind.FAMILY  # whatever was typed: their own name takes their own word
            row.save(update_fields=["person", "name", "kind"])
        told = person_facts(person)
        return _arrive(row, NotedVia.QR, person) if row else _join(meeting, told, NotedVia.QR, person)
    told = guest_facts(name=name, organisation=organisation, kind=kind, email=email, may_be_named=may_be_named)
    row = find_participant(meeting, email=told["email"], name=told["name"], organisation=told["organisation"])
    return _arrive(row, NotedVia.QR, None) if row else _join(meeting, told, NotedVia.QR, None)


def person_facts(person: Person) -> dict[str, Any]:
    """What the list says of an account that nobody called; relatives are families, whatever they say."""
    kind = ParticipantKind.FAMILY if is_relative(person) else ParticipantKind.INSTITUTE
    return {"person": person, "kind": kind, "name": person.full_name, "email": person.email}


def guest_facts(
    *, name: str, organisation: str, kind: str, email: str, post: str = "", may_be_named: bool = False
) -> dict[str, Any]:
    """What somebody without account says of themselves, made tidy. Refuses what is missing, by field."""
    name, email = tidy(name), email.strip().lower()[:254]
    if not name:
        raise ParticipantFactMissing("name", _("Falta su nombre."), _("Escríbalo completo."))
    if kind not in ParticipantKind.values:
        raise ParticipantFactMissing("kind", _("Falta de parte de quién viene."), _("Elija una de las opciones."))
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise BadParticipantEmail from None
        account = Person.objects.filter(email__iexact=email).first()
        if account is not None and is_relative(account):
            kind = ParticipantKind.FAMILY  # so that a slip of the thumb names nobody
    named = may_be_named and kind == ParticipantKind.FAMILY
    return {
        "kind": kind, "name": name, "organisation": tidy(organisation), "post": tidy(post), "email": email,
        "may_be_named": named,
    }  # fmt: skip


def _arrive(row: Attendance, via: str, by: Person | None, now: datetime | None = None) -> Came:
    """The row says present. Excused, represented or taken for absent before: they came after all."""
    must_be_said_by_oneself(row.meeting, Presence.PRESENT)
    must_be_open_to_change(row.meeting)
    if row.presence == Presence.PRESENT:
        return Came(row, again=True)
    return Came(write_presence(row, Presence.PRESENT, via=via, by=by, now=now))


def _join(meeting: Meeting, told: dict[str, Any], via: str, by: Person | None) -> Came:
    """Somebody whom nobody called joins the list; they do not count for the quorum until somebody says so."""
    must_be_open_to_change(meeting)
    if (
        Attendance.objects.filter(meeting=meeting, invited_at__isnull=True, noted_via=NotedVia.QR).count()
        >= MOST_UNCALLED
    ):
        raise RoomIsFull
    row = Attendance(meeting=meeting, is_required=False, **told)
    set_presence(row, Presence.PRESENT, via=via, by=by)
    row.save(force_insert=True)
    audit.record(type="presence.joined", by=by, target=row, after={"kind": str(row.kind), "via": str(via)})
    return Came(row, is_new=True)
