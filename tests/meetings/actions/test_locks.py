"""Whoever writes below a meeting holds the meeting first: two who do so at once wait, and never for each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections, transaction

from meetings.actions.meetings import send_invitations
from meetings.actions.reviews import order_reviews
from meetings.models import Attendance, Meeting, Review
from tests.factories.meetings import AttendanceFactory, MeetingFactory, ReviewFactory, running

pytestmark = pytest.mark.django_db(transaction=True)


def waits_for_the_meeting(meeting: Meeting, act: Callable[[], object], rows: type[Attendance] | type[Review]) -> object:
    """What the act comes to once the meeting is free; meanwhile it holds none of the rows."""

    def there() -> object:
        try:
            return act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
            waiting = pool.submit(there)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.4)
            assert list(rows.objects.filter(meeting=meeting).order_by().select_for_update(of=("self",), nowait=True))  # type: ignore[attr-defined]
        return waiting.result(timeout=5)


def test_mail_that_leaves_while_the_meeting_is_moved(olga, mailoutbox):
    meeting = MeetingFactory()
    AttendanceFactory(meeting=meeting, person=None, name="Invitada", email="invitada@ejemplo.mx")
    assert waits_for_the_meeting(meeting, lambda: send_invitations(meeting_id=meeting.pk), Attendance) == 1
    assert len(mailoutbox) == 1


def test_an_order_given_while_the_meeting_is_closed(olga):
    meeting = running(MeetingFactory())
    for position in (2, 1):
        ReviewFactory(meeting=meeting, position=position, severity=position)
    ordered = waits_for_the_meeting(meeting, lambda: order_reviews(meeting=meeting, how="severity", by=olga), Review)
    assert [row.severity for row in ordered] == [2, 1]  # type: ignore[attr-defined]
