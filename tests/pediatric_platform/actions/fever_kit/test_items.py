"""What a kit must hold is said by its hospital; supplies are counted, drugs are not."""

from __future__ import annotations

import pytest

from delegations.errors import NotAllowed
from delegations.models import AuditEvent, Person, Unit
from pediatric_platform.actions.fever_kit import add_item, change_item, count_items, set_door
from pediatric_platform.errors.fever_kit import (
    DoorUnreachable,
    DrugNeeded,
    DrugNotNeeded,
    ItemNamed,
    MinimumNeeded,
    NameNeeded,
    NothingCounted,
    NotOfThisKit,
)
from pediatric_platform.models import FeverDoor, KitItem
from supply.models import Drug
from tests.factories.fever import KitItemFactory

pytestmark = pytest.mark.django_db


def test_an_antibiotic_is_named_after_its_drug_and_goes_last(hospital: Unit, vincristine: Drug, ana: Person) -> None:
    KitItemFactory(unit=hospital, role="supply", drug=None, name="Catéter", position=4)
    item = add_item(unit=hospital, role="first", drug=vincristine, minimum=6, by=ana)
    assert (item.name, item.position, item.minimum) == (vincristine.label, 5, 6)
    event = AuditEvent.objects.get(type="kit_item.added")
    assert (event.by_id, event.unit_id) == (ana.pk, hospital.pk)


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"role": "first"}, DrugNeeded),
        ({"role": "supply", "drug": True}, DrugNotNeeded),
        ({"role": "supply"}, NameNeeded),
        ({"role": "supply", "name": "Gasas", "minimum": 0}, MinimumNeeded),
        ({"role": "supply", "name": "Catéter"}, ItemNamed),
        ({"role": "first", "drug": True, "name": "Otra vez"}, ItemNamed),
    ],
)
def test_what_cannot_be_in_a_kit(hospital: Unit, vincristine: Drug, ana: Person, asked, refusal) -> None:
    KitItemFactory(unit=hospital, role="supply", drug=None, name="Catéter")
    KitItemFactory(unit=hospital, drug=vincristine, name="Vincristina")
    given = {"minimum": 2, **asked, "drug": vincristine if asked.get("drug") else None}
    with pytest.raises(refusal):
        add_item(unit=hospital, by=ana, **given)
    assert KitItem.objects.count() == 2


def test_only_the_hospitals_own_people_keep_its_kit(
    hospital: Unit, vincristine: Drug, beto: Person, carla: Person, olga: Person, mireya: Person, rosa: Person
) -> None:
    item = KitItemFactory(unit=hospital, drug=vincristine)
    supply = KitItemFactory(unit=hospital, role="supply", drug=None, name="Gasas")
    for person in (beto, carla, olga, mireya, rosa):
        with pytest.raises(NotAllowed):
            add_item(unit=hospital, role="supply", name="Algo", minimum=1, by=person)
        with pytest.raises(NotAllowed):
            change_item(item=item, minimum=1, by=person)
        with pytest.raises(NotAllowed):
            count_items(unit=hospital, counts={supply.pk: 1}, by=person)
        with pytest.raises(NotAllowed):
            set_door(unit=hospital, name="Urgencias", phone="33", by=person)


def test_a_drug_is_not_counted_by_hand_nor_another_hospitals_gauze(
    hospital: Unit, other_hospital: Unit, vincristine: Drug, felipe: Person
) -> None:
    drug = KitItemFactory(unit=hospital, drug=vincristine)
    theirs = KitItemFactory(unit=other_hospital, role="supply", drug=None, name="Gasas")
    for counts in ({drug.pk: 3}, {theirs.pk: 3}):
        with pytest.raises(NotOfThisKit):
            count_items(unit=hospital, counts=counts, by=felipe)
    with pytest.raises(NothingCounted):
        count_items(unit=hospital, counts={}, by=felipe)
    theirs.refresh_from_db()
    assert theirs.counted is None


def test_the_same_again_leaves_no_trace_and_another_minimum_does(
    hospital: Unit, vincristine: Drug, carmen: Person
) -> None:
    item = KitItemFactory(unit=hospital, drug=vincristine, minimum=5)
    change_item(item=item, minimum=5, by=carmen)
    assert not AuditEvent.objects.filter(type="kit_item.changed").exists()
    change_item(item=item, minimum=8, is_active=False, by=carmen)
    event = AuditEvent.objects.get(type="kit_item.changed")
    assert (event.before["minimum"], event.after["minimum"], event.after["in_use"]) == (5, 8, False)


def test_an_open_door_has_a_telephone(hospital: Unit, carmen: Person) -> None:
    with pytest.raises(DoorUnreachable):
        set_door(unit=hospital, name="Urgencias", by=carmen)
    set_door(unit=hospital, name="Urgencias  pediátricas", phone="33 1234 5678", by=carmen)
    set_door(unit=hospital, name="Urgencias pediátricas", is_open=False, by=carmen)
    door = FeverDoor.objects.get()
    assert (door.name, door.phone, door.is_open) == ("Urgencias pediátricas", "", False)
    assert AuditEvent.objects.filter(type="fever_door.set").count() == 2
