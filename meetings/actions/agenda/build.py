"""The agenda builds itself out of the data, every night and when somebody asks, until the meeting begins."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from delegations import audit
from delegations.models import Person
from meetings.actions.agenda.rows import renumber, rows_of
from meetings.actions.holding import hold
from meetings.agenda.build import matters_of
from meetings.agenda.matter import Matter
from meetings.agenda.order import place_for
from meetings.agenda_rights import must_keep, must_not_have_begun
from meetings.errors.agenda import AgendaRefusal
from meetings.figures.gather import Gathered
from meetings.models import AgendaItem, AgendaKind, AgendaState, Meeting, MeetingState

logger = logging.getLogger(__name__)

# So many days before it, a meeting begins to have an agenda.
AHEAD = timedelta(days=14)
_DATA = ("title", "body", "data", "as_of")


@transaction.atomic
def build_agenda(
    *, meeting: Meeting, by: Person | None = None, now: datetime | None = None, figures: Gathered | None = None
) -> list[AgendaItem]:
    """What the data say, written anew; run twice it changes nothing twice. `figures`: gathered by the caller.

    People's order, minutes and what they took off stay. A matter of which nothing is left goes, unless somebody has
    changed it: then it stays and says that nothing is left.
    """
    must_keep(by)
    now = now or timezone.now()
    meeting = hold(meeting.pk)
    must_not_have_begun(meeting)
    rows = rows_of(meeting)
    known = {row.kind: row for row in rows}
    matters = matters_of(meeting, now, figures)
    fresh = [matter for matter in matters if matter.is_called_for and matter.kind not in known]
    gone = [
        known[one.kind]
        for one in matters
        if not one.is_called_for and one.kind in known and _is_untouched(known[one.kind])
    ]
    AgendaItem.objects.filter(pk__in=[row.pk for row in gone]).delete()
    rows = [row for row in rows if row not in gone]
    renewed = [known[one.kind] for one in matters if one.kind in known and known[one.kind] not in gone]
    for one in matters:
        if one.kind in known:
            _write(known[one.kind], one)
    AgendaItem.objects.bulk_update(renewed, _DATA)
    for matter in fresh:
        row = _write(AgendaItem(meeting=meeting, kind=matter.kind, minutes=_minutes(matter, meeting, matters)), matter)
        rows.insert(place_for(matter.kind, [one.kind for one in rows]), row)
    renumber(rows)
    AgendaItem.objects.bulk_create([row for row in rows if row.pk is None])
    after = {"new": len(fresh), "renewed": len(renewed), "gone": len(gone)}
    audit.record(type="agenda.built", by=by, target=meeting, after=after)
    return rows


def build_agendas(*, now: datetime | None = None) -> int:
    """Of every meeting that comes within two weeks and has not begun; how many. One that fails keeps no other from its
    own; it is told at the end.
    """
    now = now or timezone.now()
    coming = Meeting.objects.filter(state=MeetingState.PLANNED, starts_at__gt=now, starts_at__lte=now + AHEAD)
    rows = list(coming.order_by("starts_at", "pk"))
    done, faults = 0, list[Exception]()
    for meeting in rows:
        try:
            build_agenda(meeting=meeting, by=None, now=now)
            done += 1
        except AgendaRefusal as refusal:  # it began, or was cancelled, while the others were built
            logger.info("The agenda of meeting %s was left as it is: %s", meeting.pk, refusal.code)
        except Exception as fault:
            logger.exception("The agenda of meeting %s was not built", meeting.pk)
            faults.append(fault)
    if faults:
        raise faults[0]
    return done


def _write(row: AgendaItem, matter: Matter) -> AgendaItem:
    with translation.override(settings.LANGUAGE_CODE):
        row.title = str(AgendaKind(matter.kind).label)
    row.body, row.data, row.as_of = matter.body, matter.data, matter.as_of
    return row


def _minutes(matter: Matter, meeting: Meeting, matters: list[Matter]) -> int:
    """As its kind says; the review takes what the others leave of the meeting."""
    if matter.kind != AgendaKind.REVIEW:
        return matter.minutes
    others = sum(one.minutes for one in matters if one.is_called_for and one.kind != AgendaKind.REVIEW)
    return max(matter.minutes, meeting.minutes - others)


def _is_untouched(row: AgendaItem) -> bool:
    return (
        row.edition == 1
        and not row.is_dropped
        and row.state == AgendaState.PENDING
        and not row.notes
        and not row.agreements.exists()
    )
