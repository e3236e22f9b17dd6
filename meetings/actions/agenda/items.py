"""Matters that people add, propose, change, take off and put back."""

from __future__ import annotations

from django.db import transaction

from delegations.models import Person
from meetings.actions.agenda.rows import (
    check_facts,
    check_minutes,
    held_item,
    is_free,
    note,
    renumber,
    rows_of,
)
from meetings.actions.holding import hold
from meetings.agenda_notices import tell_answered, tell_proposed
from meetings.agenda_rights import must_keep, must_not_be_over, must_propose
from meetings.errors.agenda import MatterIsTheData, NotOnTheAgenda, NotProposed, TooManyProposals
from meetings.models import AgendaItem, AgendaKind, Meeting
from pediatric_platform.errors.editing import check_edition

# Of one person, waiting for an answer: more is no list of matters.
MOST_PROPOSED = 10


@transaction.atomic
def add_item(*, meeting: Meeting, title: str, body: str = "", minutes: int = 5, by: Person) -> AgendaItem:
    """A matter of whoever keeps the agenda, at its end; also while the meeting runs."""
    must_keep(by)
    return _added(meeting, title, body, minutes, by, is_proposed=False)


@transaction.atomic
def propose_item(*, meeting: Meeting, title: str, body: str = "", minutes: int = 5, by: Person) -> AgendaItem:
    """A matter of whoever was called: it waits until whoever keeps the agenda says yes or no."""
    must_propose(by, meeting)
    return _added(meeting, title, body, minutes, by, is_proposed=True)


def _added(meeting: Meeting, title: str, body: str, minutes: int, by: Person, *, is_proposed: bool) -> AgendaItem:
    meeting = hold(meeting.pk)
    must_not_be_over(meeting)
    waiting = AgendaItem.objects.filter(meeting=meeting, added_by=by, is_proposed=True).count()
    if is_proposed and waiting >= MOST_PROPOSED:
        raise TooManyProposals(waiting)
    title, body = check_facts(meeting, title, body, minutes, by=by)
    rows = rows_of(meeting)
    item = AgendaItem(
        meeting=meeting, kind=AgendaKind.FREE, title=title, body=body, minutes=minutes, added_by=by,
        is_proposed=is_proposed,
    )  # fmt: skip
    renumber([*rows, item])
    item.save()
    note("agenda.proposed" if is_proposed else "agenda.added", item, by, after={"minutes": minutes})
    if is_proposed:
        tell_proposed(item)
    return item


@transaction.atomic
def accept_item(*, item: AgendaItem, by: Person | None) -> AgendaItem:
    """A proposal comes onto the agenda, at its end."""
    must_keep(by)
    meeting, item = held_item(item)
    must_not_be_over(meeting)
    if not item.is_proposed:
        raise NotProposed
    # Of a relative's words nobody has said yet whom they name.
    check_facts(meeting, item.title, item.body, item.minutes)
    item.is_proposed = False
    item.edition += 1
    item.save(update_fields=["is_proposed", "edition"])
    rows = rows_of(meeting)
    renumber([row for row in rows if row != item] + [row for row in rows if row == item])
    item.refresh_from_db(fields=["position"])
    note("agenda.accepted", item, by, after={"proposed_by": item.added_by_id})
    tell_answered(item, taken=True, by=by)
    return item


@transaction.atomic
def change_item(
    *,
    item: AgendaItem,
    title: str | None = None,
    body: str | None = None,
    minutes: int | None = None,
    edition: int | None = None,
    by: Person | None,
) -> AgendaItem:
    """Words (of people's own matters) and minutes (of any); None stays as it is."""
    must_keep(by)
    meeting, item = held_item(item)
    must_not_be_over(meeting)
    check_edition(item, edition)
    words = (item.title if title is None else title, item.body if body is None else body)
    minutes = item.minutes if minutes is None else minutes
    if is_free(item):
        words = check_facts(meeting, *words, minutes)
    elif words != (item.title, item.body):
        raise MatterIsTheData
    else:
        check_minutes(minutes)
    if (item.title, item.body, item.minutes) == (*words, minutes):
        return item
    before = {"minutes": item.minutes}
    reworded = (item.title, item.body) != words
    (item.title, item.body), item.minutes = words, minutes
    item.edition += 1
    item.save(update_fields=["title", "body", "minutes", "edition"])
    note("agenda.changed", item, by, before, {"minutes": minutes, "reworded": reworded})
    return item


@transaction.atomic
def drop_item(*, item: AgendaItem, by: Person | None) -> AgendaItem:
    """Off the agenda; also a proposal that is not taken. It stays in sight and can be put back."""
    must_keep(by)
    meeting, item = held_item(item)
    must_not_be_over(meeting)
    if item.is_dropped:
        return item
    was_proposed = item.is_proposed
    item.is_dropped, item.is_proposed = True, False
    item.edition += 1
    item.save(update_fields=["is_dropped", "is_proposed", "edition"])
    note("agenda.refused" if was_proposed else "agenda.dropped", item, by)
    if was_proposed:
        tell_answered(item, taken=False, by=by)
    return item


@transaction.atomic
def put_back(*, item: AgendaItem, by: Person | None) -> AgendaItem:
    """On the agenda again, where it stood."""
    must_keep(by)
    meeting, item = held_item(item)
    must_not_be_over(meeting)
    if item.is_proposed:
        raise NotOnTheAgenda
    if not item.is_dropped:
        return item
    item.is_dropped = False
    item.edition += 1
    item.save(update_fields=["is_dropped", "edition"])
    note("agenda.put_back", item, by)
    return item
