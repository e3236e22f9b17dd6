"""Meetings told in the order of time: opened, reviewed, agreed, closed, written down; and the nights between."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count
from django.utils import timezone, translation

from delegations import audit
from delegations.models import Posting, Unit
from delegations.roles import Role
from meetings.actions.agreements import carry_over, evaluate_agreements, remind_agreements
from meetings.actions.figures import freeze_all
from meetings.actions.meetings import unplan_meetings
from meetings.actions.minutes import make_papers
from meetings.figures.gather import gather
from meetings.figures.places import COUNTRY, NETWORK
from meetings.models import Agreement, Attendance, Meeting, MeetingState, Member, Minutes, Review, Snapshot
from meetings.simulation.agenda import build_past_agenda, note_agenda
from meetings.simulation.agreeing import agree_all
from meetings.simulation.coming import call_coming, plan_both
from meetings.simulation.ground import Ground, ground_of
from meetings.simulation.members import add_members
from meetings.simulation.minuting import add_past_addendum, draft_past, sign_past
from meetings.simulation.past import past_meetings
from meetings.simulation.presence import seat_everybody
from meetings.simulation.promises import drugs_by_code, owed_in, promised
from meetings.simulation.reviewing import freeze_reviews, look_at_each
from meetings.simulation.sessions import agreed_in
from meetings.simulation.timeline import Timeline
from pediatric_platform.simulation.case_notices import Notices

FINISHED = "meetings.simulated"
ROOM, VIDEO = "Sala de juntas simulada, oficina central", "https://video.example.org/{}"
FROZEN_BEFORE = timedelta(hours=3)
DRAFTED, SIGNED, CORRECTED = timedelta(hours=1), timedelta(hours=42), timedelta(hours=96)
NIGHT, MORNING = time(5, 10), time(9, 5)
WORKING = (1, 2, 3, 4, 5)
# Reports are due on Monday: the night after; all of the last nights; and after each due day.
WEEKLY_FIGURES = (2,)
EVERY_NIGHT = timedelta(days=4)
ABSENT_DELEGATIONS = 2


@dataclass
class Made:
    meetings: int = 0
    called: str = ""
    people: int = 0
    snapshots: int = 0
    reviews: int = 0
    agreements: int = 0
    signed: int = 0
    papers: int = 0
    notices: int = 0
    by_state: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def simulate_meetings(*, now: datetime, seed: int = 2026) -> Made:
    """Everything or nothing."""
    with translation.override(settings.LANGUAGE_CODE):
        ground = ground_of(now)
        notices = Notices()
        story = Story(ground, seed)
        story.tell(notices)
        made = Made(notices=notices.write(now))
    ours = Meeting.objects.filter(series__in=(ground.weekly, ground.national))
    made.meetings = ours.filter(state=MeetingState.ENDED).count()
    made.called = ", ".join(f"{timezone.localtime(row.starts_at):%Y-%m-%d %H:%M}" for row in story.coming)
    made.people, made.snapshots = Attendance.objects.count(), Snapshot.objects.count()
    made.reviews, made.agreements = Review.objects.count(), Agreement.objects.count()
    made.signed, made.papers = Minutes.objects.signed().count(), story.papers
    made.by_state = dict(Agreement.objects.order_by().values_list("state").annotate(Count("pk")))
    audit.record(type=FINISHED, by=None, after={"seed": seed, "meetings": made.meetings, "agreements": made.agreements})
    return made


class Story:
    """One run over one country."""

    def __init__(self, ground: Ground, seed: int) -> None:
        self.ground, self.seed = ground, seed
        self.timeline = Timeline(ground.now)
        self.members: dict[int, list[Member]] = {}
        self.past: list[Meeting] = []
        self.central = Posting.objects.get(person=ground.secretary)
        self.coming: list[Meeting] = []
        self.papers = 0
        self.nights: set[date] = set()

    def tell(self, notices: Notices) -> None:
        ground = self.ground
        both = (ground.weekly, ground.national)
        for series in both:
            # An invented room, so that a page shows where; what a file said of it stays.
            series.is_simulated, series.place = True, series.place or ROOM
            series.video_link = series.video_link or VIDEO.format(series.code)
            series.save(update_fields=["is_simulated", "place", "video_link"])
            unplan_meetings(series=series, by=None)  # the past comes first: it has the first numbers
        self.past = past_meetings(ground)
        first = min((meeting.on for meeting in self.past), default=ground.today)
        add_members(ground, first - timedelta(days=14))
        for series in both:
            rows = Member.objects.filter(series=series).current().select_related("delegation", "unit", "person")
            self.members[series.pk] = list(rows)
        for meeting in self.past:
            self.timeline.add(meeting.starts_at, partial(self._hold, meeting))
        self._days()
        self.timeline.run(after=notices.mark)
        evaluate_agreements(now=ground.now)
        plan_both(ground)
        notices.mark(ground.now)
        self.coming = call_coming(ground, notices)
        notices.mark(ground.now)

    def _days(self) -> None:
        """From the first meeting on: reminders when work starts, and the nights on which something may have changed."""
        if not self.past:
            return
        day = min(meeting.on for meeting in self.past) + timedelta(days=1)
        while day <= self.ground.today:
            if day.isoweekday() in WORKING:
                at = datetime.combine(day, MORNING, self.ground.weekly.zone)
                self.timeline.add(at, lambda at: remind_agreements(now=at))
            if day.isoweekday() in WEEKLY_FIGURES or self.ground.today - day <= EVERY_NIGHT:
                self._night(day)
            day += timedelta(days=1)

    def _night(self, day: date) -> None:
        """What the data say, once a night."""
        if day not in self.nights:
            self.nights.add(day)
            at = datetime.combine(day, NIGHT, self.ground.weekly.zone)
            self.timeline.add(at, lambda at: evaluate_agreements(now=at))

    def _rng(self, meeting: Meeting, what: str) -> Random:
        return Random(f"{self.seed}:{what}:{meeting.series.code}:{meeting.number}")  # noqa: S311

    def _hold(self, meeting: Meeting, _at: datetime) -> None:
        """From the figures of the afternoon to the last word; minutes follow on their own days."""
        ground, rng = self.ground, self._rng(meeting, "meeting")
        is_review = meeting.series.has_reviews
        absent = self._absent(rng) if is_review else set()
        seat_everybody(ground, meeting, self.members[meeting.series_id], absent, rng)
        before = meeting.starts_at - FROZEN_BEFORE
        reviews, gathered = self._freeze(meeting, before)
        agenda = build_past_agenda(ground, meeting, gathered, before)
        self._turn(meeting, MeetingState.RUNNING, opened_at=meeting.starts_at + timedelta(minutes=rng.randrange(2, 12)))
        assert meeting.opened_at is not None
        carry_over(meeting=meeting, by=ground.secretary, now=meeting.opened_at)
        if is_review:
            look_at_each(ground, meeting, reviews, absent, meeting.number == 1, rng)
            codes = {pair["drug_code"] for row in reviews if row.snapshot for pair in row.snapshot.data["worst"]}
            sketches = promised(reviews, self._managed(), drugs_by_code(codes), owed_in(meeting.series), rng)
        else:
            sketches = agreed_in(ground, meeting, self._last(meeting), self.central, rng)
        for made in agree_all(ground, self.timeline, meeting, sketches, self.seed):
            self._night(made.due_on + timedelta(days=1))
        note_agenda(agenda, rng)
        ends = max([meeting.ends_at, *(row.reviewed_at for row in reviews if row.reviewed_at)])
        self._turn(meeting, MeetingState.ENDED, closed_at=ends + timedelta(minutes=rng.randrange(1, 9)))
        self._write_down(meeting, rng)

    def _absent(self, rng: Random) -> set[int]:
        known = {member.delegation_id for member in self.members[self.ground.weekly.pk]}
        away = list(Unit.objects.order_by("delegation").values_list("delegation", flat=True).distinct())
        away = [pk for pk in away if pk not in known]
        return set(rng.sample(away, min(ABSENT_DELEGATIONS, len(away) // 4)))

    def _freeze(self, meeting: Meeting, at: datetime) -> tuple[list[Review], dict[str, Any]]:
        """Gathered once: what is frozen and what the agenda says are the same figures."""
        if not meeting.series.has_reviews:
            figures = gather(meeting, at)
            freeze_all(meeting=meeting, by=None, now=at, only=(COUNTRY, NETWORK), figures=figures)
            return [], dict(figures)
        reviews = freeze_reviews(meeting, at)
        gathered = {}
        for row in Snapshot.objects.filter(meeting=meeting):
            gathered[row.data["code"] or str(row.kind)] = row.data
        return reviews, gathered

    def _turn(self, meeting: Meeting, state: str, **moment: datetime) -> None:
        meeting.state = state
        for name, at in moment.items():
            setattr(meeting, name, at)
        meeting.edition += 1
        meeting.save(update_fields=["state", "edition", *moment])

    def _managed(self) -> dict[str, Unit]:
        """Hospitals whose supply somebody answers for, by CLUES."""
        held = Posting.objects.current(self.ground.today).filter(role=Role.UNIT_SUPPLY_MANAGER)
        rows = Unit.objects.filter(pk__in=held.order_by().values("unit")).select_related("delegation")
        return {unit.clues: unit for unit in rows}

    def _last(self, meeting: Meeting) -> int:
        return max(row.number for row in self.past if row.series_id == meeting.series_id)

    def _write_down(self, meeting: Meeting, rng: Random) -> None:
        """Drafted the same day, signed two days later; the newest weekly session's is still a draft."""
        assert meeting.closed_at is not None
        closed, is_newest = meeting.closed_at, meeting.number == self._last(meeting)
        stays_a_draft = (is_newest and not meeting.series.has_reviews) or closed + SIGNED >= self.ground.now
        after = DRAFTED if stays_a_draft else SIGNED
        self.timeline.add(closed + after, lambda at: self._minutes(meeting, at, rng, sign=not stays_a_draft))

    def _minutes(self, meeting: Meeting, at: datetime, rng: Random, *, sign: bool) -> None:
        """Written as the button writes them; signed, the one before the newest has a paper and an addendum."""
        assert meeting.closed_at is not None
        minutes = draft_past(meeting, self.ground.secretary, meeting.closed_at + DRAFTED, rng)
        if not sign:
            return
        sign_past(self.ground, minutes, at)
        if meeting.series_id == self.ground.weekly.pk and meeting.number == self._last(meeting) - 1:
            add_past_addendum(self.ground, minutes, min(at + CORRECTED, self.ground.now))
            self.papers = len(make_papers(minutes=minutes))
