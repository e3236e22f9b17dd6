"""A child's sessions as a calendar that telephones subscribe to: no diagnosis, no medicine, no surname."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from delegations.wording import spelled
from pediatric_platform.models import Session, SessionState

if TYPE_CHECKING:
    from pediatric_platform.selectors.family import Day

# How often a telephone should look again.
LOOK_AGAIN = timedelta(hours=2)


def calendar_of(name: str, days: Sequence[Day], *, now: datetime) -> bytes:
    """The calendar's file. Each session keeps its UID when it moves; SEQUENCE is its edition.

    A telephone fetches it when it likes, so each entry says of when it is; `now` is in the hospital's zone.
    """
    from icalendar import Calendar, Event  # only this file needs it

    of_when = _("Así estaba el %(at)s. Lo de hoy está en su página de OncoAbasto.")
    of_when %= {"at": f"{spelled(now, 'j M')}, {now:%H:%M}"}
    calendar = Calendar()
    calendar.add("prodid", "-//OncoAbasto//Sesiones//ES")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("Sesiones de %(name)s") % {"name": name})
    calendar.add("x-published-ttl", "PT2H")
    calendar.add("refresh-interval", LOOK_AGAIN, parameters={"VALUE": "DURATION"})
    for day in days:
        session = day.session
        event = Event()
        event.add("uid", uid_of(session))
        event.add("dtstamp", now.astimezone(UTC))
        changed = max(filter(None, (day.answered_at, session.recorded_at)), default=now)
        event.add("last-modified", changed.astimezone(UTC))
        event.add("sequence", session.edition)
        event.add("dtstart", session.on)
        event.add("dtend", session.on + timedelta(days=1))
        event.add("summary", summary_of(day))
        event.add("description", of_when)
        event.add("status", "CANCELLED" if session.state == SessionState.CANCELLED else "CONFIRMED")
        event.add("transp", "TRANSPARENT")
        event.add("class", "PRIVATE")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def uid_of(session: Session) -> str:
    """The same for a session whatever becomes of it."""
    return f"sesion-{session.pk}@oncoabasto"


def summary_of(day: Day) -> str:
    """`Sesión en el hospital: está todo`."""
    answer = str(day.told.tone.label)
    return _("Sesión en el hospital: %(answer)s") % {"answer": answer[:1].lower() + answer[1:]}
