"""Simulated meetings keep every rule that people's acts keep, name nobody, and are the same from the same seed."""

from datetime import date, time, timedelta

import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from delegations import audit
from delegations.models import AuditEvent, Delivery, DeliveryState, Notification, Person
from delegations.roles import Role
from meetings.actions.minutes import draft_minutes
from meetings.actions.minutes.sign import missing_of
from meetings.canonical import digest
from meetings.management.commands import simulate_meetings as simulate_meetings_command
from meetings.minuting.chain import is_intact
from meetings.minuting.texts import texts_of
from meetings.models import (
    AgendaItem,
    Agreement,
    AgreementEvent,
    Attendance,
    Meeting,
    Member,
    Minutes,
    MinutesPaper,
    Review,
    Series,
    Snapshot,
)
from meetings.selectors.naming import who_is_named
from meetings.simulation import past, run
from meetings.simulation.ground import MeetingSimulationRefused
from meetings.simulation.run import FINISHED, Made, simulate_meetings
from tests.factories.delegations import PostingFactory
from tests.factories.meetings import MeetingFactory, SeriesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def series(db):
    """Begun long ago, as the country's own."""
    weekly = SeriesFactory(name="Sesión de prueba", with_families=True, has_reviews=False)
    national = SeriesFactory(
        name="Revisión de prueba", every_weeks=4, anchor_on=date(2026, 1, 6), weekday=2, starts_at=time(10)
    )
    return weekly, national


@pytest.fixture
def country(series, hospital, other_hospital, delegation, ana, beto, carla, olga, nina, rosa):
    """Two delegations, a hospital each; Nina is treated in one of them. Her mother and central office are simulated."""
    Person.objects.filter(pk__in=[olga.pk, rosa.pk]).update(is_simulated=True, joined_at=timezone.now())
    type(nina).objects.filter(pk=nina.pk).update(is_simulated=True)
    PostingFactory(role=Role.HEAD_OF_MEDICAL_SERVICES, delegation=delegation)
    return series


@pytest.fixture
def few(monkeypatch):
    """One of each: what is told of many is told by another test."""
    monkeypatch.setattr(past, "WEEKLY", 1)
    monkeypatch.setattr(past, "NATIONAL", 1)


@pytest.fixture
def unprinted(monkeypatch):
    """Nothing is typeset: another test looks at the paper."""
    monkeypatch.setattr(run, "make_papers", lambda *, minutes: [])


def test_sessions_and_a_review_lie_behind_and_the_next_one_is_called(country, rosa, nina, monkeypatch):
    monkeypatch.setattr(past, "WEEKLY", 4)
    monkeypatch.setattr(past, "NATIONAL", 1)
    now = timezone.now()
    made = simulate_meetings(now=now)
    weekly, national = country
    over = Meeting.objects.filter(state="ended")
    assert [over.filter(series=row).count() for row in country] == [4, 1]
    assert made.meetings == 5
    assert not over.exclude(closed_at__lt=now, opened_at__gte=F("starts_at"), is_simulated=True).exists()
    assert list(over.filter(series=weekly).order_by("starts_at").values_list("number", flat=True)) == [1, 2, 3, 4]
    coming = Meeting.objects.filter(series=weekly, state="planned").order_by("starts_at")
    assert coming[0].called_at is not None
    assert coming[0].number == 5
    assert coming[0].agenda.filter(kind="opening").exists()
    assert coming[1].called_at is None
    assert Meeting.objects.filter(series=national, state="planned", starts_at__gt=now).exists()

    # Who was there: everybody noted, the relative as she said, and enough of those who count.
    held = Attendance.objects.filter(meeting__in=over)
    assert not held.filter(presence="expected").exists()
    assert held.there().count() > held.count() / 2
    assert Member.objects.get(person=rosa).named_said_at is not None

    # Figures, agenda and reviews are of their day.
    for meeting in over:
        kinds = set(meeting.snapshots.values_list("kind", flat=True))
        assert {"country", "network"} <= kinds
        assert not meeting.snapshots.filter(taken_at__gte=meeting.starts_at).exists()
    assert not AgendaItem.objects.filter(meeting__in=over, state="pending").exists()
    assert Review.objects.filter(meeting__series=national).count() == 2
    assert not Review.objects.filter(state="pending").exists()
    assert not Review.objects.filter(snapshot=None).exists()

    _check_agreements(now)
    _check_minutes(weekly)
    _check_names(nina, rosa)
    assert Notification.objects.filter(created_at__lt=now - timedelta(days=5)).exists()
    assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()
    assert AuditEvent.objects.filter(type=FINISHED).count() == 1
    with pytest.raises(MeetingSimulationRefused):
        simulate_meetings(now=now)


def _check_agreements(now):
    """Of every state, with the history that led there, owned by posts or by somebody from outside."""
    rows = Agreement.objects.all()
    assert set(rows.values_list("state", flat=True)) == {"open", "at_risk", "broken", "fulfilled", "cancelled"}
    assert not rows.filter(Q(owner_role="") & Q(owner_name="")).exists()
    assert rows.filter(carried__gte=2).exists()
    assert rows.filter(reopenings=1, state="fulfilled").exists()
    assert rows.filter(~Q(due_on=F("first_due_on"))).exists()
    assert not rows.filter(for_families=True, family_text="").exists()
    for row in rows:
        events = list(row.events.order_by("at", "pk"))
        assert events[0].kind == "agreed"
        assert all(event.at <= now for event in events)
        assert [event.after for event in events if event.after][-1] == row.state
        told = sum(event.kind == "carried" for event in events)
        assert told == row.carried
    assert not AgreementEvent.objects.filter(agreement__agreed_at__gt=F("at")).exists()


def _check_minutes(weekly):
    """Signed as people sign them, but for the newest; what was frozen can be checked, and one was corrected."""
    newest = Minutes.objects.get(signed_at=None)
    assert (newest.meeting.series, newest.meeting.number) == (weekly, 4)
    # As whoever signs it does first: states have moved on since it was drafted.
    assert missing_of(draft_minutes(meeting=newest.meeting, by=None)) == []
    signed = Minutes.objects.signed()
    assert signed.count() == 4
    for minutes in signed:
        assert minutes.sha256 == digest(minutes.content)
        assert is_intact(minutes, minutes.addenda.all())
        assert minutes.signed_at > minutes.meeting.closed_at
        assert minutes.content["country"]["data"]["kind"] == "country"
        assert minutes.signatures.count() == 2
        assert who_is_named(minutes.meeting, texts_of(minutes, minutes.content)) == []
    [corrected] = [row for row in signed if row.addenda.exists()]
    papers = MinutesPaper.objects.filter(minutes=corrected, addenda=1)
    assert {bytes(row.content)[:4] for row in papers} == {b"%PDF"}
    assert papers.count() == 2


def _check_names(nina, rosa):
    """Not the child's name in anything kept of a meeting; her mother's, who agreed, in its list alone."""
    kept = [
        *Minutes.objects.values_list("sections", "family_text", "content"),
        *Agreement.objects.values_list("text", "family_text", "closing_note"),
        *AgreementEvent.objects.values_list("text"),
        *Review.objects.values_list("comment"),
        *AgendaItem.objects.values_list("title", "body", "notes", "data"),
        *Snapshot.objects.values_list("data"),
    ]
    assert nina.given_names not in str(kept)
    assert nina.first_surname not in str(kept)
    of_agreements = [*Agreement.objects.values_list("text", "family_text"), *Snapshot.objects.values_list("data")]
    assert rosa.full_name not in str(of_agreements)


def test_the_same_seed_tells_the_same_story(country, few, unprinted):
    now = timezone.now()
    assert _story(now, 7) == _story(now, 7)


def _story(now, seed):
    """What a run leaves, told without numbers of rows; undone."""
    with transaction.atomic():
        simulate_meetings(now=now, seed=seed)
        told = [
            *Agreement.objects.order_by("agreed_at", "pk").values_list("text", "due_on", "state", "fulfilled_on"),
            *AgreementEvent.objects.order_by("pk").values_list("kind", "at", "text"),
            *Attendance.objects.order_by("pk").values_list("name", "presence", "represented_by"),
            *Minutes.objects.order_by("meeting__starts_at").values_list("folio", "signed_at"),
        ]
        transaction.set_rollback(True)
    return told


def test_a_country_without_children_and_with_few_days_has_fewer_meetings_and_no_relatives(series, unprinted):
    now = timezone.now()
    PostingFactory(
        person__is_simulated=True, role=Role.CENTRAL_OFFICE, is_national=True,
        starts_on=timezone.localdate(now) - timedelta(days=9),
    )  # fmt: skip
    made = simulate_meetings(now=now)
    assert 1 <= made.meetings <= 3
    assert not Member.objects.filter(kind="family").exists()
    assert not Minutes.objects.signed().exclude(content__meeting__number__gte=1).exists()


def test_nobody_to_call_or_meetings_already_called_is_refused(series, olga):
    with pytest.raises(MeetingSimulationRefused, match="oficina central"):
        simulate_meetings(now=timezone.now())
    Person.objects.filter(pk=olga.pk).update(is_simulated=True)
    MeetingFactory(series=series[0])
    with pytest.raises(MeetingSimulationRefused, match="convocadas"):
        simulate_meetings(now=timezone.now())
    Meeting.objects.update(state="planned")
    assert Series.objects.count() == 2
    assert not Person.objects.filter(full_name__startswith="Secretaría").exists()


def test_without_series_it_says_which_command_is_missing(olga):
    with pytest.raises(MeetingSimulationRefused, match="load_series"):
        simulate_meetings(now=timezone.now())


def test_the_command_tells_what_was_made_and_a_second_run_changes_nothing(db, monkeypatch, capsys):
    monkeypatch.setattr(simulate_meetings_command, "simulate_meetings", _told)
    call_command("simulate_meetings", seed=5)
    assert "10 sesiones celebradas" in capsys.readouterr().out
    call_command("simulate_meetings")
    assert "ya están" in capsys.readouterr().out


def _told(*, now, seed):
    audit.record(type=FINISHED, by=None, after={"seed": seed})
    return Made(meetings=10)
