"""Stamps of the golden hour: one tap, one effect; in order, within limits, corrected with a reason."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.fever import close_episode, open_episode, stamp
from pediatric_platform.errors.fever import (
    AlreadyStamped,
    BadKey,
    EpisodeEnded,
    FutureStamp,
    NotAnAntibiotic,
    NotArrived,
    NotStamped,
    NotYoursToStamp,
    OutOfOrder,
    TooLateToCorrect,
    TooLongAgo,
)
from pediatric_platform.golden_hour import taken
from pediatric_platform.models import FeverEpisode, FeverState
from tests.factories.children import ChildFactory
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.fever import FeverEpisodeFactory, fever_rules
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def episode(nina):
    """Arrived ten minutes ago."""
    return FeverEpisodeFactory(child=nina)


def minutes_ago(minutes: float) -> datetime:
    return timezone.now() - timedelta(minutes=minutes)


def test_a_tap_is_now_and_leaves_a_trace(episode, carmen):
    before = timezone.now()
    done = stamp(episode=episode, stamp="triage", key="t1", by=carmen)
    assert before <= done.triage_at <= timezone.now()
    assert done.edition == episode.edition + 1
    history = done.stamps.get()
    assert (history.stamp, history.at, history.was, history.by, history.offline) == (
        "triage", done.triage_at, None, carmen, False,
    )  # fmt: skip
    event = AuditEvent.objects.get(type="fever.stamped")
    assert event.target_label == episode.folio
    assert event.by_id == carmen.pk
    assert event.after == {"stamp": "triage", "at": done.triage_at.isoformat(timespec="seconds")}


def test_the_same_tap_sent_twice_is_one(episode, carmen):
    first = stamp(episode=episode, stamp="triage", key="t1", by=carmen)
    again = stamp(episode=episode, stamp="triage", key="t1", by=carmen, at=minutes_ago(3))
    assert again.triage_at == first.triage_at
    assert again.stamps.count() == 1
    assert AuditEvent.objects.filter(type="fever.stamped").count() == 1


def test_a_key_of_another_stamp_is_refused(episode, carmen):
    stamp(episode=episode, stamp="triage", key="t1", by=carmen)
    with pytest.raises(BadKey):
        stamp(episode=episode, stamp="evaluated", key="t1", by=carmen)
    for key in ("", "k" * 53):
        with pytest.raises(BadKey):
            stamp(episode=episode, stamp="evaluated", key=key, by=carmen)


def test_a_tap_that_waited_for_the_network_counts_when_it_was_tapped(episode, carmen):
    at = minutes_ago(7)
    done = stamp(episode=episode, stamp="triage", key="t1", by=carmen, at=at, offline=True)
    assert done.triage_at == at
    assert done.stamps.get().offline
    assert done.stamps.get().noted_at > at + timedelta(minutes=6)


def test_the_antibiotic_ends_the_clock(episode, felipe):
    cefepime = DrugFactory(generic_name="Cefepima")
    done = stamp(episode=episode, stamp="antibiotic", key="a", by=felipe, antibiotic=cefepime)
    assert (done.state, done.antibiotic) == (FeverState.TREATED, cefepime)
    with pytest.raises(NotAnAntibiotic):
        stamp(episode=episode, stamp="dispensed", key="d", by=felipe, antibiotic=cefepime)


def test_set_already_it_says_who_and_when(episode, carmen, felipe):
    stamp(episode=episode, stamp="triage", key="t1", by=carmen)
    with pytest.raises(AlreadyStamped) as refused:
        stamp(episode=episode, stamp="triage", key="t2", by=felipe)
    assert carmen.full_name in refused.value.message


def test_a_correction_says_why_and_keeps_what_it_said(episode, carmen):
    fever_rules()
    was, at = episode.arrived_at, minutes_ago(25)
    done = stamp(episode=episode, stamp="arrived", key="c", by=carmen, at=at, reason="Entró antes")
    assert (done.arrived_at, done.deadline_at) == (at, at + timedelta(minutes=60))
    history = done.stamps.get()
    assert (history.was, history.at, history.reason) == (was, at, "Entró antes")
    event = AuditEvent.objects.get(type="fever.corrected")
    assert event.before == {"at": was.isoformat(timespec="seconds")}


def test_a_corrected_arrival_keeps_the_minutes_it_was_opened_with(episode, carmen):
    FeverEpisode.objects.filter(pk=episode.pk).update(deadline_at=episode.arrived_at + timedelta(minutes=45))
    done = stamp(episode=episode, stamp="arrived", key="c", by=carmen, at=minutes_ago(20), reason="Entró antes")
    assert done.deadline_at - done.arrived_at == timedelta(minutes=45)


def test_out_of_order_is_refused_with_the_other_hour(episode, carmen):
    given = stamp(episode=episode, stamp="antibiotic", key="a", by=carmen, at=minutes_ago(5))
    with pytest.raises(OutOfOrder) as refused:
        stamp(episode=episode, stamp="ordered", key="o", by=carmen)
    told = given.antibiotic_at.astimezone(episode.unit.zone).strftime("%H:%M")
    assert told in refused.value.message
    assert "Indicación" in refused.value.message
    done = stamp(episode=episode, stamp="ordered", key="o", by=carmen, at=minutes_ago(6))
    assert done.ordered_at < done.antibiotic_at
    with pytest.raises(OutOfOrder):
        stamp(episode=episode, stamp="triage", key="t", by=carmen, at=minutes_ago(11))


def test_stamps_that_arrive_out_of_order_are_each_where_they_happened(episode, carmen):
    for name, ago in (("antibiotic", 1), ("triage", 8), ("ordered", 5), ("evaluated", 7), ("dispensed", 3)):
        stamp(episode=episode, stamp=name, key=name, by=carmen, at=minutes_ago(ago), offline=True)
    done = FeverEpisode.objects.get(pk=episode.pk)
    assert done.arrived_at < done.triage_at < done.evaluated_at < done.ordered_at < done.dispensed_at
    assert done.dispensed_at < done.antibiotic_at
    assert done.state == FeverState.TREATED


@pytest.mark.parametrize("name", ["triage", "evaluated", "antibiotic"])
def test_before_arriving_nothing_is_done_to_the_child(nina, carmen, name):
    coming = open_episode(child=nina, unit=nina.unit, by=carmen, arrived=False, key="k")
    with pytest.raises(NotArrived):
        stamp(episode=coming, stamp=name, key=name, by=carmen)


def test_the_order_may_wait_for_the_child(nina, carmen):
    coming = open_episode(child=nina, unit=nina.unit, by=carmen, arrived=False, key="k")
    done = stamp(episode=coming, stamp="ordered", key="o", by=carmen)
    assert (done.state, done.deadline_at) == (FeverState.COMING, None)
    here = stamp(episode=coming, stamp="arrived", key="a", by=carmen)
    assert here.state == FeverState.HERE
    assert here.deadline_at == here.arrived_at + timedelta(minutes=60)


def test_limits_of_how_far_back_and_forward(episode, carmen):
    with pytest.raises(FutureStamp):
        stamp(episode=episode, stamp="triage", key="f", by=carmen, at=minutes_ago(-2))
    with pytest.raises(TooLongAgo):
        stamp(episode=episode, stamp="ordered", key="b", by=carmen, at=minutes_ago(25 * 60))
    with pytest.raises(TooLongAgo):
        stamp(episode=episode, stamp="fever", key="d", by=carmen, at=minutes_ago(15 * 24 * 60), reason="Antes")
    nearly_now = stamp(episode=episode, stamp="triage", key="n", by=carmen, at=minutes_ago(-0.5))
    assert nearly_now.triage_at <= timezone.now()


def test_an_unknown_stamp_is_refused(episode, carmen):
    with pytest.raises(NotStamped):
        stamp(episode=episode, stamp="discharged", key="x", by=carmen)


def test_only_the_hospital_where_the_child_goes_stamps(episode, ana, beto, carla, mireya, olga):
    for person in (ana, beto, carla, mireya, olga):
        with pytest.raises(NotYoursToStamp):
            stamp(episode=episode, stamp="triage", key="t", by=person)


def test_closed_nothing_is_stamped(episode, carmen):
    close_episode(episode=episode, reason="no_fever", by=carmen)
    with pytest.raises(EpisodeEnded):
        stamp(episode=episode, stamp="triage", key="t", by=carmen)


def test_three_days_after_the_antibiotic_stamps_stay(nina, carmen):
    long_ago = timezone.now() - timedelta(days=4)
    old = FeverEpisodeFactory(
        child=nina, state="treated", arrived_at=long_ago, fever_at=None, antibiotic_at=long_ago + timedelta(minutes=50)
    )
    with pytest.raises(TooLateToCorrect):
        stamp(episode=old, stamp="triage", key="t", by=carmen, at=long_ago + timedelta(minutes=5))


def test_a_fever_at_ten_to_midnight_keeps_its_sixty_minutes(nina, carmen, hospital, it_is):
    zone = ZoneInfo("America/Mexico_City")
    it_is(datetime(2026, 11, 19, 23, 50, tzinfo=zone))
    episode = open_episode(child=nina, unit=hospital, by=carmen, key="noche")
    it_is(datetime(2026, 11, 20, 0, 49, tzinfo=zone))
    done = stamp(episode=episode, stamp="antibiotic", key="a", by=carmen)
    assert done.antibiotic_at.astimezone(zone).date() > done.arrived_at.astimezone(zone).date()
    assert taken(done.arrived_at, done.antibiotic_at) == 59
    assert done.antibiotic_at <= done.deadline_at


@pytest.mark.parametrize(
    "arrived",
    [datetime(2026, 11, 1, 8, 40, tzinfo=UTC), datetime(2026, 3, 8, 9, 40, tzinfo=UTC)],
    ids=["the hour repeated", "the hour that was skipped"],
)
def test_across_a_change_of_hour_in_tijuana_an_hour_is_an_hour(other_hospital, arrived, it_is):
    """8:40 UTC is 1:40, twenty minutes before the hour is repeated; 9:40 UTC in March, before it jumps to three."""
    nurse = PersonFactory()
    PostingFactory(person=nurse, role="clinician", unit=other_hospital, starts_on=date(2025, 1, 1))
    it_is(arrived)
    episode = open_episode(child=ChildFactory(unit=other_hospital), unit=other_hospital, by=nurse, key="cambio")
    it_is(arrived + timedelta(minutes=59))
    done = stamp(episode=episode, stamp="antibiotic", key="a", by=nurse)
    here, there = (at.astimezone(ZoneInfo("America/Tijuana")) for at in (done.arrived_at, done.antibiotic_at))
    assert here.utcoffset() != there.utcoffset()
    assert taken(done.arrived_at, done.antibiotic_at) == 59
    assert done.antibiotic_at <= done.deadline_at


def test_the_hour_on_the_wall_clock_fits_the_arrival_tapped_in_that_minute(nina, carmen):
    minute = minutes_ago(10).replace(second=0, microsecond=0)
    episode = FeverEpisodeFactory(child=nina, arrived_at=minute + timedelta(seconds=40))
    done = stamp(episode=episode, stamp="triage", key="typed", by=carmen, at=minute)
    assert done.triage_at == episode.arrived_at
    with pytest.raises(OutOfOrder):
        stamp(episode=episode, stamp="evaluated", key="before", by=carmen, at=minute - timedelta(minutes=1))


def test_the_door_fits_the_fever_told_in_that_minute(nina, carmen, hospital):
    minute = minutes_ago(10).replace(second=0, microsecond=0)
    episode = FeverEpisodeFactory(
        child=nina, state=FeverState.COMING, arrived_at=None, deadline_at=None, fever_at=minute + timedelta(seconds=40)
    )
    done = open_episode(child=nina, unit=hospital, by=carmen, arrived_at=minute, key="door")
    assert (done.pk, done.arrived_at) == (episode.pk, episode.fever_at)
