from __future__ import annotations

import pytest

from supply.actions.ledger import IssueLine, accept, dispatch, reverse
from supply.errors import BadArrival, NotEnoughStock, TransferNotInTransit, WrongPlace, WrongReason
from supply.models import Balance, TransferState
from supply.reasons import Reason

pytestmark = pytest.mark.django_db


def pieces(place) -> int:
    return sum(Balance.objects.filter(place=place).values_list("on_hand", flat=True))


@pytest.fixture
def sent(stocked, pharmacy, warehouse, vincristine, ana):
    """12 pieces (all of «near», 2 of «far») on their way from the pharmacy to the warehouse."""
    return dispatch(
        place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 12)], key="t1", by=ana
    ).transfer


def test_sent_pieces_stand_in_transit_until_accepted(sent, pharmacy, warehouse, transit, ana):
    assert (pieces(pharmacy), pieces(transit), pieces(warehouse)) == (18, 12, 0)
    accept(transfer=sent, key="a1", by=ana)
    assert (pieces(pharmacy), pieces(transit), pieces(warehouse)) == (18, 0, 12)
    sent.refresh_from_db()
    assert sent.state == TransferState.ACCEPTED


def test_what_arrives_short_is_taken_off_with_its_reason(sent, warehouse, transit, ana):
    near, far = sent.lines.order_by("lot__expires_on")
    received = {near.pk: (7, Reason.TRANSIT_LOSS), far.pk: (2, "")}
    posting = accept(transfer=sent, key="a1", by=ana, received=received)
    assert (pieces(transit), pieces(warehouse)) == (0, 9)
    sent.refresh_from_db()
    assert sent.state == TransferState.ACCEPTED_SHORT
    loss = posting.document.movements.get(reason=Reason.TRANSIT_LOSS)
    assert loss.quantity == -3
    assert loss.place == warehouse


def test_less_without_a_reason_is_refused(sent, transit, ana):
    near, far = sent.lines.order_by("lot__expires_on")
    with pytest.raises(WrongReason):
        accept(transfer=sent, key="a1", by=ana, received={near.pk: (7, ""), far.pk: (2, "")})
    assert pieces(transit) == 12


def test_more_than_was_sent_is_refused(sent, ana):
    near, far = sent.lines.order_by("lot__expires_on")
    with pytest.raises(BadArrival):
        accept(transfer=sent, key="a1", by=ana, received={near.pk: (11, ""), far.pk: (2, "")})


def test_a_line_nobody_spoke_of_is_refused(sent, ana):
    first, _second = sent.lines.order_by("pk")
    with pytest.raises(BadArrival) as refusal:
        accept(transfer=sent, key="a1", by=ana, received={first.pk: (first.sent, "")})
    assert refusal.value.line == 1


def test_accepting_twice_is_one_effect(sent, warehouse, ana):
    accept(transfer=sent, key="a1", by=ana)
    assert accept(transfer=sent, key="a1", by=ana).replayed
    with pytest.raises(TransferNotInTransit):
        accept(transfer=sent, key="a2", by=ana)
    assert pieces(warehouse) == 12


def test_a_sent_transfer_can_be_taken_back_while_it_travels(sent, pharmacy, transit, ana):
    reverse(document=sent.dispatch, key="x", by=ana)
    sent.refresh_from_db()
    assert sent.state == TransferState.REVERSED
    assert (pieces(pharmacy), pieces(transit)) == (30, 0)


def test_an_accepted_transfer_cannot_be_taken_back_by_the_sender(sent, ana):
    accept(transfer=sent, key="a1", by=ana)
    with pytest.raises(TransferNotInTransit):
        reverse(document=sent.dispatch, key="x", by=ana)


def test_a_reversed_acceptance_puts_it_on_its_way_again(sent, transit, warehouse, ana):
    posting = accept(transfer=sent, key="a1", by=ana)
    reverse(document=posting.document, key="x", by=ana)
    sent.refresh_from_db()
    assert sent.state == TransferState.IN_TRANSIT
    assert (pieces(transit), pieces(warehouse)) == (12, 0)
    accept(transfer=sent, key="a2", by=ana)
    assert pieces(warehouse) == 12


def test_a_transfer_to_another_delegation_travels_in_the_receivers_transit(
    stocked, pharmacy, other_pharmacy, other_transit, vincristine, ana
):
    dispatch(place=pharmacy, to_place=other_pharmacy, lines=[IssueLine(vincristine.pk, 4)], key="t", by=ana)
    assert pieces(other_transit) == 4


def test_a_transfer_goes_somewhere_else(stocked, pharmacy, transit, vincristine, ana):
    for target in (pharmacy, transit):
        with pytest.raises(WrongPlace):
            dispatch(place=pharmacy, to_place=target, lines=[IssueLine(vincristine.pk, 1)], key="t", by=ana)


def test_sending_more_than_there_is_sends_nothing(stocked, pharmacy, warehouse, vincristine, ana):
    with pytest.raises(NotEnoughStock):
        dispatch(place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 31)], key="t", by=ana)
    assert pieces(pharmacy) == 30
