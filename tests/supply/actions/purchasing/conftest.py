"""A contract for vincristine in packs of ten, with two open orders to the hospital's pharmacy."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from delegations.models import Place
from supply.models import ContractLine, Drug, Presentation, SupplyOrder
from tests.factories.purchasing import ContractFactory, ContractLineFactory, SupplierFactory, SupplyOrderFactory
from tests.factories.supply import PresentationFactory


@pytest.fixture
def presentation(vincristine: Drug) -> Presentation:
    return PresentationFactory(drug=vincristine, pieces_per_pack=10)


@pytest.fixture
def line(presentation: Presentation) -> ContractLine:
    contract = ContractFactory(number="C-26-001", supplier=SupplierFactory(name="Distribuidora Prueba, S.A. de C.V."))
    return ContractLineFactory(
        contract=contract, presentation=presentation, min_packs=50, max_packs=100, price=Decimal("125.50")
    )


@pytest.fixture
def order(line: ContractLine, pharmacy: Place) -> SupplyOrder:
    return SupplyOrderFactory(number="OS-1", line=line, place=pharmacy, packs=40, price=line.price)


@pytest.fixture
def other_order(line: ContractLine, pharmacy: Place, order: SupplyOrder) -> SupplyOrder:
    deadline = order.deadline_on + timedelta(days=30)
    return SupplyOrderFactory(
        number="OS-2", line=line, place=pharmacy, packs=20, price=line.price, deadline_on=deadline
    )
