"""A meeting is moved, or cancelled, or gets its officers; whoever was called is told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Case, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person, Posting
from delegations.roles import Role
from meetings.actions.meetings.holding import held, not_begun
from meetings.errors.series import (
    FactWrong,
    MeetingIsOver,
    PastMoment,
    ReasonMissing,
    ReasonNamesSomebody,
    SameMoment,
    TakenSlot,
)
from meetings.meeting_notices import invite_later, tell_cancelled, tell_moved
from meetings.meeting_rights import must_manage
from meetings.models import Attendance, Meeting, MeetingState
from meetings.schedule import closed_week
from meetings.selectors.naming import who_is_named

# Nobody moves a meeting farther by anything but a slip.
FARTHEST = timedelta(days=731)


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    starts_at: datetime,
    place: str,
    video_link: str,
    reason: str,
    minutes: int | None = None,
    edition: int | None = None,
    by: Person | None,
) -> Meeting:
    """Another day, hour, place or link. It keeps its number; calendars take the change over (SEQUENCE)."""
    must_manage(by)
    meeting = not_begun(meeting, edition)
    before = _told(meeting)
    reason = _reason(meeting, reason)
    if starts_at != meeting.starts_at and starts_at <= timezone.now():
        raise PastMoment
    if starts_at > timezone.now() + FARTHEST:
        raise FactWrong("on", _("Esa fecha queda a más de dos años."), _("Escriba el día en que se reunirán."))
    _check_link(video_link)
    _check_day(meeting, starts_at)
    if minutes is not None and not 5 <= minutes <= 1440:
        raise FactWrong("minutes", _("La duración va de 5 a 1440 minutos."), _("Por ejemplo: 120."))
    meeting.starts_at = starts_at
    meeting.place, meeting.video_link = " ".join(place.split())[:200], video_link.strip()
    meeting.minutes = minutes or meeting.minutes
    if _told(meeting) == before and not _link_changed(meeting):
        raise SameMoment
    meeting.moved_reason = reason
    meeting.week = closed_week(meeting.on)
    meeting.revision += 1
    meeting.edition += 1
    meeting.save()
    audit.record(type="meeting.moved", by=by, target=meeting, before=before, after=_told(meeting) | {"reason": reason})
    if meeting.called_at is not None:
        _mailed(meeting).update(invited_at=None)
        tell_moved(meeting)
        invite_later(meeting)
    return meeting


@transaction.atomic
def cancel_meeting(*, meeting: Meeting, reason: str, edition: int | None = None, by: Person | None) -> Meeting:
    """It will not be held. It keeps its number, and nobody takes it up again: whoever was called is told why."""
    must_manage(by)
    meeting = not_begun(meeting, edition)
    meeting.cancelled_reason = _reason(meeting, reason)
    meeting.state = MeetingState.CANCELLED
    meeting.revision += 1
    meeting.edition += 1
    meeting.save(update_fields=["cancelled_reason", "state", "revision", "edition"])
    audit.record(type="meeting.cancelled", by=by, target=meeting, after={"reason": meeting.cancelled_reason})
    if meeting.called_at is not None:
        # Whom the call has not reached yet need not hear that it is off; once it moved, nobody knows whom it reached.
        mailed = _mailed(meeting)
        if meeting.moved_reason:
            mailed.update(invited_at=None)
        else:
            now = timezone.now()
            mailed.update(invited_at=Case(When(invited_at=None, then=Value(now)), default=Value(None)))
        tell_cancelled(meeting)
        invite_later(meeting)
    return meeting


@transaction.atomic
def name_officers(
    *, meeting: Meeting, chair: Person | None, secretary: Person | None, edition: int | None = None, by: Person | None
) -> Meeting:
    """Who presides and who writes; until the meeting is over."""
    must_manage(by)
    meeting = held(meeting, edition)
    if meeting.is_over:
        raise MeetingIsOver(cancelled=meeting.state == MeetingState.CANCELLED)
    for field, person in (("chair", chair), ("secretary", secretary)):
        if person is not None and not _is_staff(person):
            raise FactWrong(
                field, _("Esa cuenta no tiene nombramiento vigente en el instituto."), _("Elija a alguien de la lista.")
            )
    before = {"chair": meeting.chair_id, "secretary": meeting.secretary_id}
    after = {"chair": chair.pk if chair else None, "secretary": secretary.pk if secretary else None}
    if before == after:
        return meeting
    meeting.chair, meeting.secretary = chair, secretary
    meeting.edition += 1
    meeting.save(update_fields=["chair", "secretary", "edition"])
    audit.record(type="meeting.officers_named", by=by, target=meeting, before=before, after=after)
    return meeting


def _mailed(meeting: Meeting) -> QuerySet[Attendance]:
    """Whoever is told by a mail of their own; accounts are told by notice."""
    no_notice = Q(person__isnull=True) | Q(person__joined_at__isnull=True)
    return Attendance.objects.filter(no_notice, meeting=meeting)


def _is_staff(person: Person) -> bool:
    held_today = Posting.objects.current(timezone.localdate()).filter(person=person).exclude(role=Role.FAMILY)
    return person.is_active and held_today.exists()


def _reason(meeting: Meeting, text: str) -> str:
    """On one line; it is mailed to everybody and stays in the trail, so it names nobody who may not be named."""
    reason = " ".join(text.split())[:240]
    if not reason:
        raise ReasonMissing
    if told := who_is_named(meeting, {_("Motivo"): reason}):
        raise ReasonNamesSomebody(" ".join(told))
    return reason


def _check_link(link: str) -> None:
    if link.strip() and urlsplit(link.strip()).scheme not in ("http", "https"):
        raise FactWrong("video_link", _("Ese enlace no está completo."), _("Cópielo entero: empieza con https://."))


def _check_day(meeting: Meeting, starts_at: datetime) -> None:
    """Two meetings of one series are never on one day."""
    zone = meeting.series.zone
    day = starts_at.astimezone(zone).date()
    if day == meeting.on:
        return
    others = Meeting.objects.filter(series=meeting.series_id).standing().exclude(pk=meeting.pk)
    for number, moment in others.values_list("number", "starts_at"):
        if moment.astimezone(zone).date() == day:
            raise TakenSlot(number)


def _link_changed(meeting: Meeting) -> bool:
    return Meeting.objects.values_list("video_link", flat=True).get(pk=meeting.pk) != meeting.video_link


def _told(meeting: Meeting) -> dict[str, Any]:
    """What the trail keeps; links stay out of it."""
    return {"starts_at": meeting.starts_at.isoformat(), "minutes": meeting.minutes, "place": meeting.place}
