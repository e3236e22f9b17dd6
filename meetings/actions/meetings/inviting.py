"""Mail to whoever no notice reaches: guests, and accounts that nobody has taken yet. One row at a time, held while its
mail leaves: two workers never send one twice, and a killed one leaves at most one to be repeated.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from delegations.models import Person
from delegations.notify import kind_named
from delegations.notify.mail import Fate, letter_message, new_message_id, send
from delegations.notify.wording import Words, dressed, paragraphs, plain
from meetings.actions.signing_waits import wait_for_signatures
from meetings.meeting_notices import CALLED, CANCELLED, MOVED, REMINDER, enclosed_for, words_of
from meetings.models import Attendance, Meeting, MeetingState, Presence

logger = logging.getLogger(__name__)

# A mail that leaves this near to the meeting reminds of it.
NEAR = timedelta(hours=36)
# What one sweep sends.
SWEEP = 500


def waiting(now: datetime) -> QuerySet[Attendance]:
    """Whoever was called to a meeting to come, has an address, and is still to be mailed what became of it."""
    no_notice = Q(person__isnull=True) | Q(person__joined_at__isnull=True, person__is_active=True)
    return Attendance.objects.filter(
        no_notice,
        invited_at__isnull=True,
        meeting__called_at__isnull=False,
        meeting__starts_at__gt=now,
        meeting__state__in=(MeetingState.PLANNED, MeetingState.CANCELLED),
    ).exclude(Q(email="") | Q(presence=Presence.PRESENT))


def send_invitations(*, meeting_id: int | None = None, now: datetime | None = None) -> int:
    """Mail what waits, of one meeting or of all; how many left. Twice is once. One that cannot be written keeps no
    other from leaving; it is told at the end.
    """
    now = now or timezone.now()
    rows = waiting(now) if meeting_id is None else waiting(now).filter(meeting=meeting_id)
    found = list(rows.order_by("meeting__starts_at", "pk").values_list("pk", flat=True)[:SWEEP])
    if not found:
        return 0
    connection = get_connection()
    left, faults = 0, list[Exception]()
    try:
        for pk in found:
            try:
                left += _send_one(pk, now, connection)
            except Exception as fault:
                logger.exception("The invitation of attendance %s was not written", pk)
                faults.append(fault)
    finally:
        connection.close()
    if faults:
        raise faults[0]
    return left


@transaction.atomic
def _send_one(pk: int, now: datetime, connection: object) -> bool:
    # The meeting before its list, as whoever moves or cancels it does: they wait for one mail, not for each other.
    wait_for_signatures(Attendance.objects.filter(pk=pk).values_list("meeting", flat=True))
    rows = waiting(now).select_for_update(of=("self",), skip_locked=True)
    row = rows.select_related("meeting__series", "person").filter(pk=pk).first()
    if row is None:
        return False
    enclosed = enclosed_for(row, to=row.email)
    message = letter_message(
        _words(row, now, enclosed.values),
        address=row.email,
        message_id=new_message_id(),
        connection=connection,
        optional=False,
        files=enclosed.files,
    )
    outcome = send(message)
    if outcome.fate is Fate.LATER:
        return False
    if outcome.fate is not Fate.SENT:
        logger.warning("An invitation to meeting %s was refused", row.meeting_id)
    Attendance.objects.filter(pk=pk).update(invited_at=now)
    return outcome.fate is Fate.SENT


def _words(row: Attendance, now: datetime, values: dict[str, object]) -> Words:
    """The words of the notice that an account would get, for somebody without one: no button, no preferences."""
    kind = kind_named(_kind(row.meeting, now))
    language = row.person.language if row.person is not None else settings.LANGUAGE_CODE
    with translation.override(language):
        context = words_of(row.meeting) | values
        text = plain(f"{kind.template}.txt", context)
        return dressed(
            subject=plain(f"{kind.template}.subject.txt", context),
            text=text,
            html=str(paragraphs(text)),
            kind=replace(kind, secret=True),
            person=row.person or Person(full_name=row.name, email=row.email, language=language),
            url="",
        )


def _kind(meeting: Meeting, now: datetime) -> str:
    if meeting.state == MeetingState.CANCELLED:
        return CANCELLED
    if meeting.moved_reason:
        return MOVED
    return REMINDER if meeting.starts_at - now <= NEAR else CALLED
