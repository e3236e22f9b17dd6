"""What the emergency kit holds: usable pieces of the hospital's own places, and what somebody counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from delegations.models import Place, PlaceKind, Unit
from pediatric_platform.selectors.fever_kit import kit_of
from supply.actions.ledger import LotLine, receive
from supply.models import Drug, Lot, LotState
from tests.factories.delegations import PlaceFactory, UnitFactory
from tests.factories.fever import KitItemFactory

pytestmark = pytest.mark.django_db


def put(place: Place, drug: Drug, number: str, expires_on: date, pieces: int) -> None:
    lines = [LotLine(drug.pk, number, expires_on, pieces)]
    came = min(place.today(), expires_on)
    receive(place=place, lines=lines, key=f"{place.code}-{number}", by=None, occurred_on=came)


def test_only_usable_pieces_of_the_units_own_places_count(
    hospital: Unit, pharmacy: Place, warehouse: Place, delegation_warehouse: Place, vincristine: Drug
) -> None:
    item = KitItemFactory(unit=hospital, drug=vincristine, minimum=10)
    today = hospital.today()
    put(pharmacy, vincristine, "BUENO", today + timedelta(days=90), 3)
    put(warehouse, vincristine, "TAMBIEN", today + timedelta(days=90), 4)
    put(delegation_warehouse, vincristine, "AJENO", today + timedelta(days=90), 50)
    put(pharmacy, vincristine, "RETENIDO", today + timedelta(days=90), 60)
    Lot.objects.filter(number="RETENIDO").update(state=LotState.QUARANTINED)
    put(pharmacy, vincristine, "CADUCO", today - timedelta(days=1), 70)

    kit = kit_of([hospital.pk])[hospital.pk]

    assert [(line.item, line.on_hand, line.is_short) for line in kit.lines] == [(item, 7, True)]
    assert kit.is_short
    assert kit.has_antibiotic
    assert not kit.lacks_antibiotic
    assert kit.lines[0].at is not None


def test_a_lot_that_expires_today_is_good_where_the_hospital_still_has_today(
    pharmacy: Place, vincristine: Drug, transit: Place
) -> None:
    """At 03:00 UTC it is still the day before in Tijuana."""
    last = timezone.now().date() + timedelta(days=9)
    night = datetime.combine(last + timedelta(days=1), time(3), UTC)
    tijuana: Unit = UnitFactory(delegation=pharmacy.delegation, time_zone="America/Tijuana")
    east: Unit = UnitFactory(delegation=pharmacy.delegation, time_zone="UTC")
    for unit in (tijuana, east):
        place = PlaceFactory(unit=unit, kind=PlaceKind.PHARMACY)
        put(place, vincristine, f"ULTIMO-{unit.pk}", last, 9)
        KitItemFactory(unit=unit, drug=vincristine)

    kits = kit_of([tijuana.pk, east.pk], now=night)

    assert kits[tijuana.pk].lines[0].on_hand == 9
    assert kits[east.pk].lines[0].is_out


def test_a_supply_is_as_it_was_counted_and_an_old_count_is_not_relied_on(hospital: Unit) -> None:
    now = timezone.now()
    never = KitItemFactory(unit=hospital, role="supply", drug=None, name="Equipo", position=1)
    fresh = KitItemFactory(
        unit=hospital, role="supply", drug=None, name="Catéter", minimum=2, counted=5, counted_at=now, position=2
    )
    old = KitItemFactory(
        unit=hospital, role="supply", drug=None, name="Hemocultivo", minimum=2, counted=5,
        counted_at=now - timedelta(days=8), position=3,
    )  # fmt: skip

    kit = kit_of([hospital.pk], now=now)[hospital.pk]

    assert [(line.item, line.on_hand, line.is_known) for line in kit.lines] == [
        (never, None, False),
        (fresh, 5, True),
        (old, 5, False),
    ]
    assert [line.item for line in kit.unknown] == [never, old]
    assert not kit.is_short
    assert not kit.lacks_antibiotic


def test_what_is_missing_is_told_antibiotics_first(hospital: Unit, pharmacy: Place, vincristine: Drug) -> None:
    gauze = KitItemFactory(
        unit=hospital, role="supply", drug=None, name="Gasas", counted=0, counted_at=timezone.now(), position=0
    )
    antibiotic = KitItemFactory(unit=hospital, drug=vincristine, position=1)
    kit = kit_of([hospital.pk])[hospital.pk]
    assert [line.item for line in kit.short] == [antibiotic, gauze]
    assert kit.lacks_antibiotic


def test_an_item_out_of_use_and_a_unit_without_a_kit(hospital: Unit, other_hospital: Unit, vincristine: Drug) -> None:
    KitItemFactory(unit=hospital, drug=vincristine, is_active=False)
    kits = kit_of([hospital.pk, other_hospital.pk])
    assert kits[hospital.pk].lines == ()
    assert kits[other_hospital.pk].lines == ()
    assert kit_of([]) == {}


def test_queries_do_not_grow_with_hospitals(
    hospital: Unit, other_hospital: Unit, pharmacy: Place, vincristine: Drug, django_assert_num_queries
) -> None:
    for unit in (hospital, other_hospital):
        KitItemFactory(unit=unit, drug=vincristine)
    with django_assert_num_queries(5):  # items, rules, days, balances, ages
        kit_of([hospital.pk, other_hospital.pk])
