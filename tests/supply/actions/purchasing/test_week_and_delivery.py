"""A week's file that is uploaded again, changed, takes back the receipt that a delivery stands on."""

from __future__ import annotations

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from delegations.models import Person, Place
from supply.actions.import_week import Imported, import_week
from supply.actions.purchasing import Received, receive_delivery
from supply.models import Balance, Delivery, Presentation, SupplyOrder
from supply.purchasing.reception import Brought
from supply.weeks import IsoWeek
from tests.factories.weeks import opened

EXPIRY = dt.date(2030, 6, 30)
WEEK = IsoWeek.last_complete(timezone.now(), ZoneInfo("America/Tijuana"))


@pytest.fixture
def recent(order: SupplyOrder) -> SupplyOrder:
    """Issued before that week."""
    SupplyOrder.objects.filter(pk=order.pk).update(issued_on=WEEK.monday - dt.timedelta(days=20))
    return order


def load(clave: str, pieces: int, by: Person, **more: Any) -> Imported:
    head = ("JCIMS000001", "farmacia")
    sheets = {
        "stock": [(*head, clave, "LX40", EXPIRY, pieces)],
        "movements": [(*head, WEEK.monday, "recepcion", clave, "LX40", EXPIRY, pieces, "R-77")],
    }
    return import_week(week=WEEK, opened=opened(**sheets), by=by, **more)


def receive(order: SupplyOrder, packs: int) -> Received:
    return receive_delivery(
        supplier=order.line.contract.supplier, remision="R-77", place=order.place, arrived_on=WEEK.monday,
        lines=[Brought(order.pk, "LX40", EXPIRY, packs)], by=None,
    )  # fmt: skip


def pieces() -> int:
    return sum(Balance.objects.values_list("on_hand", flat=True))


def test_it_voids_the_delivery_says_so_in_the_rehearsal_and_the_remision_can_be_received_again(
    recent: SupplyOrder, presentation: Presentation, pharmacy: Place, ana: Person
) -> None:
    outcome = load(presentation.clave, 100, ana)
    assert outcome.ok, outcome.faults
    assert receive(recent, 10).linked
    rehearsal = load(presentation.clave, 120, ana, dry_run=True)
    [warning] = [one for one in rehearsal.warnings if one.value == "R-77"]
    assert "OS-1" in warning.problem
    assert recent.line.contract.supplier.name in warning.problem
    assert warning.remedy
    assert Delivery.objects.standing().exists()
    changed = load(presentation.clave, 120, ana)
    assert (changed.reversed, [one.value for one in changed.warnings if one.value == "R-77"]) == (1, ["R-77"])
    recent.refresh_from_db()
    assert (recent.received_packs, pieces()) == (0, 120)
    assert "Reemplazado" in Delivery.objects.get().void_reason
    again = receive(recent, 12)
    recent.refresh_from_db()
    assert (again.linked, recent.received_packs, pieces()) == (True, 12, 120)


def test_a_week_that_leaves_the_receipt_as_it_was_warns_of_nothing(
    recent: SupplyOrder, presentation: Presentation, pharmacy: Place, ana: Person
) -> None:
    load(presentation.clave, 100, ana)
    receive(recent, 10)
    outcome = load(presentation.clave, 100, ana)
    assert outcome.already_there
    assert not [one for one in outcome.warnings if one.value == "R-77"]
    assert Delivery.objects.standing().count() == 1
