"""Supply orders towards each place, counted by hand; and recalls that nobody answered for in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import Delegation, Person, Place, Unit, UnitKind
from meetings.figures.orders import orders_towards
from meetings.figures.places import Places, places_on
from meetings.figures.recalls import recalls_unanswered
from supply.models import ContractLine, SupplyOrder
from tests.factories.delegations import PlaceFactory
from tests.factories.purchasing import (
    ContractFactory,
    ContractLineFactory,
    DeliveryFactory,
    DeliveryLineFactory,
    SupplierFactory,
    SupplyOrderFactory,
)
from tests.factories.recalls import RecallFactory, RecallHoldingFactory
from tests.factories.supply import LotFactory, PresentationFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def umae(hospital: Unit) -> Unit:
    Unit.objects.filter(pk=hospital.pk).update(kind=UnitKind.UMAE)
    hospital.refresh_from_db()
    return hospital


@pytest.fixture
def places(umae: Unit, other_hospital: Unit) -> Places:
    return places_on(TODAY)


def line_of(name: str) -> ContractLine:
    """Packs of four pieces."""
    made: ContractLine = ContractLineFactory(
        contract=ContractFactory(supplier=SupplierFactory(name=name)),
        presentation=PresentationFactory(pieces_per_pack=4),
        max_packs=1000,
    )
    return made


def due(line: ContractLine, place: Place, days_ago: int, **more: object) -> SupplyOrder:
    on = TODAY - timedelta(days=days_ago)
    made: SupplyOrder = SupplyOrderFactory(
        line=line, place=place, packs=10, issued_on=on - timedelta(days=30), deadline_on=on, **more
    )
    return made


def bring(order: SupplyOrder, packs: int, days_ago: int) -> None:
    lot = LotFactory(drug=order.line.presentation.drug)
    delivery = DeliveryFactory(
        supplier=order.line.contract.supplier, place=order.place, arrived_on=TODAY - timedelta(days=days_ago)
    )
    DeliveryLineFactory(
        delivery=delivery, order=order, lot=lot, lot_number=lot.number, expires_on=lot.expires_on,
        delivered_packs=packs, accepted_packs=packs, rejected_packs=0, reason="",
    )  # fmt: skip


@pytest.fixture
def ordered(pharmacy: Place, delegation: Delegation, other_hospital: Unit) -> list[SupplyOrder]:
    slow, good = line_of("Lenta"), line_of("Puntual")
    elsewhere = PlaceFactory(unit=other_hospital)
    orders = [
        due(slow, pharmacy, 20),  # 6 of 10 came: 16 pieces late
        due(slow, PlaceFactory(unit=None, delegation=delegation), 5),  # nothing came: 40 pieces late
        due(good, pharmacy, 30),  # whole, two days before today
        due(good, elsewhere, -5),  # not due yet
        due(good, elsewhere, 2, state="cancelled", reason="Se repitió"),
        due(slow, elsewhere, 200, state="closed_short", reason="No vino"),  # neither awaited nor of these weeks
    ]
    bring(orders[0], 6, 10)
    bring(orders[2], 10, 2)
    return orders


def test_late_orders_and_what_came_count_where_they_are_awaited(ordered: list[SupplyOrder], places: Places) -> None:
    found = orders_towards(places, TODAY)

    names = ("awaited", "late", "pieces", "due", "packs", "received", "fill_rate")
    told = {key: tuple(one[name] for name in names) for key, one in found.items()}  # type: ignore[literal-required]
    assert told == {
        "country": (3, 2, 56, 3, 30, 16, 53.3),
        "JAL": (2, 2, 56, 3, 30, 16, 53.3),
        "JCIMS000001": (1, 1, 16, 2, 20, 16, 80.0),
        "BC": (1, 0, 0, 0, 0, 0, None),
    }
    [slow] = found["JAL"]["lines"]  # who delivered all owes nothing and has no line
    assert slow == {
        "supplier": "Lenta", "late": 2, "pieces": 56, "days": 20, "due": 2, "packs": 20, "received": 6,
        "fill_rate": 30.0,
    }  # fmt: skip
    assert found["BC"]["lines"] == []


def test_a_past_day_is_told_as_it_was_then(ordered: list[SupplyOrder], places: Places) -> None:
    """Complete since, brought since, not issued yet."""
    found = orders_towards(places, TODAY - timedelta(days=12))["JCIMS000001"]
    assert (found["awaited"], found["late"], found["pieces"]) == (2, 2, 80)
    assert found["received"] == 0
    assert {one["supplier"]: one["days"] for one in found["lines"]} == {"Lenta": 8, "Puntual": 18}
    nothing = orders_towards(places, TODAY - timedelta(days=300))["country"]
    assert (nothing["awaited"], nothing["due"], nothing["lines"]) == (0, 0, [])


def test_who_owes_longest_stands_first_and_more_orders_are_one_query(places: Places, pharmacy: Place) -> None:
    for days, name in ((3, "Tres"), (9, "Nueve"), (6, "Seis")):
        due(line_of(name), pharmacy, days)
    with CaptureQueriesContext(connection) as queries:
        found = orders_towards(places, TODAY)
    assert [one["supplier"] for one in found["country"]["lines"]] == ["Nueve", "Seis", "Tres"]
    assert len(queries) == 1


def test_recalls_past_their_clock_are_told_apart_from_those_that_still_have_time(
    places: Places, pharmacy: Place, other_hospital: Unit, delegation: Delegation, ana: Person
) -> None:
    now = timezone.now()
    opened = {"opened_at": now - timedelta(hours=30)}
    late, other = RecallFactory(**opened), RecallFactory(**opened)
    held = RecallHoldingFactory(recall=late, place=pharmacy, deadline_at=now - timedelta(hours=6), pieces=7)
    RecallHoldingFactory(recall=other, place=pharmacy, deadline_at=now + timedelta(hours=6))
    RecallHoldingFactory(
        recall=late, place=PlaceFactory(unit=other_hospital), deadline_at=now - timedelta(hours=6),
        acknowledged_at=now - timedelta(hours=8), acknowledged_by=ana, found=5,
    )  # fmt: skip

    found = recalls_unanswered(places, now)

    counts = {key: (one["waiting"], one["overdue"]) for key, one in found.items()}
    assert counts == {"country": (2, 1), "JAL": (2, 1), "JCIMS000001": (2, 1), "BC": (0, 0)}
    [line] = found["JAL"]["lines"]
    assert (line["folio"], line["clues"], line["pieces"]) == (late.folio, "JCIMS000001", held.pieces)
    # Nine hours ago nobody had answered, and nobody was late.
    assert recalls_unanswered(places, now - timedelta(hours=9))["country"] == {"waiting": 3, "overdue": 0, "lines": []}
