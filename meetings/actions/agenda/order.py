"""The order of an agenda, matter by matter."""

from __future__ import annotations

from django.db import transaction

from delegations.models import Person
from meetings.actions.agenda.rows import held_item, note, renumber, rows_of
from meetings.agenda.order import moved
from meetings.agenda_rights import must_keep, must_not_be_over
from meetings.errors.agenda import NotOnTheAgenda, UnknownWay
from meetings.models import AgendaItem

WAYS = ("up", "down", "first", "last")


@transaction.atomic
def move_item(*, item: AgendaItem, to: str, by: Person | None) -> AgendaItem:
    """One up or down among those on the agenda, or to an end; those taken off stay beside what they stood with."""
    must_keep(by)
    if to not in WAYS:
        raise UnknownWay
    meeting, item = held_item(item)
    must_not_be_over(meeting)
    if item.is_proposed or item.is_dropped:
        raise NotOnTheAgenda
    rows = rows_of(meeting)
    standing = [row for row in rows if not row.is_proposed and not row.is_dropped]
    aside = [row for row in rows if row.is_proposed or row.is_dropped]
    wanted = moved(standing, item, to)
    if wanted != standing:
        renumber(_with_aside(wanted, aside, rows))
        note("agenda.moved", item, by, after={"to": to})
    item.refresh_from_db(fields=["position"])
    return item


def _with_aside(wanted: list[AgendaItem], aside: list[AgendaItem], before: list[AgendaItem]) -> list[AgendaItem]:
    """What is off the agenda goes after the same matter as before, or to the top."""
    found = list(wanted)
    for row in aside:
        at = before.index(row)
        found.insert(found.index(before[at - 1]) + 1 if at else 0, row)
    return found
