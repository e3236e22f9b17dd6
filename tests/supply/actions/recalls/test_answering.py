"""Whoever holds some says what they put aside; then it leaves the ledger, once."""

from __future__ import annotations

import pytest

from delegations.errors.editing import StaleEdition
from delegations.models import AuditEvent
from supply.actions.ledger import IssueLine, dispatch, reverse
from supply.actions.recalls import acknowledge, lift_recall, take_off
from supply.models import Balance, Movement
from supply.reasons import Reason
from supply.refusals.recalls import (
    AlreadyTakenOff,
    DifferenceUnexplained,
    NoPieces,
    NotAnsweredYet,
    NotGivenBack,
    NothingToTakeOff,
    NotYoursToAnswer,
    RecallIsOver,
    StillOnItsWay,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def holding(put, recall, pharmacy, olga):
    """Ana's pharmacy had five pieces."""
    put(pharmacy, "B96896", 5)
    return recall("B96896", by=olga, kind="quality").holdings.get()


def _left(holding) -> int:
    return Balance.objects.get(place=holding.place, lot=holding.lot).on_hand


def test_what_was_counted_is_kept_with_who_and_when(holding, ana):
    row = acknowledge(holding=holding, found=5, edition=1, by=ana)
    assert (row.found, row.acknowledged_by, row.edition) == (5, ana, 2)
    assert AuditEvent.objects.get(type="recall.acknowledged").unit_id == holding.place.unit_id


def test_none_found_is_an_answer_too(holding, ana):
    assert acknowledge(holding=holding, found=0, note="Se usaron antes", by=ana).found == 0


def test_a_difference_needs_its_reason(holding, ana):
    with pytest.raises(DifferenceUnexplained):
        acknowledge(holding=holding, found=4, by=ana)
    assert acknowledge(holding=holding, found=4, note="Un frasco roto", by=ana).found == 4


def test_nothing_said_is_no_answer(holding, ana):
    with pytest.raises(NoPieces):
        acknowledge(holding=holding, found=None, by=ana)


@pytest.mark.parametrize("who", ["carla", "olga", "carmen"])
def test_only_whoever_keeps_the_place_answers(who, holding, request):
    with pytest.raises(NotYoursToAnswer):
        acknowledge(holding=holding, found=5, by=request.getfixturevalue(who))


@pytest.mark.parametrize("who", ["ana", "beto", "felipe", "mireya"])
def test_the_hospital_and_its_delegation_may_answer(who, holding, request):
    assert acknowledge(holding=holding, found=5, by=request.getfixturevalue(who)).found == 5


def test_two_answers_at_once_the_second_is_told(holding, ana, felipe):
    acknowledge(holding=holding, found=5, edition=1, by=ana)
    with pytest.raises(StaleEdition):
        acknowledge(holding=holding, found=4, note="Conté otra vez", edition=1, by=felipe)
    holding.refresh_from_db()
    assert holding.found == 5


def test_what_was_put_aside_goes_back_to_the_supplier(holding, ana):
    acknowledge(holding=holding, found=5, by=ana)
    row = take_off(holding=holding, reason="supplier_return", reference="Acta 7", by=ana)
    assert _left(holding) == 0
    assert Movement.objects.get(document=row.document).reason == Reason.SUPPLIER_RETURN
    with pytest.raises(AlreadyTakenOff):
        take_off(holding=holding, reason="supplier_return", by=ana)
    with pytest.raises(AlreadyTakenOff):
        acknowledge(holding=holding, found=3, note="Otra cuenta", by=ana)
    assert _left(holding) == 0


def test_only_what_was_found_leaves(holding, ana):
    acknowledge(holding=holding, found=3, note="Faltan dos", by=ana)
    take_off(holding=holding, reason="recall", by=ana)
    assert _left(holding) == 2


def test_never_more_leaves_than_the_ledger_has(holding, ana):
    acknowledge(holding=holding, found=9, note="Había sobrantes", by=ana)
    take_off(holding=holding, reason="recall", by=ana)
    assert _left(holding) == 0


def test_a_removal_taken_back_may_be_said_again(holding, ana):
    acknowledge(holding=holding, found=5, by=ana)
    row = take_off(holding=holding, reason="recall", by=ana)
    reverse(document=row.document, key="r", by=ana)
    acknowledge(holding=holding, found=4, note="Conté mal", by=ana)
    take_off(holding=holding, reason="recall", by=ana)
    assert _left(holding) == 1


def test_nothing_leaves_before_it_was_counted(holding, ana):
    with pytest.raises(NotAnsweredYet):
        take_off(holding=holding, reason="recall", by=ana)


def test_with_none_found_nothing_leaves(holding, ana):
    acknowledge(holding=holding, found=0, note="No está", by=ana)
    with pytest.raises(NothingToTakeOff):
        take_off(holding=holding, reason="recall", by=ana)


def test_what_is_falsified_is_given_back_to_nobody(put, recall, pharmacy, olga, ana):
    put(pharmacy, "B96896", 5)
    row = recall("B96896", by=olga).holdings.get()
    acknowledge(holding=row, found=5, by=ana)
    with pytest.raises(NotGivenBack):
        take_off(holding=row, reason="supplier_return", by=ana)
    take_off(holding=row, reason="recall", by=ana)
    assert _left(row) == 0


def test_pieces_on_their_way_leave_once_they_have_arrived(
    put, recall, pharmacy, warehouse, transit, olga, beto, bevacizumab
):
    put(warehouse, "B96896", 6)
    dispatch(place=warehouse, to_place=pharmacy, lines=[IssueLine(bevacizumab.pk, 6)], key="d", by=None)
    row = recall("B96896", by=olga).holdings.get()
    assert row.place == transit
    acknowledge(holding=row, found=6, by=beto)
    with pytest.raises(StillOnItsWay):
        take_off(holding=row, reason="recall", by=beto)


def test_of_a_lifted_recall_nothing_is_answered_any_more(holding, olga, ana):
    lift_recall(recall=holding.recall, reason="Dictamen favorable", by=olga)
    with pytest.raises(RecallIsOver):
        acknowledge(holding=holding, found=5, by=ana)
