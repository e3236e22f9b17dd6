"""Runs, proposals and transfer orders that a test needs but does not care about."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from supply.models import Proposal, RedistributionRun, TransferOrder, TransferOrderLine
from tests.factories.delegations import PlaceFactory
from tests.factories.supply import DrugFactory


class RedistributionRunFactory(DjangoModelFactory):
    """Done a moment ago."""

    class Meta:
        model = RedistributionRun

    state = "done"
    as_of = factory.LazyFunction(timezone.now)
    finished_at = factory.LazyFunction(timezone.now)


class ProposalFactory(DjangoModelFactory):
    class Meta:
        model = Proposal

    run = factory.SubFactory(RedistributionRunFactory)
    drug = factory.SubFactory(DrugFactory)
    from_place = factory.SubFactory(PlaceFactory)
    to_place = factory.SubFactory(PlaceFactory)
    pieces = 5
    transit_days = 2
    arrives_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=2))
    doses = 1


class TransferOrderFactory(DjangoModelFactory):
    """Nobody has confirmed it."""

    class Meta:
        model = TransferOrder

    from_place = factory.SubFactory(PlaceFactory)
    to_place = factory.SubFactory(PlaceFactory)
    origin = "hand"


class TransferOrderLineFactory(DjangoModelFactory):
    class Meta:
        model = TransferOrderLine

    order = factory.SubFactory(TransferOrderFactory)
    drug = factory.SubFactory(DrugFactory)
    pieces = 2
