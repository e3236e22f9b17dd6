"""Weight and height: what cannot be is refused, what is odd needs a reason, and the surface is Mosteller's."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from delegations.errors import NotAllowed
from delegations.models import AuditEvent, Person
from pediatric_platform.actions.growth import measure
from pediatric_platform.errors.children import BadDay, DeceasedChild, ImpossibleMeasure, UnusualMeasure
from pediatric_platform.models import Child, Growth

pytestmark = pytest.mark.django_db


@pytest.fixture
def today(nina: Child) -> date:
    return nina.unit.today()


def taken(child: Child, by: Person | None, on: date, kg: str = "20.4", cm: str = "115.5", why: str = "") -> Growth:
    return measure(child=child, measured_on=on, weight_kg=Decimal(kg), height_cm=Decimal(cm), unusual_reason=why, by=by)


def test_a_measure_is_written_with_its_surface(nina: Child, carmen: Person, today: date) -> None:
    growth = taken(nina, carmen, today, "20.4", "115.5")
    # √(20.4 × 115.5 / 3600) = √0.6545 = 0.809
    assert growth.surface_m2 == Decimal("0.809")
    assert growth.written_by == carmen
    assert AuditEvent.objects.about(nina).get().after == {
        "growth": growth.pk, "on": today.isoformat(), "unusual": False,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kg", "cm", "field"),
    [("200", "115", "weight_kg"), ("2.0", "115", "weight_kg"), ("20", "11.5", "height_cm"), ("20", "219", "height_cm")],
)
def test_what_cannot_be_at_seven_is_refused_whatever_reason_is_given(nina, carmen, today, kg, cm, field) -> None:
    with pytest.raises(ImpossibleMeasure) as told:
        taken(nina, carmen, today, kg, cm, why="Así salió")
    assert told.value.field == field
    assert Growth.objects.count() == 1


def test_a_rare_weight_needs_a_reason(nina: Child, carmen: Person) -> None:
    long_ago = nina.unit.today() - timedelta(days=200)
    with pytest.raises(UnusualMeasure) as told:
        taken(nina, carmen, long_ago, "44", "115")
    assert (told.value.measured, told.value.field) == ("weight_kg", "unusual_reason")
    assert taken(nina, carmen, long_ago, "44", "115", why="Obesidad, la sigue nutrición").unusual_reason


def test_a_weight_that_jumps_in_a_few_days_needs_a_reason(nina: Child, carmen: Person, today: date) -> None:
    with pytest.raises(UnusualMeasure) as told:
        taken(nina, carmen, today, "23.1", "115.2")  # 20 kg three days ago: +15.5 %
    assert "20" in told.value.message
    assert taken(nina, carmen, today, "23.1", "115.2", why="Retiene líquidos").weight_kg == Decimal("23.10")


def test_a_child_that_shrinks_needs_a_reason(nina: Child, carmen: Person, today: date) -> None:
    with pytest.raises(UnusualMeasure):
        taken(nina, carmen, today, "20", "112")


@pytest.mark.parametrize("days", [1, -3000])
def test_a_day_to_come_or_before_birth_is_refused(nina: Child, carmen: Person, today: date, days: int) -> None:
    with pytest.raises(BadDay) as told:
        taken(nina, carmen, today + timedelta(days=days))
    assert told.value.field == "measured_on"


def test_the_button_pressed_twice_is_one_measure(nina: Child, carmen: Person, today: date) -> None:
    assert taken(nina, carmen, today).pk == taken(nina, carmen, today).pk
    assert AuditEvent.objects.about(nina).count() == 1


def test_of_two_measures_of_a_day_the_later_holds(nina: Child, carmen: Person, today: date) -> None:
    taken(nina, carmen, today, "20.4")
    right = taken(nina, carmen, today, "21.4")
    assert nina.growth.latest() == right


def test_nobody_measures_who_died(nina: Child, carmen: Person, today: date) -> None:
    Child.objects.filter(pk=nina.pk).update(state="deceased", state_on=today)
    with pytest.raises(DeceasedChild):
        taken(nina, carmen, today)


def test_only_who_treats_the_child_measures(nina: Child, ana: Person, felipe: Person, carla: Person, today) -> None:
    for person in (ana, felipe, carla):
        with pytest.raises(NotAllowed):
            taken(nina, person, today)
