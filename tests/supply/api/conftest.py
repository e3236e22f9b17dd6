"""Clients of the API signed in as the cast, and a world with a bit of everything in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from delegations.models import Person, Place, Unit
from supply.actions.ledger import IssueLine, LotLine, Posting, dispatch, receive
from supply.actions.prescriptions import Tally, record
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week, draft_week
from supply.models import Drug, Transfer, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory, PresentationFactory


@pytest.fixture
def api() -> Callable[..., APIClient]:
    """A client signed in as a person; nobody when None."""

    def signed_in(person: Person | None = None) -> APIClient:
        client = APIClient()
        if person is not None:
            client.force_authenticate(person)
        return client

    return signed_in


@pytest.fixture
def post(api) -> Callable[..., Any]:
    """Sends a document as a person, under a key."""

    def sent(person: Person, url: str, body: Any, key: str | None = "llave-1") -> Any:
        headers = {} if key is None else {"Idempotency-Key": key}
        return api(person).post(url, body, format="json", headers=headers)

    return sent


@pytest.fixture
def claves(vincristine: Drug, methotrexate: Drug) -> None:
    """A pack of each drug."""
    PresentationFactory(drug=vincristine)
    PresentationFactory(drug=methotrexate)


@dataclass
class World:
    """Last week at Ana's hospital, drafted and added up; a transfer from the delegation's warehouse on its way."""

    week: IsoWeek
    report: WeeklyReport
    receipt: Posting
    transfer: Transfer
    lot_id: int


@pytest.fixture
def world(
    hospital: Unit,
    pharmacy: Place,
    warehouse: Place,
    delegation_warehouse: Place,
    vincristine: Drug,
    methotrexate: Drug,
    claves: None,
) -> World:
    week = IsoWeek.of(pharmacy.today()).previous()
    monday, expiry = week.monday, pharmacy.today() + timedelta(days=400)
    for drug in (vincristine, methotrexate):
        AssortmentFactory(unit=hospital, drug=drug)
    line = LotLine(vincristine.pk, "L1", expiry, 30)
    receipt = receive(place=pharmacy, lines=[line], key="world-1", by=None, occurred_on=monday)
    receive(place=delegation_warehouse, lines=[line], key="world-2", by=None, occurred_on=monday)
    record(unit=hospital, day=week.sunday, tallies=[Tally(methotrexate.pk, 0, 0, 3)], by=None)
    draft_week(delegation=hospital.delegation, week=week, now=timezone.now())
    aggregate_delegation_week(delegation=hospital.delegation, week=week)
    aggregate_country_week(week=week)
    sent = dispatch(
        place=delegation_warehouse, to_place=pharmacy, lines=[IssueLine(vincristine.pk, 5)], key="world-3", by=None
    )
    assert sent.transfer is not None
    report = WeeklyReport.objects.get(unit=hospital)
    return World(week, report, receipt, sent.transfer, receipt.document.movements.get().lot_id)
