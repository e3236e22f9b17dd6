"""A supplier with a record, and orders of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from delegations.models import Place
from supply.models import ContractLine, Drug, Lot, SupplyOrder
from tests.factories.purchasing import (
    ContractFactory,
    ContractLineFactory,
    DeliveryFactory,
    DeliveryLineFactory,
    SupplyOrderFactory,
)
from tests.factories.supply import PresentationFactory


@pytest.fixture
def line(vincristine: Drug) -> ContractLine:
    return ContractLineFactory(
        contract=ContractFactory(),
        presentation=PresentationFactory(drug=vincristine, pieces_per_pack=5),
        max_packs=100_000,
    )


@pytest.fixture
def deliver():
    """deliver(order, day, packs): accepted, with a lot; the database adds it up."""

    def deliver_it(order: SupplyOrder, day: date, packs: int) -> None:
        drug = order.line.presentation.drug
        lot, _new = Lot.objects.get_or_create(
            drug=drug, number="ENTREGADO", expires_on=timezone.localdate() + timedelta(days=400)
        )
        delivery = DeliveryFactory(supplier=order.line.contract.supplier, place=order.place, arrived_on=day)
        DeliveryLineFactory(
            delivery=delivery, order=order, lot=lot, lot_number=lot.number, expires_on=lot.expires_on,
            delivered_packs=packs, accepted_packs=packs, rejected_packs=0, reason="",
        )  # fmt: skip

    return deliver_it


@pytest.fixture
def record(deliver, delegation_warehouse) -> Callable[..., None]:
    """record(line, [0, 0, 5]): past orders that came so many days after their deadline; None: nothing ever came."""

    def record_it(line: ContractLine, late: list[int | None], place: Place | None = None) -> None:
        due = timezone.localdate() - timedelta(days=60)
        for days in late:
            order = SupplyOrderFactory(
                line=line,
                place=place or delegation_warehouse,
                issued_on=due - timedelta(days=30),
                deadline_on=due,
                **({"state": "cancelled", "reason": "No hubo"} if days is None else {}),
            )
            if days is not None:
                deliver(order, due + timedelta(days=days), order.packs)

    return record_it
