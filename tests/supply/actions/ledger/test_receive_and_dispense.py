from __future__ import annotations

from datetime import timedelta

import pytest

from delegations.models import AuditEvent
from supply.actions.closing import close_week
from supply.actions.ledger import CountLine, IssueLine, LotLine, count, dispense, receive, reverse
from supply.actions.lots import set_state
from supply.errors import (
    AlreadyReversed,
    BadQuantity,
    ClosedWeek,
    FutureDate,
    KeyReused,
    LotBlocked,
    NotEnoughStock,
    NothingToPost,
    PastDayNegative,
    StockMoved,
    UnknownLot,
)
from supply.models import Balance, Document, LotState, Movement
from supply.weeks import IsoWeek

pytestmark = pytest.mark.django_db


def on_hand(place) -> dict[str, int]:
    return dict(Balance.objects.filter(place=place).values_list("lot__number", "on_hand"))


def test_receiving_makes_the_lot_and_the_balance(pharmacy, vincristine, ana):
    posting = receive(
        place=pharmacy,
        lines=[LotLine(vincristine.pk, " ab-1 ", pharmacy.today() + timedelta(days=90), 12)],
        key="r1",
        by=ana,
    )
    assert posting.lines == 1
    assert not posting.replayed
    assert on_hand(pharmacy) == {"AB-1": 12}


def test_a_document_posted_twice_is_one_effect_and_says_so(pharmacy, stocked, vincristine, ana):
    first = dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 3)], key="d1", by=ana)
    second = dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 3)], key="d1", by=ana)
    assert second.replayed
    assert second.document == first.document
    assert on_hand(pharmacy) == {"NEAR": 7, "FAR": 20}


def test_a_key_with_another_content_is_refused(pharmacy, stocked, vincristine, ana):
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 3)], key="d1", by=ana)
    with pytest.raises(KeyReused):
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 4)], key="d1", by=ana)


def test_dispensing_takes_the_first_to_expire(pharmacy, stocked, vincristine, ana):
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 12)], key="d1", by=ana)
    assert on_hand(pharmacy) == {"NEAR": 0, "FAR": 18}


def test_a_named_lot_is_taken_before_any_line_that_would_take_it(pharmacy, stocked, vincristine, ana):
    lines = [IssueLine(vincristine.pk, 10), IssueLine(vincristine.pk, 5, stocked["near"].pk)]
    dispense(place=pharmacy, lines=lines, key="d1", by=ana)
    assert on_hand(pharmacy) == {"NEAR": 0, "FAR": 15}


def test_more_than_there_is_takes_nothing_at_all(pharmacy, stocked, vincristine, ana):
    with pytest.raises(NotEnoughStock) as refusal:
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1), IssueLine(vincristine.pk, 30)], key="d1", by=ana)
    assert refusal.value.line == 1
    assert refusal.value.available == 29
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 20}
    assert not Document.objects.filter(idempotency_key="d1").exists()


@pytest.mark.parametrize("state", [LotState.QUARANTINED, LotState.RECALLED])
def test_a_blocked_lot_is_passed_over_and_refused_by_name(state, pharmacy, stocked, vincristine, ana):
    set_state(lot=stocked["near"], state=state, reason="prueba", by=ana)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 2)], key="d1", by=ana)
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 18}
    with pytest.raises(LotBlocked):
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 2, stocked["near"].pk)], key="d2", by=ana)


def test_a_blocked_lot_leaves_by_permission_and_the_trail_names_it(pharmacy, stocked, vincristine, ana):
    set_state(lot=stocked["near"], state=LotState.QUARANTINED, reason="prueba", by=ana)
    lines = [IssueLine(vincristine.pk, 2, stocked["near"].pk)]
    dispense(place=pharmacy, lines=lines, key="d1", by=ana, blocked_lots_allowed=True)
    event = AuditEvent.objects.get(type="ledger.blocked_lot_issued")
    assert event.after["lots"] == ["NEAR"]
    assert event.by_id == ana.pk


def test_an_expired_lot_is_not_given_but_was_good_on_its_last_day(pharmacy, vincristine, ana):
    today = pharmacy.today()
    lines = [LotLine(vincristine.pk, "OLD", today - timedelta(days=2), 5)]
    receive(place=pharmacy, lines=lines, key="r", by=ana, occurred_on=today - timedelta(days=5))
    with pytest.raises(NotEnoughStock):
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="d1", by=ana)
    dispense(
        place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="d2", by=ana, occurred_on=today - timedelta(days=2)
    )
    assert on_hand(pharmacy) == {"OLD": 4}


def test_an_expired_lot_is_not_taken_in(pharmacy, vincristine, ana):
    lines = [LotLine(vincristine.pk, "OLD", pharmacy.today() - timedelta(days=1), 5)]
    with pytest.raises(LotBlocked):
        receive(place=pharmacy, lines=lines, key="r", by=ana)


def test_pieces_given_before_the_lot_came_are_refused(pharmacy, stocked, vincristine, ana):
    before = pharmacy.today() - timedelta(days=8)
    with pytest.raises(NotEnoughStock):
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="d1", by=ana, occurred_on=before)


def test_a_past_day_never_turns_negative(pharmacy, stocked, vincristine, ana):
    """30 came a week ago and 28 left today: five days ago only two more could have left."""
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 28)], key="d1", by=ana)
    receive(
        place=pharmacy,
        lines=[LotLine(vincristine.pk, "FAR", stocked["far"].expires_on, 50)],
        key="r2",
        by=ana,
    )
    past = pharmacy.today() - timedelta(days=5)
    with pytest.raises(NotEnoughStock):
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 53)], key="d2", by=ana, occurred_on=past)


def test_a_reversal_that_would_leave_a_past_day_negative_is_refused(pharmacy, vincristine, ana):
    today = pharmacy.today()
    expiry = today + timedelta(days=300)
    first = receive(
        place=pharmacy,
        lines=[LotLine(vincristine.pk, "A", expiry, 10)],
        key="r1",
        by=ana,
        occurred_on=today - timedelta(days=9),
    )
    dispense(
        place=pharmacy, lines=[IssueLine(vincristine.pk, 8)], key="d", by=ana, occurred_on=today - timedelta(days=5)
    )
    receive(place=pharmacy, lines=[LotLine(vincristine.pk, "A", expiry, 10)], key="r2", by=ana)
    with pytest.raises(PastDayNegative):
        reverse(document=first.document, key="x", by=ana)
    assert on_hand(pharmacy) == {"A": 12}


def test_a_future_date_is_refused(pharmacy, stocked, vincristine, ana):
    with pytest.raises(FutureDate):
        dispense(
            place=pharmacy,
            lines=[IssueLine(vincristine.pk, 1)],
            key="d1",
            by=ana,
            occurred_on=pharmacy.today() + timedelta(days=1),
        )


@pytest.mark.parametrize("pieces", [0, -1, True, 1.5])
def test_pieces_are_whole_and_above_zero(pieces, pharmacy, vincristine, ana):
    with pytest.raises(BadQuantity):
        dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, pieces)], key="d1", by=ana)


def test_a_document_without_lines_is_refused(pharmacy, ana):
    with pytest.raises(NothingToPost):
        receive(place=pharmacy, lines=[], key="r", by=ana)


def test_a_lot_of_another_drug_is_unknown(pharmacy, stocked, methotrexate, ana):
    with pytest.raises(UnknownLot):
        dispense(place=pharmacy, lines=[IssueLine(methotrexate.pk, 1, stocked["near"].pk)], key="d", by=ana)


def test_a_fact_of_a_closed_week_is_posted_today_and_names_its_true_date(pharmacy, stocked, vincristine, ana):
    fact = pharmacy.today() - timedelta(days=7)
    close_week(places=[pharmacy], week=IsoWeek.of(fact))
    posting = dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 1)], key="d1", by=ana, occurred_on=fact)
    movement = Movement.objects.get(document=posting.document)
    assert movement.true_date == fact
    assert movement.occurred_on == pharmacy.today()


def test_a_closed_week_cannot_be_counted_any_more(pharmacy, stocked, ana):
    fact = pharmacy.today() - timedelta(days=7)
    close_week(places=[pharmacy], week=IsoWeek.of(fact))
    with pytest.raises(ClosedWeek):
        count(place=pharmacy, lines=[CountLine(stocked["near"].pk, 9)], key="c", by=ana, occurred_on=fact)


def test_a_count_posts_only_the_differences(pharmacy, stocked, ana):
    lines = [CountLine(stocked["near"].pk, 8), CountLine(stocked["far"].pk, 20)]
    posting = count(place=pharmacy, lines=lines, key="c", by=ana)
    assert posting.lines == 1
    assert on_hand(pharmacy) == {"NEAR": 8, "FAR": 20}


def test_a_complete_count_takes_off_what_was_not_found(pharmacy, stocked, ana):
    count(place=pharmacy, lines=[CountLine(stocked["near"].pk, 10)], key="c", by=ana, complete=True)
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 0}


def test_reversing_gives_every_piece_back_and_only_once(pharmacy, stocked, vincristine, ana):
    posting = dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 12)], key="d1", by=ana)
    undo = reverse(document=posting.document, key="x1", by=ana)
    assert undo.lines == 2
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 20}
    assert reverse(document=posting.document, key="x1", by=ana).replayed
    with pytest.raises(AlreadyReversed):
        reverse(document=posting.document, key="x2", by=ana)
    with pytest.raises(AlreadyReversed):
        reverse(document=undo.document, key="x3", by=ana)
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 20}


def test_a_receipt_already_given_out_cannot_be_reversed(pharmacy, stocked, vincristine, ana):
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 12)], key="d1", by=ana)
    with pytest.raises(StockMoved):
        reverse(document=Document.objects.get(idempotency_key="stocked"), key="x", by=ana)
