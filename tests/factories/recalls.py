"""Recalls that a test needs but does not care about; those that stop lots are made by their action."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from supply.models import Recall, RecallHolding, RecallLot
from tests.factories.delegations import PlaceFactory
from tests.factories.supply import DrugFactory, LotFactory


class RecallFactory(DjangoModelFactory):
    class Meta:
        model = Recall

    kind = "quality"
    drug = factory.SubFactory(DrugFactory)
    product = "Producto de prueba"
    source = "Alerta de prueba"
    opened_at = factory.LazyFunction(timezone.now)


class RecallLotFactory(DjangoModelFactory):
    class Meta:
        model = RecallLot

    recall = factory.SubFactory(RecallFactory)
    number = factory.Sequence(lambda n: f"RET{n:05d}")


class RecallHoldingFactory(DjangoModelFactory):
    """Nobody has answered."""

    class Meta:
        model = RecallHolding

    recall = factory.SubFactory(RecallFactory)
    place = factory.SubFactory(PlaceFactory)
    lot = factory.SubFactory(LotFactory)
    pieces = 5
    deadline_at = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=24))
