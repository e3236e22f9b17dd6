from __future__ import annotations

from datetime import date

import pytest

from supply.actions.ledger import LotLine, receive
from supply.actions.recalls import NamedLot, open_recall
from supply.models import Lot
from tests.factories.supply import DrugFactory

EXPIRY = date(2030, 6, 30)


@pytest.fixture
def bevacizumab(db):
    return DrugFactory(generic_name="Bevacizumab", inn="bevacizumab")


@pytest.fixture
def put(bevacizumab):
    """`put(pharmacy, "B 96896", 5)`: pieces received; the lot."""

    def arrive(place, number, pieces, drug=bevacizumab, **more) -> Lot:
        posting = receive(
            place=place,
            lines=[LotLine(drug.pk, number, more.get("expires_on", EXPIRY), pieces)],
            key=f"{place.pk}-{number}-{pieces}",
            by=None,
        )
        return posting.document.movements.select_related("lot").get().lot

    return arrive


@pytest.fixture
def recall(bevacizumab):
    """`recall("B96896", by=olga)`: opened by its action."""

    def opened(*numbers, by, **more):
        told = {
            "kind": "falsified",
            "product": "Avastin 400 mg",
            "source": "Alerta de prueba 12/2026",
            "drug": bevacizumab,
            **more,
        }
        return open_recall(lots=[NamedLot(number) for number in numbers], by=by, **told)

    return opened
