"""The simulated roll-out keeps every rule that people's acts keep, and is the same from the same seed."""

import pytest
from django.utils import timezone

from delegations.models import Unit
from pediatric_platform.models import Attendance, Finding, Milestone, RolloutSite, Visit, VisitItem
from pediatric_platform.simulation.rollout import RolloutSimulationRefused, simulate_rollout
from tests.factories.children import ChildFactory
from tests.factories.delegations import UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(delegation, hospital, other_hospital, ana, carla, olga):
    UnitFactory.create_batch(12, delegation=delegation)
    Unit.objects.update(provides_chemotherapy=True)
    ChildFactory(unit=hospital, is_simulated=True)
    for number in range(6):
        VisitItem.objects.create(code=f"p{number}", text=f"Pregunta {number}", position=number)


def test_it_agrees_with_the_registry_and_with_itself(country, hospital):
    made = simulate_rollout(now=timezone.now())
    assert made.sites == RolloutSite.objects.filter(is_simulated=True).count() == 14
    reached = Milestone.objects.filter(kind="first_child", done_on__isnull=False)
    assert list(reached.values_list("site__unit", flat=True)) in ([], [hospital.pk])
    assert not Milestone.objects.filter(kind="verified", done_on__isnull=False).exists()
    assert not Attendance.objects.filter(training__closed_at__isnull=False, came__isnull=True).exists()
    assert not Attendance.objects.filter(passed=True, score__lt=8).exists()
    for visit in Visit.objects.filter(signed_at__isnull=False):
        assert visit.answers.count() == 6
        told_no = set(visit.answers.filter(answer="no").values_list("item", flat=True))
        assert told_no == set(visit.findings.values_list("item", flat=True))
    assert made.findings == Finding.objects.count()
    with pytest.raises(RolloutSimulationRefused):
        simulate_rollout(now=timezone.now())
