"""The meetings that a series gives: planned some weeks ahead, each once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from delegations.selectors.holidays import rest_days
from meetings.meeting_rights import must_manage
from meetings.models import AgendaItem, AgendaKind, Meeting, MeetingState, Series
from meetings.schedule import MARGIN, Slot, closed_week, days_of, starts_at

WEEKS_AHEAD = 12


@dataclass
class Planned:
    """What planning did: the numbers that are new, and those that took over what the series or a day of rest says."""

    new: list[int] = field(default_factory=list)
    realigned: list[int] = field(default_factory=list)


def today_in(series: Series, now: datetime | None = None) -> date:
    """The day that a calendar on the wall of the series shows."""
    return timezone.localdate(now, timezone=series.zone)


def weeks_ahead(series: Series, now: datetime | None = None) -> date:
    """Up to when meetings are planned."""
    return today_in(series, now) + timedelta(weeks=WEEKS_AHEAD)


def slots_of(series: Series, first: date, last: date) -> list[Slot]:
    """The turns of the series between two days, with the country's days of rest."""
    return days_of(series, first, last, rest_days(first - MARGIN, last + MARGIN))


@transaction.atomic
def plan_meetings(*, series: Series, until: date, by: Person | None) -> Planned:
    """Every turn until a day has its meeting, numbered in order. Those that nobody was called to, and that nobody
    moved, take over the hour, the place and the days of rest as they are now. Twice is once.
    """
    must_manage(by)
    series = Series.objects.select_for_update(no_key=True).get(pk=series.pk)
    done, now = Planned(), timezone.now()
    if not series.is_active:
        return done
    done.realigned = _realign(series)
    last = Meeting.objects.filter(series=series).aggregate(number=Max("number"), day=Max("planned_on"))
    first = max(today_in(series), series.anchor_on, (last["day"] or date.min) + timedelta(days=1))
    number = last["number"] or 0
    taken = set(_days_taken(series))
    new = []
    for slot in slots_of(series, first, until):
        if slot.on is None or slot.on in taken or starts_at(slot.on, series.starts_at, series.zone) <= now:
            continue
        number += 1
        meeting = Meeting(
            series=series,
            number=number,
            planned_on=slot.planned_on,
            presence_key=secrets.token_urlsafe(32),
            is_simulated=series.is_simulated,
        )
        _take_over(meeting, series, slot.on)
        new.append(meeting)
    Meeting.objects.bulk_create(new)
    done.new = [meeting.number for meeting in new]
    if done.new or done.realigned:
        audit.record(
            type="meetings.planned", by=by, target=series, after={"new": done.new, "realigned": done.realigned}
        )
    return done


def unplan_meetings(*, series: Series, by: Person | None) -> int:
    """Take off what nobody was called to, from the last one on that people have already worked for; how many."""
    must_manage(by)
    rows = Meeting.objects.filter(series=series, state=MeetingState.PLANNED, called_at__isnull=True)
    untouched = rows.exclude(agenda__kind=AgendaKind.FREE).filter(
        moved_reason="", chair__isnull=True, secretary__isnull=True, attendances__isnull=True, reviews__isnull=True,
        snapshots__isnull=True,
    )  # fmt: skip
    worked_for = Meeting.objects.filter(series=series).exclude(pk__in=untouched.values("pk"))
    kept_until = worked_for.aggregate(day=Max("planned_on"))["day"] or date.min
    # Held: whoever calls one of them meanwhile comes before, and it stays, or finds it gone.
    gone = list(rows.filter(planned_on__gt=kept_until).select_for_update().order_by("pk").values_list("pk", "number"))
    ids = [pk for pk, _number in gone]
    AgendaItem.objects.filter(meeting__in=ids).delete()
    Meeting.objects.filter(pk__in=ids).delete()
    if gone:
        audit.record(
            type="meetings.unplanned", by=by, target=series, before={"numbers": sorted(number for _pk, number in gone)}
        )
    return len(gone)


def _realign(series: Series) -> list[int]:
    """What nobody was called to follows its series and the days of rest; the numbers of those that changed."""
    rows = list(
        Meeting.objects.select_for_update()
        .filter(series=series, state=MeetingState.PLANNED, called_at__isnull=True, moved_reason="")
        .order_by("planned_on")
    )
    if not rows:
        return []
    turns = {slot.planned_on: slot for slot in slots_of(series, rows[0].planned_on, rows[-1].planned_on)}
    changed = []
    for meeting in rows:
        slot = turns.get(meeting.planned_on)
        on = slot.on if slot is not None and slot.on is not None else meeting.starts_at.astimezone(series.zone).date()
        before = _facts(meeting)
        _take_over(meeting, series, on)
        if _facts(meeting) != before:
            meeting.revision += 1
            meeting.edition += 1
            changed.append(meeting)
    Meeting.objects.bulk_update(changed, ["starts_at", "minutes", "place", "video_link", "week", "revision", "edition"])
    return [meeting.number for meeting in changed]


def _days_taken(series: Series) -> list[date]:
    """The days on which meetings of the series really are, where they were moved to."""
    rows = Meeting.objects.filter(series=series).exclude(state=MeetingState.CANCELLED).only("starts_at")
    return [row.starts_at.astimezone(series.zone).date() for row in rows.filter(starts_at__gte=timezone.now())]


def _take_over(meeting: Meeting, series: Series, on: date) -> None:
    meeting.starts_at = starts_at(on, series.starts_at, series.zone)
    meeting.minutes, meeting.place, meeting.video_link = series.minutes, series.place, series.video_link
    meeting.week = closed_week(on)


def _facts(meeting: Meeting) -> tuple[object, ...]:
    return (meeting.starts_at, meeting.minutes, meeting.place, meeting.video_link, meeting.week)
