"""Rows of the golden hour that a test needs but does not care about."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from pediatric_platform.models import FeverDoor, FeverEpisode, FeverRule, FeverStamp, KitAlert, KitItem
from tests.factories.children import ChildFactory, folio
from tests.factories.delegations import UnitFactory
from tests.factories.supply import DrugFactory

RULES = {
    "target_minutes": (60, "min"),
    "fever_once": (Decimal("38.5"), "°C"),
    "fever_sustained": (Decimal("38.0"), "°C"),
    "neutropenia": (500, "/µL"),
}


def fever_rules() -> None:
    """The numbers of the golden hour, as a test takes them."""
    for code, (value, unit) in RULES.items():
        FeverRule.objects.get_or_create(
            code=code, defaults={"name": code, "value": value, "unit": unit, "source": "Prueba", "standing": "prueba"}
        )


class FeverDoorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeverDoor

    unit = factory.SubFactory(UnitFactory)
    name = "Urgencias pediátricas"
    directions = "Planta baja, a la derecha"
    phone = "33 0000 0001"
    hours = "A toda hora"


class FeverEpisodeFactory(factory.django.DjangoModelFactory):
    """Arrived ten minutes ago, no antibiotic yet."""

    class Meta:
        model = FeverEpisode

    folio = factory.Sequence(lambda n: folio("F", n + 1))
    child = factory.SubFactory(ChildFactory)
    unit = factory.SelfAttribute("child.unit")
    state = "here"
    temperature = Decimal("38.7")
    fever_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))
    arrived_at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))
    deadline_at = factory.LazyAttribute(lambda row: row.arrived_at + timedelta(minutes=60) if row.arrived_at else None)
    opened_at = factory.LazyFunction(lambda: timezone.now() - timedelta(hours=1))


class FeverStampFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FeverStamp

    episode = factory.SubFactory(FeverEpisodeFactory)
    stamp = "arrived"
    at = factory.LazyFunction(lambda: timezone.now() - timedelta(minutes=10))
    key = factory.Sequence(lambda n: f"tap-{n}")


class KitItemFactory(factory.django.DjangoModelFactory):
    """Cefepime, five pieces at least."""

    class Meta:
        model = KitItem

    unit = factory.SubFactory(UnitFactory)
    role = "first"
    name = "Cefepima 1 g"
    drug = factory.SubFactory(DrugFactory)
    minimum = 5


class KitAlertFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = KitAlert

    item = factory.SubFactory(KitItemFactory)
    on_hand = 1
    minimum = 5
