"""Rules that the database keeps of series and meetings, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from meetings.models import Meeting, MeetingFeed, Member, Series
from tests.factories.meetings import MeetingFactory, MemberFactory, SeriesFactory, running
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter, sql


def _series(side: Side) -> Series:
    return side.meeting.series


def _member(side: Side) -> Member:
    first: Member = Member.objects.filter(series=_series(side)).earliest("pk")
    return first


def _feed(side: Side) -> MeetingFeed:
    return MeetingFeed.objects.get(person=_member(side).person)


def _post(side: Side) -> Member:
    member: Member = MemberFactory(series=_series(side), person=None, role="delegation_representative")
    return member


def _second_running(side: Side) -> None:
    running(side.coming)


def _same_day(side: Side) -> None:
    MeetingFactory(series=_series(side), planned_on=side.coming.planned_on)


def _from_state_to_state(side: Side) -> None:
    """A cancelled meeting is not taken up again."""
    alter(side.coming, state="cancelled", cancelled_reason="Sin luz")
    alter(side.coming, state="planned", cancelled_reason="")


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "series_has_a_name": lambda side: alter(_series(side), name=""),
    # Of a day that never comes there is no weekday, so that this rule is broken alone.
    "series_weekday_exists": lambda side: sql(
        "UPDATE meetings_series SET weekday = 8, anchor_on = 'infinity' WHERE id = %s", _series(side).pk
    ),
    "series_comes_again": lambda side: alter(_series(side), every_weeks=0),
    "series_lasts_some_minutes": lambda side: alter(_series(side), minutes=4),
    "series_quorum_is_a_share": lambda side: alter(_series(side), quorum=101),
    "series_counts_from_its_weekday": lambda side: alter(_series(side), anchor_on=date(2026, 1, 8)),
    "member_is_a_post_an_account_or_a_guest": lambda side: alter(_member(side), name="Y además de fuera"),
    "member_post_is_over_one_place": lambda side: alter(_post(side), delegation=side.delegation, unit=side.hospital),
    "relatives_are_called_by_account": lambda side: alter(_post(side), role="family"),
    "member_said_when_to_be_named": lambda side: alter(_member(side), may_be_named=True),
    "one_member_per_series_and_person": lambda side: again(_member(side)),
    "one_member_per_series_and_post": lambda side: again(_post(side)),
    "one_meeting_per_series_and_number": lambda side: MeetingFactory(
        series=_series(side), number=side.coming.number, starts_at=timezone.now() + timedelta(days=30)
    ),
    "one_meeting_per_series_and_day": _same_day,
    "one_running_meeting_per_series": _second_running,
    "meeting_number_counts": lambda side: MeetingFactory(series=SeriesFactory(), number=0),
    "meeting_lasts_some_minutes": lambda side: alter(side.coming, minutes=4),
    "meeting_state_says_what_happened": lambda side: alter(side.coming, opened_at=timezone.now()),
    "cancelled_meeting_says_why": lambda side: alter(side.coming, state="cancelled"),
    "meeting_ends_after_it_begins": lambda side: alter(
        Meeting.objects.get(pk=side.meeting.pk), state="ended", closed_at=side.meeting.opened_at - timedelta(hours=1)
    ),
    "meeting_week_is_a_monday": lambda side: alter(side.coming, week=date(2026, 11, 17)),
    "called_meeting_is_not_deleted": lambda side: sql("DELETE FROM meetings_meeting WHERE id = %s", side.coming.pk),
    "meeting_keeps_its_number": lambda side: alter(side.coming, number=99),
    "meeting_goes_from_state_to_state": _from_state_to_state,
    "one_live_meeting_feed_per_person": lambda side: again(_feed(side), token_hash="f" * 64),
}
