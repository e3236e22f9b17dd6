"""Rules that the database keeps of participants, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from meetings.models import Attendance
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _account(side: Side) -> Attendance:
    return Attendance.objects.filter(meeting=side.meeting, person__isnull=False)[0]


def _same_name(side: Side) -> None:
    alter(side.attendance, email="")
    again(Attendance.objects.get(pk=side.attendance.pk), token_hash=None, name=side.attendance.name.upper())


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "attendance_has_a_name": lambda side: alter(side.attendance, name=""),
    "one_attendance_per_meeting_and_person": lambda side: again(_account(side)),
    "one_attendance_per_meeting_and_email": lambda side: again(
        side.attendance, token_hash=None, name="Otra", email=side.attendance.email.upper()
    ),
    "one_attendance_per_meeting_and_name": _same_name,
    "noted_presence_says_when_and_how": lambda side: alter(side.attendance, presence="present"),
    "represented_says_by_whom": lambda side: alter(
        side.attendance, presence="represented", noted_at=timezone.now(), noted_via="link"
    ),
}
