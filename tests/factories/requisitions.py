"""Requisitions that a test needs but does not care about."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from supply.models import Requisition, RequisitionLine
from supply.weeks import IsoWeek
from tests.factories.delegations import PlaceFactory
from tests.factories.supply import DrugFactory


class RequisitionFactory(DjangoModelFactory):
    """Sent a moment ago; nobody has decided."""

    class Meta:
        model = Requisition

    place = factory.SubFactory(PlaceFactory)
    cycle = factory.LazyFunction(lambda: IsoWeek.of(timezone.localdate()).monday)
    state = "sent"
    sent_at = factory.LazyFunction(timezone.now)


class RequisitionLineFactory(DjangoModelFactory):
    class Meta:
        model = RequisitionLine

    requisition = factory.SubFactory(RequisitionFactory)
    drug = factory.SubFactory(DrugFactory)
    suggested = 4
    asked = 4
