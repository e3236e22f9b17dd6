"""The stages of the simulation on a small ground: what they write keeps every rule of the tables."""

from __future__ import annotations

import pytest
from django.utils import timezone

from pediatric_platform.models import (
    Child,
    Consent,
    Dose,
    DoseState,
    Guardian,
    Plan,
    Session,
    SessionState,
    children_of,
)
from pediatric_platform.selectors.promises import hit_rate
from pediatric_platform.simulation import cohort, families, promises, registry, treatment
from tests.factories.children import ConsentTextFactory, DiagnosisFactory, induction
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db
SEED = 2026


@pytest.fixture
def made(db):
    """Thirty children at six hospitals, with the one regimen there is."""
    for illness in cohort.ILLNESSES:
        DiagnosisFactory(code=illness.diagnosis)
    induction(code="ALL-SR-LMIC", name="Protocolo de prueba")
    units = [UnitFactory() for _unit in range(6)]
    demo = PersonFactory(email="familia@example.org")
    PostingFactory(person=demo, role="family", unit=units[0])
    text, now = ConsentTextFactory(), timezone.now()
    today = timezone.localdate(now)
    enrolled = registry.enrol(cohort.draw(30, today, SEED), units, today, SEED, None)
    opened = families.invite(enrolled, demo, text, now, SEED, None)
    treated = treatment.treat(enrolled, today, SEED, None)
    told = promises.promise(treated.past, treated.moves, opened, today, SEED)
    return today, demo, treated, told


def test_every_child_is_simulated_sized_and_treated_somewhere(made) -> None:
    assert Child.objects.filter(is_simulated=True).count() == 30
    assert not Child.objects.filter(growth__isnull=True).exists()
    assert not Child.objects.filter(stays__isnull=True).exists()
    assert Plan.objects.filter(child__state="active").count() == Plan.objects.count() > 0


def test_past_days_were_given_and_those_to_come_are_planned(made) -> None:
    today, _demo, treated, _told = made
    assert treated.past
    assert treated.to_come
    assert not Session.objects.filter(on__lt=today).exclude(state=SessionState.GIVEN).exists()
    assert not Session.objects.filter(on__gte=today).exclude(state=SessionState.PLANNED).exists()
    assert not Dose.objects.filter(session__on__lt=today).exclude(state=DoseState.GIVEN).exists()


def test_the_demos_relative_sees_two_children_and_one_of_them_has_a_second_guardian(made) -> None:
    _today, demo, _treated, _told = made
    own = children_of(demo)
    assert own.count() == 2
    assert sorted(Guardian.objects.filter(child=child).count() for child in own) == [1, 2]
    assert Consent.objects.exists()


def test_every_promise_of_a_past_day_is_settled(made) -> None:
    _today, _demo, _treated, told = made
    rate = hit_rate()
    assert told > 0
    assert rate.pending == 0
    assert rate.kept > rate.broken
