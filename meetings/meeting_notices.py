"""What people are told about meetings: called, moved, cancelled, tomorrow.

Whoever has an account is told by notice, and its mail carries the calendar's file and their personal link. Whoever has
none, or has not taken it, gets the same words by a mail of its own (`meetings.invitations`).
"""

from __future__ import annotations

from collections.abc import Iterable

from celery import current_app
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from delegations.models import Notification
from delegations.navigation import address
from delegations.notify import Enclosed, NoticeKind
from delegations.notify.telling import Notice, Recipient, tell_all
from delegations.notify.wording import absolute
from delegations.wording import zone_city
from meetings import calendar
from meetings.meeting_rights import may_follow
from meetings.models import Attendance, Meeting
from meetings.presence_token import token_of

_WHY = _("Recibe este correo porque se le convocó a una sesión.")
_OPEN = _("Ver la sesión")
CALLED, MOVED, CANCELLED, REMINDER = "meeting.called", "meeting.moved", "meeting.cancelled", "meeting.reminder"


def enclose(notification: Notification) -> Enclosed:
    """The calendar's file as the meeting stands now, and the person's own link."""
    meeting_id = (notification.context or {}).get("meeting")
    rows = Attendance.objects.select_related("meeting__series", "person")
    row = rows.filter(meeting=meeting_id, person=notification.person_id).first()
    return Enclosed() if row is None else enclosed_for(row, to=row.person.email if row.person else row.email)


def enclosed_for(row: Attendance, *, to: str) -> Enclosed:
    links: dict[str, object] = {"presence_url": presence_url(row), "agenda_url": agenda_url(row)}
    return Enclosed(links, (calendar.letter_of(row.meeting, to=to, now=timezone.now()),))


def agenda_url(row: Attendance) -> str:
    """Where staff read what is to be treated; it asks for an account, and is not for relatives nor after the end."""
    person = row.person
    if person is None or not person.has_joined or not may_follow(person) or row.meeting.is_over:
        return ""
    return absolute(address("meetings:agenda", row.meeting_id))


def presence_url(row: Attendance) -> str:
    """Where this participant says that they are there; nothing where their link does not open."""
    token = token_of(row)
    return absolute(address("meetings:presence-link", token)) if token else ""


def _kind(name: str, label: Promise, *, mandatory: bool = True) -> NoticeKind:
    return NoticeKind(name, label, app="meetings", why=_WHY, button=_OPEN, mandatory=mandatory, enclose=enclose)


KINDS: tuple[NoticeKind, ...] = (
    _kind(CALLED, _("Sesiones a las que se le convoca")),
    _kind(MOVED, _("Sesiones que cambian de día, hora o lugar")),
    _kind(CANCELLED, _("Sesiones que se cancelan")),
    _kind(REMINDER, _("Sesiones de mañana"), mandatory=False),
)


def words_of(meeting: Meeting) -> dict[str, object]:
    """What the templates of these notices say of a meeting."""
    local, zone = meeting.local_start, meeting.series.time_zone
    return {
        "meeting": meeting.pk,
        "title": str(meeting),
        "day": local.date(),
        "at": f"{local:%H:%M}",
        "zone": "" if zone == "America/Mexico_City" else zone_city(zone),
        "minutes": meeting.minutes,
        "place": meeting.place,
        "video_link": meeting.video_link,
        "note": meeting.note,
        "reason": meeting.cancelled_reason or meeting.moved_reason,
    }


def meeting_path(meeting: Meeting) -> str:
    return reverse("meetings:meeting", args=[meeting.pk])


def tell_called(meeting: Meeting, rows: Iterable[Attendance]) -> None:
    _tell(CALLED, meeting, rows, key=str(meeting.pk))


def tell_moved(meeting: Meeting) -> None:
    """All who were called, once for each move."""
    _tell(MOVED, meeting, _accounts(meeting), key=f"{meeting.pk}-{meeting.revision}")


def tell_cancelled(meeting: Meeting) -> None:
    _tell(CANCELLED, meeting, _accounts(meeting), key=str(meeting.pk))


def reminders(meeting: Meeting, rows: Iterable[Attendance]) -> Notice:
    """Once for each day that the meeting is on."""
    return _notice(REMINDER, meeting, rows, key=f"{meeting.pk}-{meeting.on}")


def invite_later(meeting: Meeting) -> None:
    """Have a worker mail whoever is not told by notice, after commit; what is lost the sweep finds."""
    name, pk = "meetings.tasks.send_invitations", meeting.pk
    transaction.on_commit(lambda: current_app.send_task(name, args=[pk], retry=False), robust=True)


def _accounts(meeting: Meeting) -> list[Attendance]:
    return list(Attendance.objects.filter(meeting=meeting, person__isnull=False).select_related("person"))


def _tell(kind: str, meeting: Meeting, rows: Iterable[Attendance], *, key: str) -> None:
    tell_all([_notice(kind, meeting, rows, key=key)])


def _notice(kind: str, meeting: Meeting, rows: Iterable[Attendance], *, key: str) -> Notice:
    to = [Recipient(row.person, row.email) for row in rows if row.person is not None]
    return Notice(kind, to, key, words_of(meeting), meeting_path(meeting))
