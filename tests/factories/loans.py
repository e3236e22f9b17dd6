"""Partners and loans that a test needs but does not care about."""

from __future__ import annotations

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from supply.models import Loan, LoanLine, Partner
from tests.factories.delegations import DelegationFactory, PlaceFactory
from tests.factories.supply import LotFactory


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Hospital externo de prueba {n}")
    institution = "Servicios estatales de prueba"
    delegation = factory.SubFactory(DelegationFactory)


class LoanFactory(DjangoModelFactory):
    """Ours, lent a week ago, due in a week; its posting is the caller's."""

    class Meta:
        model = Loan

    direction = "given"
    place = factory.SubFactory(PlaceFactory)
    partner = factory.SubFactory(PartnerFactory)
    on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=7))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))


class LoanLineFactory(DjangoModelFactory):
    class Meta:
        model = LoanLine

    loan = factory.SubFactory(LoanFactory)
    lot = factory.SubFactory(LotFactory)
    pieces = 3
