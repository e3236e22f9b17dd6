from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Person, Place
from supply.actions import ledger
from supply.actions.ledger import LotLine
from supply.actions.purchasing import Received, end_order, receive_delivery
from supply.errors import LotBlocked
from supply.models import Balance, Delivery, DeliveryLine, Document, Drug, Presentation, SupplyOrder
from supply.purchasing.reception import Brought
from supply.refusals.purchasing import (
    ArrivedBeforeIssued,
    ArrivesInTheFuture,
    BadPacks,
    NotYoursToBuy,
    OrderOfOthers,
    OutOfColdChain,
    ReceivedOutsideOrders,
    RemissionSaidOtherwise,
    SameLotTwice,
    ShelfLifeTooShort,
    TemperatureMissing,
)
from tests.factories.purchasing import SupplyOrderFactory

GOOD = date(2031, 6, 30)


def brought(order: SupplyOrder, delivered: int, rejected: int = 0, lot: str = "LX40", reason: str = "") -> Brought:
    return Brought(order.pk, lot, GOOD, delivered, rejected, reason or ("Empaque roto" if rejected else ""))


def receive(order: SupplyOrder, *lines: Brought, by: Person | None, **more: Any) -> Received:
    told: dict[str, Any] = {"remision": "R-77", "arrived_on": timezone.localdate(), "place": order.place} | more
    return receive_delivery(supplier=order.line.contract.supplier, lines=lines, by=by, **told)


def on_hand(place: Place) -> int:
    return sum(Balance.objects.filter(place=place).values_list("on_hand", flat=True))


def test_packs_enter_the_ledger_as_pieces_and_fill_the_order(order: SupplyOrder, felipe: Person) -> None:
    found = receive(order, brought(order, 15), by=felipe)
    order.refresh_from_db()
    assert (order.received_packs, order.state, on_hand(order.place)) == (15, "open", 150)
    document = found.delivery.document
    assert document is not None
    assert (document.reference, document.kind) == ("R-77", "receipt")
    assert AuditEvent.objects.get(type="delivery.received").after["accepted"] == 15
    receive(order, brought(order, 25), by=felipe, remision="R-78")
    order.refresh_from_db()
    assert (order.received_packs, order.state, order.completed_on) == (40, "received", timezone.localdate())


def test_a_delivery_posted_twice_is_one_effect(order: SupplyOrder, felipe: Person) -> None:
    first = receive(order, brought(order, 15), by=felipe)
    again = receive(order, brought(order, 15), by=felipe, remision=" r-77 ")
    assert again.replayed
    assert again.delivery == first.delivery
    assert (Delivery.objects.count(), Document.objects.count(), on_hand(order.place)) == (1, 1, 150)


def test_the_same_remission_with_another_content_is_refused(order: SupplyOrder, felipe: Person) -> None:
    receive(order, brought(order, 15), by=felipe)
    with pytest.raises(RemissionSaidOtherwise):
        receive(order, brought(order, 16), by=felipe)
    assert on_hand(order.place) == 150


def test_two_orders_for_one_remission_are_one_document(
    order: SupplyOrder, other_order: SupplyOrder, felipe: Person
) -> None:
    found = receive(order, brought(order, 40), brought(other_order, 12), by=felipe)
    order.refresh_from_db()
    other_order.refresh_from_db()
    assert (order.received_packs, other_order.received_packs) == (40, 12)
    assert (Document.objects.count(), found.delivery.lines.count(), on_hand(order.place)) == (1, 2, 520)
    # One lot under two orders: one movement, and both lines lead to it.
    assert found.delivery.document.movements.get().quantity == 520


def test_what_comes_over_the_order_is_held_outside_the_ledger(order: SupplyOrder, felipe: Person) -> None:
    found = receive(order, brought(order, 45), by=felipe)
    assert (found.accepted, found.over) == (40, 5)
    assert on_hand(order.place) == 400
    assert DeliveryLine.objects.held().get().over_packs == 5


def test_rejected_packs_stay_out_and_the_order_goes_on(order: SupplyOrder, felipe: Person) -> None:
    found = receive(order, brought(order, 40, rejected=10), by=felipe)
    order.refresh_from_db()
    assert (found.rejected, order.received_packs, order.state, on_hand(order.place)) == (10, 30, "open", 300)
    with pytest.raises(BadPacks) as refused:
        receive(order, Brought(order.pk, "LX41", GOOD, 4, 4), by=felipe, remision="R-78")
    assert refused.value.field == "reason"


def test_a_delivery_that_is_all_rejected_has_no_document(order: SupplyOrder, felipe: Person) -> None:
    found = receive(order, brought(order, 8, rejected=8), by=felipe)
    assert found.delivery.document is None
    assert not Document.objects.exists()


def test_what_comes_for_an_order_that_was_ended_is_all_over(order: SupplyOrder, felipe: Person) -> None:
    end_order(order=order, reason="Ya no se necesita", by=None)
    found = receive(order, brought(order, 8), by=felipe)
    assert (found.accepted, found.over) == (0, 8)


def test_a_receipt_posted_before_its_order_was_known_is_linked_and_not_doubled(
    order: SupplyOrder, felipe: Person, vincristine: Drug
) -> None:
    pieces = [LotLine(vincristine.pk, "LX40", GOOD, 150)]
    posting = ledger.receive(place=order.place, lines=pieces, key="a mano", by=felipe, reference="r-77")
    found = receive(order, brought(order, 15), by=felipe)
    order.refresh_from_db()
    assert found.linked
    assert found.delivery.document == posting.document
    assert (order.received_packs, on_hand(order.place)) == (15, 150)


def test_a_receipt_of_other_pieces_under_the_same_reference_is_pointed_out(
    order: SupplyOrder, felipe: Person, vincristine: Drug
) -> None:
    pieces = [LotLine(vincristine.pk, "LX40", GOOD, 140)]
    posting = ledger.receive(place=order.place, lines=pieces, key="a mano", by=felipe, reference="R-77")
    with pytest.raises(ReceivedOutsideOrders) as refused:
        receive(order, brought(order, 15), by=felipe)
    assert refused.value.document_id == posting.document.pk
    assert on_hand(order.place) == 140


def test_cold_chain_needs_its_temperature_and_a_reason_when_it_was_broken(
    order: SupplyOrder, felipe: Person, vincristine: Drug
) -> None:
    vincristine.cold_chain = True
    vincristine.save()
    with pytest.raises(TemperatureMissing):
        receive(order, brought(order, 5), by=felipe)
    with pytest.raises(OutOfColdChain):
        receive(order, brought(order, 5), by=felipe, temperature=Decimal("11.5"))
    receive(order, brought(order, 5, rejected=5), by=felipe, temperature=Decimal("11.5"))
    ruled = receive(
        order, brought(order, 5, reason="Dictamen 12/26 lo libera"), by=felipe, temperature=Decimal(9), remision="R-78"
    )
    assert ruled.accepted == 5
    assert receive(order, brought(order, 5), by=felipe, temperature=Decimal(4), remision="R-79").accepted == 5


def test_a_shelf_life_below_the_contracts_needs_a_reason(order: SupplyOrder, felipe: Person) -> None:
    order.line.contract.least_shelf_days = 365
    order.line.contract.save()
    soon = timezone.localdate() + timedelta(days=100)
    with pytest.raises(ShelfLifeTooShort):
        receive(order, Brought(order.pk, "LX40", soon, 5), by=felipe)
    taken = receive(order, Brought(order.pk, "LX40", soon, 5, reason="Carta de canje 7"), by=felipe)
    assert taken.accepted == 5


def test_an_expired_lot_is_refused_at_its_line(order: SupplyOrder, felipe: Person) -> None:
    gone = timezone.localdate() - timedelta(days=1)
    with pytest.raises(LotBlocked) as refused:
        receive(order, brought(order, 5, rejected=5), Brought(order.pk, "VIEJO", gone, 5), by=felipe)
    assert (refused.value.line, refused.value.field) == (1, "number")
    assert not Delivery.objects.exists()


def test_days_that_cannot_be_are_refused(order: SupplyOrder, felipe: Person) -> None:
    with pytest.raises(ArrivesInTheFuture):
        receive(order, brought(order, 5), by=felipe, arrived_on=timezone.localdate() + timedelta(days=2))
    with pytest.raises(ArrivedBeforeIssued):
        receive(order, brought(order, 5), by=felipe, arrived_on=order.issued_on - timedelta(days=1))


def test_orders_of_another_supplier_or_place_are_refused(order: SupplyOrder, warehouse: Place, felipe: Person) -> None:
    elsewhere = SupplyOrderFactory(line=order.line, place=warehouse)
    others = SupplyOrderFactory(place=order.place)
    for wrong in (elsewhere, others):
        with pytest.raises(OrderOfOthers) as refused:
            receive(order, brought(order, 1), brought(wrong, 1), by=felipe)
        assert refused.value.line == 1


def test_the_same_order_and_lot_twice_is_refused(order: SupplyOrder, felipe: Person) -> None:
    with pytest.raises(SameLotTwice):
        receive(order, brought(order, 1), brought(order, 2, lot="lx40"), by=felipe)


def test_only_whoever_keeps_the_places_ledger_receives(order: SupplyOrder, carla: Person, olga: Person) -> None:
    for stranger in (carla, olga):
        with pytest.raises(NotYoursToBuy):
            receive(order, brought(order, 1), by=stranger)


def test_packs_beyond_what_a_ledger_counts_are_refused_in_words(order: SupplyOrder) -> None:
    """Nine million packs by an error of the keys: told at the line, not a broken page."""
    Presentation.objects.filter(pk=order.line.presentation_id).update(pieces_per_pack=1000)
    SupplyOrder.objects.filter(pk=order.pk).update(packs=9_999_999)
    with pytest.raises(BadPacks) as refused:
        receive_delivery(
            supplier=order.line.contract.supplier, remision="R-1", place=order.place, arrived_on=timezone.localdate(),
            lines=[Brought(order.pk, "LX", date(2031, 6, 30), 9_999_999)], by=None,
        )  # fmt: skip
    assert (refused.value.line, refused.value.field) == (0, "delivered")
