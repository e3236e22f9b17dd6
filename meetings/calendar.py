"""Meetings as calendars read them: the file of one, what a mail carries, the feed of a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from delegations.notify.wording import absolute
from meetings.models import Meeting, MeetingState

if TYPE_CHECKING:
    from icalendar import Component

MIME = "text/calendar; charset=utf-8"
# How often a calendar should look again.
LOOK_AGAIN = timedelta(hours=2)
PUBLISH, REQUEST, CANCEL = "PUBLISH", "REQUEST", "CANCEL"


def uid_of(meeting: Meeting) -> str:
    """The same for a meeting whatever becomes of it: a moved one takes the place of what a calendar has."""
    return f"reunion-{meeting.pk}@oncoabasto"


def feed_of(meetings: Iterable[Meeting], *, now: datetime) -> bytes:
    """A calendar to subscribe to."""
    return _calendar(meetings, now=now, method=PUBLISH, name=_("Sesiones de OncoAbasto"))


def file_of(meeting: Meeting, *, now: datetime) -> bytes:
    """One meeting, to save by hand."""
    return _calendar([meeting], now=now, method=PUBLISH)


def letter_of(meeting: Meeting, *, to: str, now: datetime) -> tuple[str, bytes, str]:
    """What the mail of a call, a move or a cancellation carries: its name, content and type."""
    method = CANCEL if meeting.state == MeetingState.CANCELLED else REQUEST
    return "sesion.ics", _calendar([meeting], now=now, method=method, to=to), "text/calendar"


def _calendar(meetings: Iterable[Meeting], *, now: datetime, method: str, name: str = "", to: str = "") -> bytes:
    from icalendar import Calendar  # heavy, and only files need it

    calendar = Calendar()
    calendar.add("prodid", "-//OncoAbasto//Sesiones//ES")
    calendar.add("version", "2.0")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("x-published-ttl", "PT2H")
        calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for meeting in meetings:
        calendar.add_component(_event(meeting, now=now, to=to))
    content: bytes = calendar.to_ical()
    return content


def _event(meeting: Meeting, *, now: datetime, to: str) -> Component:
    from icalendar import Event, vCalAddress

    event = Event()
    event.add("uid", uid_of(meeting))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", meeting.revision)
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", str(meeting))
    event.add("location", meeting.place or meeting.video_link)
    event.add("description", "\n".join(_lines(meeting)))
    event.add("url", absolute(meeting.get_absolute_url()))
    cancelled = meeting.state == MeetingState.CANCELLED
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED" if meeting.called_at else "TENTATIVE")
    if to:
        event["organizer"] = vCalAddress(f"mailto:{_sender()}")
        guest = vCalAddress(f"mailto:{to}")
        guest.params["RSVP"] = "FALSE"
        event.add("attendee", guest, encode=False)
    return event


def _lines(meeting: Meeting) -> list[str]:
    if meeting.state == MeetingState.CANCELLED:
        return [_("Se canceló: %(reason)s") % {"reason": meeting.cancelled_reason}]
    told = []
    if meeting.moved_reason:
        told.append(_("Cambió: %(reason)s") % {"reason": meeting.moved_reason})
    if meeting.video_link:
        told.append(_("Por video: %(link)s") % {"link": meeting.video_link})
    if meeting.note:
        told.append(meeting.note)
    return told


def _sender() -> str:
    """The bare address that the site writes from."""
    return settings.DEFAULT_FROM_EMAIL.rpartition("<")[2].rstrip(">")
