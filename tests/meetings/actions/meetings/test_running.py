"""A meeting moves, ends, begins: each only when it may, and two at once never lose one another's work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Delegation, Notification, Person, Unit
from meetings.actions.meetings import (
    cancel_meeting,
    close_meeting,
    move_meeting,
    name_officers,
    open_meeting,
    reopen_meeting,
)
from meetings.actions.reviews import mark
from meetings.errors.series import (
    AnotherIsRunning,
    FactWrong,
    MeetingIsOver,
    MinutesAreSigned,
    NotCalled,
    PastMoment,
    ReasonMissing,
    ReasonNamesSomebody,
    SameMoment,
    TakenSlot,
    TooEarlyToOpen,
)
from meetings.models import Meeting, Minutes, Review, Series
from pediatric_platform.errors.editing import StaleEdition
from tests.factories.children import ChildFactory
from tests.factories.meetings import (
    AgreementFactory,
    AttendanceFactory,
    MeetingFactory,
    SeriesFactory,
    ended,
    running,
    signed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def series() -> Series:
    return SeriesFactory()


@pytest.fixture
def meeting(series: Series) -> Meeting:
    return MeetingFactory(series=series, starts_at=timezone.now() + timedelta(hours=2))


def _move(meeting: Meeting, by: Person, **told: Any) -> Meeting:
    facts = {"starts_at": meeting.starts_at, "place": meeting.place, "video_link": "", "reason": "Prueba"}
    return move_meeting(meeting=meeting, by=by, **(facts | told))


def test_whoever_opens_it_writes_it_down_and_who_never_came_is_absent_when_it_closes(
    meeting: Meeting, olga: Person, ana: Person
) -> None:
    row = AttendanceFactory(meeting=meeting, person=ana)

    opened = open_meeting(meeting=meeting, edition=1, by=olga)
    closed = close_meeting(meeting=opened, edition=2, by=olga)

    row.refresh_from_db()
    assert (opened.secretary, closed.state, row.presence) == (olga, "ended", "absent")
    assert closed.closed_at is not None


def test_one_press_begins_it_with_its_agenda_its_pending_agreements_and_its_reviews(
    series: Series, delegation: Delegation, olga: Person
) -> None:
    earlier = ended(MeetingFactory(series=series, starts_at=timezone.now() - timedelta(days=7)))
    meeting = MeetingFactory(series=series, starts_at=timezone.now() + timedelta(hours=2))
    owed = AgreementFactory(meeting=earlier, due_on=timezone.localdate() - timedelta(days=1))

    open_meeting(meeting=meeting, by=olga)

    owed.refresh_from_db()
    review = Review.objects.get(meeting=meeting, delegation=delegation)
    assert owed.carried == 1
    assert {"opening", "agreements", "review"} <= set(meeting.agenda.values_list("kind", flat=True))
    assert review.snapshot is not None
    assert review.snapshot.taken_at >= meeting.called_at


def test_one_without_reviews_begins_without_them(olga: Person, delegation: Delegation) -> None:
    weekly = MeetingFactory(series=SeriesFactory(has_reviews=False), starts_at=timezone.now() + timedelta(hours=2))
    open_meeting(meeting=weekly, by=olga)
    assert not Review.objects.filter(meeting=weekly).exists()


def test_its_end_says_what_was_not_reviewed_and_leaves_a_draft_that_its_secretary_is_told_of(
    meeting: Meeting, delegation: Delegation, other_delegation: Delegation, olga: Person, ana: Person
) -> None:
    AttendanceFactory(meeting=meeting, person=ana)
    name_officers(meeting=meeting, chair=olga, secretary=ana, by=olga)
    open_meeting(meeting=meeting, by=olga)
    waiting = Review.objects.get(meeting=meeting, delegation=delegation)
    skipped = mark(review=Review.objects.get(meeting=meeting, delegation=other_delegation), state="skipped", by=olga)

    close_meeting(meeting=meeting, by=olga)

    waiting.refresh_from_db()
    minutes = Minutes.objects.get(meeting=meeting)
    assert (waiting.state, waiting.reviewed_by) == ("skipped", olga)
    assert any(delegation.name in part["text"] for part in minutes.sections if "revis" in part["title"].lower())
    told = Notification.objects.get(kind="minutes.drafted")
    assert (told.person, minutes.folio in told.path) == (ana, True)

    reopen_meeting(meeting=meeting, by=olga)
    waiting.refresh_from_db()
    skipped.refresh_from_db()
    assert (waiting.state, waiting.reviewed_at, skipped.state) == ("pending", None, "skipped")
    close_meeting(meeting=meeting, by=olga)
    assert Notification.objects.filter(kind="minutes.drafted").count() == 1


def test_it_is_taken_up_again_until_its_minutes_are_signed(meeting: Meeting, olga: Person) -> None:
    open_meeting(meeting=meeting, by=olga)
    close_meeting(meeting=meeting, by=olga)
    again = reopen_meeting(meeting=meeting, by=olga)
    assert (again.state, again.closed_at) == ("running", None)
    close_meeting(meeting=meeting, by=olga)
    signed(Minutes.objects.get(meeting=meeting), olga)
    with pytest.raises(MinutesAreSigned):
        reopen_meeting(meeting=meeting, by=olga)


def test_two_of_one_series_do_not_run_at_once(meeting: Meeting, series: Series, olga: Person) -> None:
    running(MeetingFactory(series=series, starts_at=timezone.now() - timedelta(days=1)))
    with pytest.raises(AnotherIsRunning):
        open_meeting(meeting=meeting, by=olga)


def test_next_week_s_is_not_opened_by_mistake_nor_one_that_nobody_was_called_to(series: Series, olga: Person) -> None:
    with pytest.raises(TooEarlyToOpen):
        open_meeting(meeting=MeetingFactory(series=series, starts_at=timezone.now() + timedelta(days=7)), by=olga)
    with pytest.raises(NotCalled):
        open_meeting(meeting=MeetingFactory(series=series, called_at=None), by=olga)


def test_what_runs_or_is_over_is_neither_moved_nor_cancelled(meeting: Meeting, olga: Person) -> None:
    cancel_meeting(meeting=meeting, reason="Sin luz", by=olga)
    for act in (
        lambda: _move(meeting, olga, place="Otra"),
        lambda: cancel_meeting(meeting=meeting, reason="x", by=olga),
        lambda: open_meeting(meeting=meeting, by=olga),
        lambda: reopen_meeting(meeting=meeting, by=olga),
    ):
        with pytest.raises(MeetingIsOver):
            act()


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        ({"reason": " "}, ReasonMissing),
        ({}, SameMoment),
        ({"starts_at": timezone.now() - timedelta(days=1)}, PastMoment),
        ({"video_link": "javascript:alert(1)"}, FactWrong),
        ({"minutes": 2}, FactWrong),
    ],
)
def test_a_move_that_cannot_be_is_refused_and_changes_nothing(
    meeting: Meeting, olga: Person, told: dict[str, Any], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        _move(meeting, olga, **told)
    assert Meeting.objects.get(pk=meeting.pk).revision == 0


def test_two_of_one_series_are_never_on_one_day(meeting: Meeting, series: Series, olga: Person) -> None:
    other = MeetingFactory(series=series, starts_at=meeting.starts_at + timedelta(days=7))
    with pytest.raises(TakenSlot):
        _move(meeting, olga, starts_at=other.starts_at)
    cancel_meeting(meeting=other, reason="Sin luz", by=olga)
    assert _move(meeting, olga, starts_at=other.starts_at).on == other.on


def test_two_who_move_it_at_once_and_the_second_is_told_by_whom(meeting: Meeting, olga: Person) -> None:
    _move(meeting, olga, place="Auditorio", edition=1)
    with pytest.raises(StaleEdition) as refused:
        _move(meeting, olga, place="Patio", edition=1)
    assert refused.value.who == olga.full_name
    assert Meeting.objects.get(pk=meeting.pk).place == "Auditorio"


def test_officers_are_staff(meeting: Meeting, olga: Person, ana: Person, rosa: Person) -> None:
    named = name_officers(meeting=meeting, chair=olga, secretary=ana, by=olga)
    assert (named.chair, named.secretary) == (olga, ana)
    with pytest.raises(FactWrong):
        name_officers(meeting=meeting, chair=rosa, secretary=ana, by=olga)


def test_the_reason_that_everybody_is_mailed_names_no_child(meeting: Meeting, hospital: Unit, olga: Person) -> None:
    ChildFactory(unit=hospital, given_names="Ximena", first_surname="Arizpe", second_surname="Tello")
    words = "Por el funeral de Ximena Arizpe"
    for act in (
        lambda: _move(meeting, olga, place="Otra", reason=words),
        lambda: cancel_meeting(meeting=meeting, reason=words, by=olga),
    ):
        with pytest.raises(ReasonNamesSomebody) as refused:
            act()
        assert refused.value.field == "reason"
        assert "Ximena" not in refused.value.message
    assert not AuditEvent.objects.filter(type__in=("meeting.moved", "meeting.cancelled")).exists()
