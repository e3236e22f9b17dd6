"""An episode opened at the door, taken back, explained, measured and closed."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.fever import (
    close_episode,
    note_temperature,
    open_episode,
    prealert,
    say_why_late,
    stamp,
    take_back,
)
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.fever import (
    AnotherRuns,
    ArrivedAlready,
    ChildDied,
    EpisodeEnded,
    ImpossibleNeutrophils,
    ImpossibleTemperature,
    NotAFever,
    NothingToNote,
    NotLate,
    NotStamped,
    NotYoursToStamp,
    RunsElsewhere,
    StampLeansOn,
    WhyClosed,
    WhyCorrected,
    WhyLate,
)
from pediatric_platform.models import FeverEpisode, FeverStamp, FeverState
from tests.factories.children import ChildFactory, FamilyReportFactory
from tests.factories.fever import FeverEpisodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(nina):
    return FeverEpisodeFactory(child=nina)


@pytest.fixture
def late(nina):
    """Arrived ninety minutes ago."""
    return FeverEpisodeFactory(child=nina, fever_at=None, arrived_at=timezone.now() - timedelta(minutes=90))


def test_at_the_door_the_clock_runs(nina, carmen, hospital):
    began = timezone.now() - timedelta(hours=2)
    row = open_episode(child=nina, unit=hospital, by=carmen, temperature=Decimal("38.6"), fever_at=began, key="puerta")
    assert row.state == FeverState.HERE
    assert row.deadline_at == row.arrived_at + timedelta(minutes=60)
    assert row.fever_at == began
    assert {one.stamp for one in row.stamps.all()} == {"arrived", "fever"}
    event = AuditEvent.objects.get(type="fever.opened")
    assert event.after["child"] == nina.folio
    assert "Nina" not in str(event.after) + event.target_label


def test_opened_twice_by_the_same_press_it_is_one(nina, carmen, hospital):
    first = open_episode(child=nina, unit=hospital, by=carmen, key="puerta")
    again = open_episode(child=nina, unit=hospital, by=carmen, key="puerta")
    assert (again.pk, again.arrived_at, again.edition) == (first.pk, first.arrived_at, first.edition)
    assert FeverStamp.objects.count() == 1


def test_who_was_announced_and_arrives_keeps_the_episode(nina, rosa, carmen, hospital):
    report = FamilyReportFactory(child=nina, unit=hospital, kind="fever", text="", told_by=rosa)
    coming = prealert(report=report, unit=hospital)
    here = open_episode(child=nina, unit=hospital, by=carmen, key="puerta")
    assert here.pk == coming.pk
    assert (here.state, here.prealert_at) == (FeverState.HERE, report.told_at)


def test_a_clock_that_runs_elsewhere_is_taken_over_on_purpose_and_goes_on(other_hospital, hospital, carmen):
    running = FeverEpisodeFactory(child=ChildFactory(unit=other_hospital))
    with pytest.raises(RunsElsewhere):
        open_episode(child=running.child, unit=hospital, by=carmen, key="k")
    taken = open_episode(child=running.child, unit=hospital, by=carmen, receive=True, key="k")
    assert (taken.pk, taken.unit, taken.arrived_at) == (running.pk, hospital, running.arrived_at)
    event = AuditEvent.objects.get(type="fever.received")
    assert event.before == {"state": "here", "unit": other_hospital.pk}


def test_who_died_has_no_fever(carmen, hospital):
    child = ChildFactory(unit=hospital, state="deceased", state_on=timezone.localdate())
    with pytest.raises(ChildDied):
        open_episode(child=child, unit=hospital, by=carmen, key="k")


def test_only_who_stamps_there_opens_there(nina, hospital, ana, mireya, olga, other_hospital, carmen):
    for person in (ana, mireya, olga):
        with pytest.raises(NotYoursToStamp):
            open_episode(child=nina, unit=hospital, by=person, key="k")
    with pytest.raises(NotYoursToStamp):
        open_episode(child=nina, unit=other_hospital, by=carmen, key="k")


def test_another_childs_report_opens_nothing(nina, rosa, carmen, hospital):
    report = FamilyReportFactory(child=nina, unit=hospital, kind="fever", text="", told_by=rosa)
    with pytest.raises(NotAFever):
        open_episode(child=ChildFactory(unit=hospital), unit=hospital, by=carmen, report=report, key="k")


@pytest.mark.django_db(transaction=True)
def test_two_who_open_at_once_open_one(nina, carmen, felipe, hospital):
    together, found = Barrier(2), []

    def open_one(person, key):
        together.wait()
        try:
            found.append(open_episode(child=nina, unit=hospital, by=person, key=key).pk)
        finally:
            connection.close()

    threads = [Thread(target=open_one, args=pair) for pair in ((carmen, "a"), (felipe, "b"))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(found) == 2
    assert len(set(found)) == 1
    assert FeverEpisode.objects.get().stamps.count() == 1


def test_taken_back_the_clock_runs_again(episode, carmen):
    stamp(episode=episode, stamp="antibiotic", key="a", by=carmen)
    back = take_back(episode=episode, stamp="antibiotic", reason="Se tocó por error", key="b", by=carmen)
    assert (back.state, back.antibiotic_at) == (FeverState.HERE, None)
    last = back.stamps.last()
    assert (last.at, last.reason) == (None, "Se tocó por error")
    assert take_back(episode=episode, stamp="antibiotic", reason="x", key="b", by=carmen).edition == back.edition


def test_what_is_taken_back_must_be_there_free_and_explained(episode, nina, carmen, hospital):
    with pytest.raises(NotStamped):
        take_back(episode=episode, stamp="triage", reason="x", key="1", by=carmen)
    with pytest.raises(WhyCorrected):
        take_back(episode=episode, stamp="arrived", reason=" ", key="2", by=carmen)
    stamp(episode=episode, stamp="triage", key="3", by=carmen)
    with pytest.raises(StampLeansOn):
        take_back(episode=episode, stamp="arrived", reason="x", key="4", by=carmen)
    stamp(episode=episode, stamp="antibiotic", key="5", by=carmen)
    open_episode(child=nina, unit=hospital, by=carmen, key="otro")
    with pytest.raises(AnotherRuns):
        take_back(episode=episode, stamp="antibiotic", reason="x", key="6", by=carmen)


def test_an_arrival_taken_back_is_on_its_way_again(episode, carmen):
    back = take_back(episode=episode, stamp="arrived", reason="Era otra niña", key="1", by=carmen)
    assert (back.state, back.arrived_at, back.deadline_at) == (FeverState.COMING, None, None)


def test_why_it_was_late_is_said_once_it_is(late, hospital, carmen):
    in_time = FeverEpisodeFactory(child=ChildFactory(unit=hospital))
    with pytest.raises(NotLate):
        say_why_late(episode=in_time, reason="no_access", by=carmen)
    for reason, note in (("", ""), ("other", " "), ("lazy", "")):
        with pytest.raises(WhyLate):
            say_why_late(episode=late, reason=reason, note=note, by=carmen)
    assert say_why_late(episode=late, reason="no_access", by=carmen).late_reason == "no_access"


def test_a_reason_goes_when_the_stamps_say_that_it_was_in_time(late, carmen):
    stamp(episode=late, stamp="antibiotic", key="a", by=carmen)
    say_why_late(episode=late, reason="late_pharmacy", by=carmen)
    at = late.arrived_at + timedelta(minutes=50)
    done = stamp(episode=late, stamp="antibiotic", key="b", by=carmen, at=at, reason="Se selló al terminar")
    assert (done.antibiotic_at, done.late_reason) == (at, "")


def test_closing_without_antibiotic_says_why(episode, carmen):
    for reason, note in (("", ""), ("other_cause", ""), ("tired", "x")):
        with pytest.raises(WhyClosed):
            close_episode(episode=episode, reason=reason, note=note, by=carmen)
    with pytest.raises(ArrivedAlready):
        close_episode(episode=episode, reason="not_come", note="Fue al centro de salud", by=carmen)
    with pytest.raises(StaleEdition):
        close_episode(episode=episode, reason="no_fever", edition=episode.edition + 1, by=carmen)
    closed = close_episode(episode=episode, reason="no_fever", edition=episode.edition, by=carmen)
    assert closed.state == FeverState.CLOSED
    with pytest.raises(EpisodeEnded):
        close_episode(episode=episode, reason="no_fever", by=carmen)
    with pytest.raises(EpisodeEnded):
        take_back(episode=episode, stamp="arrived", reason="x", key="1", by=carmen)


def test_measures_are_noted_and_the_trail_does_not_tell_them(episode, carmen):
    row = note_temperature(episode=episode, temperature=Decimal("39.1"), neutrophils=200, by=carmen)
    assert (row.temperature, row.neutrophils) == (Decimal("39.1"), 200)
    event = AuditEvent.objects.get(type="fever.measured")
    assert event.after == {"noted": ["temperature", "neutrophils"]}
    with pytest.raises(ImpossibleTemperature):
        note_temperature(episode=episode, temperature=Decimal("43.1"), by=carmen)
    with pytest.raises(ImpossibleNeutrophils):
        note_temperature(episode=episode, neutrophils=-1, by=carmen)
    with pytest.raises(NothingToNote):
        note_temperature(episode=episode, by=carmen)
