"""Simulated kits, doors and readings: only where simulated children are treated, once, the same with the same seed."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from delegations.models import Person, PlaceKind, Unit
from pediatric_platform.models import Child, FeverDoor, Guide, GuideReading, KitAlert, KitItem
from supply.actions.ledger import LotLine, receive
from supply.models import Drug
from tests.factories.children import ChildFactory
from tests.factories.delegations import PersonFactory, PlaceFactory, PostingFactory
from tests.factories.guides import published

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(hospital: Unit, other_hospital: Unit, vincristine: Drug, carmen: Person) -> list[Person]:
    """Two hospitals with simulated children, a third without; ten simulated clinicians."""
    for unit in (hospital, other_hospital):
        ChildFactory(unit=unit)
        place = PlaceFactory(unit=unit, kind=PlaceKind.PHARMACY)
        lines = [LotLine(vincristine.pk, f"LOTE-{unit.pk}", unit.today() + timedelta(days=90), 20)]
        receive(place=place, lines=lines, key=f"llega-{unit.pk}", by=None)
    Child.objects.update(is_simulated=True)
    Drug.objects.filter(pk=vincristine.pk).update(inn="cefepime", strength="1", drug_class="support_fn_antibiotic")
    published(code="neutropenia-febril-pediatrica")
    staff = [PersonFactory(is_simulated=True) for _ in range(10)]
    for person in staff:
        PostingFactory(person=person, role="clinician", unit=hospital)
    return staff


@override_settings(SIMULATED=True)
def test_kits_doors_and_readings(country: list[Person], hospital: Unit, other_hospital: Unit, carmen: Person) -> None:
    call_command("simulate_kits_and_guides", stdout=StringIO())
    assert FeverDoor.objects.exclude(phone="").count() == 2
    assert KitItem.objects.filter(role="first").count() == 2
    assert KitItem.objects.filter(role="supply", counted__isnull=True).count() == 2  # one of each nobody counted
    # One hospital of each three is short: of an antibiotic, and of needles.
    assert sorted(KitAlert.objects.standing().values_list("item__role", flat=True)) == ["first", "supply"]
    procedure = Guide.objects.get(is_simulated=True)
    assert procedure.versions.get(state="current").statements.get(key="primera-hora").text.endswith("la llegada.")
    assert 0 < GuideReading.objects.count() < 20
    assert not GuideReading.objects.filter(person=carmen).exists()  # she is not simulated
    before = GuideReading.objects.count()
    call_command("simulate_kits_and_guides", stdout=StringIO())
    assert (KitItem.objects.count(), GuideReading.objects.count()) == (12, before)


@override_settings(SIMULATED=False)
def test_never_among_real_data(country: list[Person]) -> None:
    with pytest.raises(CommandError):
        call_command("simulate_kits_and_guides", stdout=StringIO())
    assert not KitItem.objects.exists()
