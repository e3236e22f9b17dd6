from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from supply.performance.fulfilment import fulfilment
from supply.selectors.performance.board import Asked, months_of, purchase_board
from supply.selectors.performance.records import order_records
from supply.selectors.performance.suppliers import delivering
from tests.factories.purchasing import (
    ContractFactory,
    ContractLineFactory,
    DeliveryFactory,
    DeliveryLineFactory,
    SupplierFactory,
    SupplyOrderFactory,
    TenderFactory,
    TenderLineFactory,
)
from tests.factories.supply import LotFactory, PresentationFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def deliver(order, days_late: int, packs: int, *, voided: bool = False) -> None:
    lot = LotFactory(drug=order.line.presentation.drug)
    on = order.deadline_on + timedelta(days=days_late)
    delivery = DeliveryFactory(supplier=order.line.contract.supplier, place=order.place, arrived_on=on)
    DeliveryLineFactory(
        delivery=delivery, order=order, lot=lot, lot_number=lot.number, expires_on=lot.expires_on,
        delivered_packs=packs, accepted_packs=packs, rejected_packs=0, reason="",
    )  # fmt: skip
    if voided:
        delivery.voided_at, delivery.void_reason = timezone.now(), "Prueba"
        delivery.save(update_fields=["voided_at", "void_reason"])


def due(line, place, days_ago: int, packs: int = 10, **more):
    on = TODAY - timedelta(days=days_ago)
    return SupplyOrderFactory(
        line=line, place=place, packs=packs, issued_on=on - timedelta(days=30), deadline_on=on, **more
    )


def whole(**more) -> Asked:
    return Asked(TODAY - timedelta(days=400), TODAY, TODAY, **more)


@pytest.fixture
def line():
    """At 100 where the reference was 125, in packs of four."""
    clave = PresentationFactory(pieces_per_pack=4)
    tender = TenderFactory(decided_on=TODAY - timedelta(days=90))
    TenderLineFactory(tender=tender, presentation=clave, reference_price=Decimal("125"))
    return ContractLineFactory(contract=ContractFactory(tender=tender), presentation=clave, price=Decimal("100"))


def test_money_shares_and_savings_by_hand(line, pharmacy, warehouse) -> None:
    """Ten on time, six of ten late and four awaited; two more of another contract without a price of reference."""
    first, second = due(line, pharmacy, 40), due(line, warehouse, 20)
    deliver(first, 0, 10)
    deliver(second, 5, 6)
    deliver(second, 6, 3, voided=True)
    other = ContractLineFactory(price=Decimal("50"))
    deliver(due(other, pharmacy, 10, packs=2, price=Decimal("50")), -1, 2)
    due(line, pharmacy, 5, state="cancelled", reason="Prueba")
    due(line, pharmacy, -5)
    board = purchase_board(whole())
    sums = board.whole
    assert (sums.spent, sums.compared, sums.saved) == (1700, 1600, 400)
    assert (sums.saved_percent, sums.compared_percent) == (20, pytest.approx(94.12, abs=0.01))
    assert (sums.orders, sums.packs, sums.received, sums.on_time) == (3, 22, 18, 12)
    assert (sums.awaited_orders, sums.awaited_pieces, sums.awaited_value) == (1, 16, 400)
    assert board.committed == 1000 + 1000 + 100 + 1000
    assert [(row.name, row.sums.spent) for row in board.claves] == [
        (line.presentation.clave, 1600),
        (other.presentation.clave, 100),
    ]
    assert [row.sums.spent for row in board.suppliers] == [1600, 100]
    assert [row.sums.spent for row in board.delegations] == [1700]
    assert sum(sums.spent for _month, sums in board.months) == 1700
    assert purchase_board(whole(supplier_id=other.contract.supplier_id)).whole.spent == 100
    assert purchase_board(whole(drug_id=line.presentation.drug_id)).whole.spent == 1600
    assert purchase_board(whole(delegation_id=pharmacy.delegation_id)).whole.spent == 1700
    assert purchase_board(whole(delegation_id=0)).is_empty is False, "procedures are nobody's delegation"


def test_shares_are_those_of_the_arithmetic_whatever_comes(pharmacy) -> None:
    """Sixty orders at random: the statement counts as supply/performance does, in the whole and by supplier."""
    chance = random.Random(3)
    lines = [ContractLineFactory(max_packs=10_000) for _n in range(3)]
    for n in range(60):
        state = chance.choice(["open", "open", "closed_short", "cancelled"])
        more = {} if state == "open" else {"state": state, "reason": "Prueba"}
        order = due(lines[n % 3], pharmacy, chance.randrange(40, 200), **more)
        if state != "cancelled":
            left = order.packs - (state == "closed_short")
            while left > 0 and chance.random() < 0.7:
                came = chance.randint(1, left)
                deliver(order, chance.randrange(-10, 30), came)
                left -= came
    records = order_records(TODAY)
    assert len(records) == 60
    board = purchase_board(whole())
    expected = fulfilment(records, TODAY)
    assert (board.whole.packs, board.whole.received, board.whole.on_time) == (
        expected.packs, expected.received, expected.on_time
    )  # fmt: skip
    by_supplier = {row.name: row.sums for row in board.suppliers}
    for row in delivering(TODAY, by_clave=False):
        sums = by_supplier[row.supplier.name]
        assert (sums.orders, sums.fill_rate, sums.punctuality) == (
            row.told.orders, row.told.fill_rate, row.told.punctuality
        )  # fmt: skip


def test_deserted_claves_are_named_and_counted_among_those_decided() -> None:
    tender = TenderFactory(decided_on=TODAY - timedelta(days=30))
    for result in ("awarded", "awarded", "deserted", "pending"):
        TenderLineFactory(tender=tender, result=result)
    TenderLineFactory(tender=TenderFactory(decided_on=TODAY - timedelta(days=900)), result="deserted")
    board = purchase_board(whole())
    assert (board.awarded, len(board.deserted)) == (2, 1)
    assert board.deserted[0].tender == tender.number


def test_board_asks_no_more_for_more_orders(line, pharmacy, django_assert_num_queries) -> None:
    for n in range(12):
        deliver(due(line, pharmacy, 20 + n), 1, 5)
    with django_assert_num_queries(7):
        purchase_board(whole())


def test_months_are_all_there_across_a_year() -> None:
    assert months_of(date(2025, 11, 30), date(2026, 2, 1)) == [
        date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)
    ]  # fmt: skip


def test_supplier_that_fails_stands_first_and_says_from_how_many(pharmacy) -> None:
    good, bad = (ContractLineFactory(contract=ContractFactory(supplier=SupplierFactory(name=n))) for n in ("B", "A"))
    for n in range(6):
        deliver(due(good, pharmacy, 50 + n), 0, 10)
        deliver(due(bad, pharmacy, 50 + n), 12, 4)
    first, second = delivering(TODAY)
    assert (first.supplier.name, first.told.fill_rate, first.told.punctuality) == ("A", 40.0, 0.0)
    assert (first.told.usual_days, first.own) == (12, 6)
    assert second.told.punctuality == 100.0
    assert second.chances[0] > 70 > first.chances[0]
    assert list(first.chances) == sorted(first.chances)
