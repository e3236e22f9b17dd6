"""Suppliers, tenders, contracts and orders that a test needs but does not care about."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from supply.models import (
    Bid,
    Contract,
    ContractLine,
    Delivery,
    DeliveryLine,
    Supplier,
    SupplyOrder,
    Tender,
    TenderLine,
    WarningSign,
)
from tests.factories.delegations import PlaceFactory
from tests.factories.supply import PresentationFactory


class SupplierFactory(DjangoModelFactory):
    class Meta:
        model = Supplier

    name = factory.Sequence(lambda n: f"Proveedor de prueba {n}")


class TenderFactory(DjangoModelFactory):
    class Meta:
        model = Tender

    number = factory.Sequence(lambda n: f"LA-PRUEBA-{n:04d}")
    kind = "open"


class TenderLineFactory(DjangoModelFactory):
    class Meta:
        model = TenderLine

    tender = factory.SubFactory(TenderFactory)
    presentation = factory.SubFactory(PresentationFactory)
    packs = 100
    reference_price = Decimal("120.00")
    result = "awarded"


class BidFactory(DjangoModelFactory):
    class Meta:
        model = Bid

    line = factory.SubFactory(TenderLineFactory)
    supplier = factory.SubFactory(SupplierFactory)
    price = Decimal("100.00")
    won = True


class ContractFactory(DjangoModelFactory):
    """In force for a year, with half a percent a day up to ten."""

    class Meta:
        model = Contract

    number = factory.Sequence(lambda n: f"CONTRATO-{n:04d}")
    supplier = factory.SubFactory(SupplierFactory)
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=200))
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=165))
    penalty_percent = Decimal("0.50")
    penalty_cap_percent = Decimal("10.00")


class ContractLineFactory(DjangoModelFactory):
    class Meta:
        model = ContractLine

    contract = factory.SubFactory(ContractFactory)
    presentation = factory.SubFactory(PresentationFactory)
    min_packs = 40
    max_packs = 100
    price = Decimal("100.00")


class SupplyOrderFactory(DjangoModelFactory):
    """Issued ten days ago, due in five; nothing has come."""

    class Meta:
        model = SupplyOrder

    number = factory.Sequence(lambda n: f"OS-{n:06d}")
    line = factory.SubFactory(ContractLineFactory)
    place = factory.SubFactory(PlaceFactory)
    packs = 10
    price = Decimal("100.00")
    issued_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    deadline_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=5))


class DeliveryFactory(DjangoModelFactory):
    class Meta:
        model = Delivery

    supplier = factory.SubFactory(SupplierFactory)
    remision = factory.Sequence(lambda n: f"REM-{n:05d}")
    place = factory.SubFactory(PlaceFactory)
    arrived_on = factory.LazyFunction(timezone.localdate)


class DeliveryLineFactory(DjangoModelFactory):
    """Two packs, turned away: the ledger knows nothing of them."""

    class Meta:
        model = DeliveryLine

    delivery = factory.SubFactory(DeliveryFactory)
    order = factory.SubFactory(SupplyOrderFactory)
    lot_number = factory.Sequence(lambda n: f"ENT{n}")
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=500))
    delivered_packs = 2
    rejected_packs = 2
    reason = "Empaque roto"


class WarningSignFactory(DjangoModelFactory):
    class Meta:
        model = WarningSign

    kind = "round_adjustment"
    key = factory.Sequence(lambda n: f"prueba:{n}")
    unusual = Decimal("0.98")
    compared = 40
    facts = factory.Dict({"round": 8, "adjustments": 9, "pieces": 400, "elsewhere": 11.5})
    first_seen = factory.LazyFunction(timezone.now)
    last_seen = factory.LazyFunction(timezone.now)
