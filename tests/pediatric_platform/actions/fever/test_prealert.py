"""A family says fever: the emergency room it goes to has the episode before the child is there."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Notification
from pediatric_platform.actions.fever import open_episode, prealert
from pediatric_platform.errors.fever import NotAFever
from pediatric_platform.models import FeverEpisode, FeverState
from tests.factories.children import FamilyReportFactory
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(nina, rosa):
    return FamilyReportFactory(
        child=nina,
        unit=nina.unit,
        kind="fever",
        text="",
        told_by=rosa,
        temperature=Decimal("38.9"),
        began_at=timezone.now() - timedelta(minutes=40),
    )


def told() -> set[str]:
    return set(Notification.objects.filter(kind="fever.coming").values_list("person__email", flat=True))


def test_the_emergency_room_has_it_at_once(report, hospital, carmen, felipe, ana, mireya, carla):
    episode = prealert(report=report, unit=hospital)
    assert (episode.state, episode.unit, episode.child) == (FeverState.COMING, hospital, report.child)
    assert (episode.fever_at, episode.prealert_at) == (report.began_at, report.told_at)
    assert episode.temperature == Decimal("38.9")
    assert episode.arrived_at is None
    assert episode.deadline_at is None
    assert [one.stamp for one in episode.stamps.all()] == ["fever", "prealert"]
    assert told() == {"carmen@example.org", "felipe@example.org"}
    event = AuditEvent.objects.get(type="fever.prealerted")
    assert event.by_id == report.told_by_id
    assert "Rosa" not in f"{event.by} {event.after}"


def test_where_nobody_treats_the_head_of_medical_services_is_told_too(report, hospital, felipe):
    head = PersonFactory(email="jefatura@example.org")
    PostingFactory(person=head, role="head_medical_services", delegation=hospital.delegation, unit=None)
    prealert(report=report, unit=hospital)
    assert told() == {"felipe@example.org", "jefatura@example.org"}


def test_told_twice_it_is_one(report, hospital, carmen):
    first = prealert(report=report, unit=hospital)
    again = prealert(report=report, unit=hospital)
    assert again.pk == first.pk
    assert FeverEpisode.objects.count() == 1
    assert first.stamps.count() == 2
    assert Notification.objects.filter(kind="fever.coming").count() == 1


def test_through_another_door_the_episode_goes_there_and_that_hospital_is_told(report, hospital, carmen, rosa):
    other = UnitFactory(delegation=hospital.delegation)
    PostingFactory(person=PersonFactory(email="guardia@example.org"), role="clinician", unit=other)
    first = prealert(report=report, unit=hospital)
    second = FamilyReportFactory(child=report.child, unit=hospital, kind="fever", text="", told_by=rosa)
    moved = prealert(report=second, unit=other)
    assert moved.pk == first.pk
    assert moved.unit == other
    assert told() == {"carmen@example.org", "guardia@example.org"}


def test_who_is_in_the_emergency_room_stays_there(report, hospital, carmen):
    here = open_episode(child=report.child, unit=hospital, by=carmen, key="puerta")
    told_late = prealert(report=report, unit=UnitFactory(delegation=hospital.delegation))
    assert told_late.pk == here.pk
    assert (told_late.unit, told_late.state) == (hospital, FeverState.HERE)
    assert told_late.arrived_at == here.arrived_at
    assert told_late.report == report


def test_a_report_of_a_problem_is_no_fever(nina, rosa, hospital):
    problem = FamilyReportFactory(child=nina, unit=hospital, kind="problem", told_by=rosa)
    with pytest.raises(NotAFever):
        prealert(report=problem, unit=hospital)
