"""The level above decides: all, part or nothing; what a place gives becomes an order, the rest is bought."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from delegations.errors.editing import StaleEdition
from delegations.models import Notification, Person, Place
from supply.actions.ledger import accept, reverse
from supply.actions.requisitions import (
    Approval,
    AskedLine,
    approve_requisition,
    cancel_requisition,
    change_requisition,
    escalate_requisition,
    fulfil_requisition,
    refuse_requisition,
    send_requisition,
    supply_rest,
)
from supply.actions.requisitions.supplying import left_to_supply
from supply.actions.transfer_orders import confirm_transfer_order, refuse_transfer_order, send_transfer_order
from supply.models import Requisition, RequisitionState, TransferOrder, TransferOrderState
from supply.refusals.requisitions import (
    ApprovalIncomplete,
    BadGiver,
    GiverHasLess,
    GiverMissing,
    MoreToPurchaseThanApproved,
    NothingApproved,
    NothingLeftToSupply,
    NotYoursToDecide,
    RequisitionIsElsewhere,
    StillOnItsWay,
    WhyMissing,
)
from supply.selectors.requisitions.supplied import supplied_of

pytestmark = pytest.mark.django_db
Made = Callable[..., Requisition]


@pytest.fixture
def approve(beto: Person, delegation_warehouse: Place) -> Made:
    def do(row: Requisition, pieces: int = 20, to_purchase: int = 0, reason: str = "", **told: object) -> Requisition:
        line = row.lines.get()
        values = {"by": beto, "giver": delegation_warehouse} | told
        return approve_requisition(requisition=row, lines={line.pk: Approval(pieces, to_purchase, reason)}, **values)

    return do


@pytest.fixture
def asked(sent: Made, lacking: Callable[..., None], put: Callable[..., None], delegation_warehouse: Place):
    """Twenty pieces, as suggested; the delegation's warehouse has fifteen."""
    lacking(20)
    put(delegation_warehouse, 15)
    return sent(20)


def _move(order: TransferOrder, beto: Person, ana: Person) -> TransferOrder:
    confirm_transfer_order(order=order, side="giver", by=beto)
    confirm_transfer_order(order=order, side="taker", by=ana)
    return send_transfer_order(order=order, by=beto)


def test_what_is_approved_becomes_an_order_that_both_confirm(asked, approve, ana, beto, delegation_warehouse, pharmacy):
    row = approve(asked, 20, to_purchase=5)
    order = row.transfer_orders.get()
    assert (row.state, row.decided_by, row.giver) == (RequisitionState.APPROVED, beto, delegation_warehouse)
    assert (order.state, order.from_place, order.to_place) == (TransferOrderState.DRAFT, delegation_warehouse, pharmacy)
    assert order.lines.get().pieces == 15
    assert row.lines.get().to_purchase == 5
    assert Notification.objects.filter(person=ana, kind="supply.requisition_decided").count() == 1


def test_approved_in_part_says_why(asked, approve):
    with pytest.raises(WhyMissing) as refused:
        approve(asked, 12)
    assert (refused.value.line, refused.value.field) == (0, "approval_reason")
    row = approve(asked, 12, reason="Se reparte entre tres hospitales")
    assert (row.lines.get().approved, row.transfer_orders.get().lines.get().pieces) == (12, 12)


def test_the_giver_gives_no_more_than_it_has(asked, approve):
    with pytest.raises(GiverHasLess, match="15"):
        approve(asked, 20)
    assert not TransferOrder.objects.exists()
    asked.refresh_from_db()
    assert asked.state == RequisitionState.SENT


def test_all_may_be_bought_and_then_nobody_gives(asked, approve):
    row = approve(asked, 20, to_purchase=20, giver=None)
    assert (row.lines.get().to_purchase, row.transfer_orders.count()) == (20, 0)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"pieces": 0, "reason": "No hay"}, NothingApproved),
        ({"pieces": -1}, ApprovalIncomplete),
        ({"pieces": 20, "to_purchase": 21}, MoreToPurchaseThanApproved),
        ({"pieces": 20, "giver": None}, GiverMissing),
    ],
)
def test_an_approval_that_is_none_is_refused(said, refusal, asked, approve):
    with pytest.raises(refusal):
        approve(asked, **said)


def test_every_line_is_answered(asked, beto):
    with pytest.raises(ApprovalIncomplete):
        approve_requisition(requisition=asked, lines={}, by=beto)


def test_nobody_below_beside_or_of_the_same_hand_decides(asked, sent, approve, ana, carla, felipe, warehouse, beto):
    for person in (ana, carla, felipe):
        with pytest.raises(NotYoursToDecide):
            approve(asked, by=person)
    own = sent(5, "Hace falta", place=warehouse, by=beto)
    with pytest.raises(NotYoursToDecide, match="hizo la requisición"):
        approve(own, 5)


def test_another_delegations_stock_is_central_offices_to_give(asked, approve, put, other_pharmacy, olga):
    put(other_pharmacy, 30)
    with pytest.raises(BadGiver):
        approve(asked, giver=other_pharmacy)
    assert approve(asked, giver=other_pharmacy, by=olga).transfer_orders.get().from_place == other_pharmacy


def test_passed_on_it_is_decided_by_central_office_alone(asked, approve, put, other_pharmacy, beto, olga):
    with pytest.raises(WhyMissing):
        escalate_requisition(requisition=asked, reason="", by=beto)
    row = escalate_requisition(requisition=asked, reason="La delegación no tiene", by=beto)
    assert Notification.objects.filter(person=olga, kind="supply.requisition_sent").exists()
    with pytest.raises(NotYoursToDecide):
        approve(row, 10, reason="Parte")
    put(other_pharmacy, 30)
    assert approve(row, giver=other_pharmacy, by=olga).state == RequisitionState.APPROVED


def test_not_approved_says_why_and_is_over(asked, approve, beto, ana):
    row = refuse_requisition(requisition=asked, reason="Hay existencia suficiente", by=beto)
    assert (row.state, row.reason) == (RequisitionState.REFUSED, "Hay existencia suficiente")
    with pytest.raises(RequisitionIsElsewhere):
        approve(row)
    with pytest.raises(RequisitionIsElsewhere):
        cancel_requisition(requisition=row, reason="Ya no", by=ana)


def test_two_who_decide_at_once_are_told(asked, approve, beto):
    with pytest.raises(StaleEdition):
        refuse_requisition(requisition=asked, reason="No", by=beto, edition=asked.edition - 1)


def test_it_is_fulfilled_when_all_has_come_and_awaited_again_when_that_is_undone(asked, approve, ana, beto):
    row = approve(asked, 12, reason="Parte")
    order = _move(row.transfer_orders.get(), beto, ana)
    assert supplied_of([row.pk])[row.pk, row.lines.get().drug_id].on_the_way == 12
    posting = accept(transfer=order.transfer, key="a", by=ana)
    row.refresh_from_db()
    assert row.state == RequisitionState.FULFILLED
    reverse(document=posting.document, key="r", by=ana)
    row.refresh_from_db()
    assert row.state == RequisitionState.APPROVED


def test_what_did_not_come_is_supplied_from_elsewhere_or_bought(asked, approve, put, warehouse, ana, beto):
    row = approve(asked, 12, reason="Parte")
    line = row.lines.get()
    with pytest.raises(NothingLeftToSupply):
        supply_rest(requisition=row, by=beto, giver=warehouse)
    order = _move(row.transfer_orders.get(), beto, ana)
    sent = order.transfer.lines.get()
    accept(transfer=order.transfer, key="a", by=ana, received={sent.pk: (9, "transit_loss")})
    row.refresh_from_db()
    assert (row.state, left_to_supply(row)) == (RequisitionState.APPROVED, {line.pk: 3})
    with pytest.raises(GiverMissing):
        supply_rest(requisition=row, by=beto, to_purchase={line.pk: 1})
    put(warehouse, 4, "L-9")
    supply_rest(requisition=row, by=beto, giver=warehouse, to_purchase={line.pk: 1})
    line.refresh_from_db()
    assert line.to_purchase == 1
    assert row.transfer_orders.get(from_place=warehouse).lines.get().pieces == 2
    assert left_to_supply(row) == {}


def test_what_came_over_makes_up_for_what_was_turned_away(asked, approve, ana, beto):
    row = approve(asked, 12, reason="Parte")
    order = _move(row.transfer_orders.get(), beto, ana)
    line = order.transfer.lines.get()
    accept(
        transfer=order.transfer, key="a", by=ana, received={line.pk: (14, "")}, rejected={line.pk: 2},
        notes={line.pk: "Dos frascos rotos"},
    )  # fmt: skip
    done = supplied_of([row.pk])[row.pk, row.lines.get().drug_id]
    assert (done.arrived, done.lost) == (12, 0)
    row.refresh_from_db()
    assert (row.state, left_to_supply(row)) == (RequisitionState.FULFILLED, {})


@pytest.mark.parametrize(("ahead", "left"), [(5, 4), (1, 0), (0, 0)])
def test_the_order_leaves_in_time_to_be_there_when_it_is_needed(
    ahead, left, lacking, put, sent, approve, delegation_warehouse
):
    lacking(20)
    put(delegation_warehouse, 15)
    today = delegation_warehouse.today()
    row = approve(sent(needed_on=today + timedelta(days=ahead)), 12, reason="Parte")
    assert row.transfer_orders.get().send_by == today + timedelta(days=left)


def test_an_order_that_was_refused_brings_nothing(asked, approve, beto, delegation_warehouse):
    row = approve(asked, 12, reason="Parte")
    refuse_transfer_order(order=row.transfer_orders.get(), reason="Se necesita aquí", by=beto)
    assert left_to_supply(row) == {row.lines.get().pk: 12}


def test_the_place_says_that_it_waits_for_no_more(asked, approve, ana, beto):
    row = approve(asked, 20, to_purchase=8)
    with pytest.raises(StillOnItsWay):
        fulfil_requisition(requisition=row, reason="Ya llegó", by=ana)
    refuse_transfer_order(order=row.transfer_orders.get(), reason="Se necesita aquí", by=beto)
    assert fulfil_requisition(requisition=row, reason="Llegó del proveedor", by=ana).state == "fulfilled"


def test_whoever_corrected_what_is_asked_does_not_decide_it(
    draft, lacking, put, vincristine, beto, delegation_warehouse
):
    """Ana asks for twenty; the delegation makes it sixty, sends it, and would approve its own number."""
    lacking(20)
    put(delegation_warehouse, 60)
    row = draft(20)
    change_requisition(requisition=row, lines=[AskedLine(vincristine.pk, 60, "Por si acaso")], by=beto)
    row = send_requisition(requisition=row, by=beto)
    with pytest.raises(NotYoursToDecide):
        approve_requisition(
            requisition=row, lines={row.lines.get().pk: Approval(60)}, giver=delegation_warehouse, by=beto
        )
    with pytest.raises(NotYoursToDecide):
        refuse_requisition(requisition=row, reason="No", by=beto)


def test_a_place_that_gives_nothing_is_not_written_down_as_the_giver(asked, approve, other_pharmacy):
    """Naming any place of the country while all is to be bought: nobody asked whether it may be taken from."""
    row = approve(asked, 20, to_purchase=20, giver=other_pharmacy)
    assert row.giver is None
