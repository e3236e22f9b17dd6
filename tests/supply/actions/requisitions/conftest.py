"""A hospital that lacks vincristine, a delegation whose warehouse has some."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from delegations.models import Person, Place, Unit
from supply.actions.ledger import LotLine, receive
from supply.actions.requisitions import AskedLine, draft_requisition, send_requisition
from supply.models import Drug, Requisition
from tests.factories.planning import StockPlanFactory
from tests.factories.supply import DrugFactory

FAR = date(2030, 12, 31)


@pytest.fixture
def vincristine(db) -> Drug:
    return DrugFactory()


@pytest.fixture
def put(vincristine: Drug) -> Callable[..., None]:
    """Pieces on a shelf."""

    def at(place: Place, pieces: int, number: str = "L-1", drug: Drug | None = None) -> None:
        line = LotLine((drug or vincristine).pk, number, FAR, pieces)
        receive(place=place, lines=[line], key=f"{place.code}-{number}-{pieces}", by=None)

    return at


@pytest.fixture
def lacking(hospital: Unit, vincristine: Drug) -> Callable[..., None]:
    """What the levels say of vincristine at the hospital."""

    def says(suggested: int, **values: object) -> None:
        StockPlanFactory(unit=hospital, drug=vincristine, suggested=suggested, **values)

    return says


@pytest.fixture
def draft(pharmacy: Place, vincristine: Drug, ana: Person) -> Callable[..., Requisition]:
    def make(asked: int = 20, explanation: str = "", *, place: Place = pharmacy, by: Person = ana, **head: object):
        return draft_requisition(place=place, lines=[AskedLine(vincristine.pk, asked, explanation)], by=by, **head)

    return make


@pytest.fixture
def sent(draft: Callable[..., Requisition], ana: Person) -> Callable[..., Requisition]:
    def make(*args: object, by: Person = ana, **head: object) -> Requisition:
        return send_requisition(requisition=draft(*args, by=by, **head), by=by)

    return make


@pytest.fixture
def soon() -> date:
    return timezone.localdate() + timedelta(days=3)
