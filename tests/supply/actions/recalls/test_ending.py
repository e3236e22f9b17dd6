"""A recall is closed (its lots stay stopped) or lifted (they may be given again)."""

from __future__ import annotations

import pytest

from delegations.errors.editing import StaleEdition
from delegations.models import Notification
from supply.actions.ledger import IssueLine, dispense
from supply.actions.lots import set_state
from supply.actions.recalls import acknowledge, close_recall, lift_recall
from supply.models import LotState, RecallState
from supply.refusals.recalls import AlreadyRecalled, NotYoursToRecall, RecallIsOver, StillWaiting, WordsMissing

pytestmark = pytest.mark.django_db


@pytest.fixture
def lot(put, pharmacy):
    return put(pharmacy, "B96896", 5)


@pytest.fixture
def opened(lot, recall, olga):
    return recall("B96896", by=olga)


def test_it_closes_once_everybody_has_answered(opened, lot, olga, ana):
    with pytest.raises(StillWaiting):
        close_recall(recall=opened, reason="Listo", by=olga)
    acknowledge(holding=opened.holdings.get(), found=5, by=ana)
    row = close_recall(recall=opened, reason="Todo apartado", by=olga)
    lot.refresh_from_db()
    assert (row.state, lot.state) == (RecallState.CLOSED, LotState.RECALLED)


def test_it_closes_without_answers_when_somebody_says_why(opened, olga):
    assert close_recall(recall=opened, reason="Unidad cerrada", despite_waiting=True, by=olga).ended_by == olga


@pytest.mark.parametrize("end", [close_recall, lift_recall])
def test_without_a_reason_it_goes_on(end, opened, olga):
    more = {"despite_waiting": True} if end is close_recall else {}
    with pytest.raises(WordsMissing):
        end(recall=opened, reason="  ", by=olga, **more)


@pytest.mark.parametrize("end", [close_recall, lift_recall])
def test_only_the_country_ends_it(end, opened, beto):
    with pytest.raises(NotYoursToRecall):
        end(recall=opened, reason="Ya", by=beto)


def test_lifted_its_lots_may_be_given_again_and_holders_hear_of_it(opened, lot, olga, ana, pharmacy, bevacizumab):
    lift_recall(recall=opened, reason="Dictamen favorable", by=olga)
    lot.refresh_from_db()
    assert (lot.state, lot.state_reason) == (LotState.USABLE, "")
    dispense(place=pharmacy, lines=[IssueLine(bevacizumab.pk, 1)], key="x", by=ana)
    assert Notification.objects.filter(kind="supply.recall_lifted", person=ana).exists()


def test_what_was_held_back_for_another_reason_stays_so(put, recall, pharmacy, olga):
    lot = put(pharmacy, "B96896", 5)
    set_state(lot=lot, state="quarantined", reason="Partículas", by=olga)
    lift_recall(recall=recall("B96896", by=olga), reason="Dictamen", by=olga)
    lot.refresh_from_db()
    assert (lot.state, lot.state_reason) == ("quarantined", "Partículas")


def test_what_another_recall_names_stays_stopped_under_its_name(put, recall, pharmacy, olga):
    # Two forms of one number, each in a recall of its own: the carton prints both.
    lot = put(pharmacy, "B96896/B9689B098", 5)
    first, second = recall("B96896", by=olga), recall("B9689B098", by=olga, product="Otro aviso")
    lift_recall(recall=first, reason="Dictamen", by=olga)
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED
    assert lot.state_reason.startswith(second.folio)
    lift_recall(recall=second, reason="Dictamen", by=olga)
    lot.refresh_from_db()
    assert lot.state == LotState.USABLE


def test_what_is_over_is_not_ended_again(opened, olga):
    lift_recall(recall=opened, reason="Dictamen", by=olga)
    with pytest.raises(RecallIsOver):
        lift_recall(recall=opened, reason="Otra vez", by=olga)
    with pytest.raises(RecallIsOver):
        close_recall(recall=opened, reason="Otra vez", by=olga)


def test_two_that_end_it_at_once_the_second_is_told(opened, olga):
    close_recall(recall=opened, reason="Listo", despite_waiting=True, edition=1, by=olga)
    with pytest.raises(StaleEdition):
        lift_recall(recall=opened, reason="Dictamen", edition=1, by=olga)


def test_a_closed_one_may_still_be_lifted(opened, lot, olga):
    close_recall(recall=opened, reason="Listo", despite_waiting=True, by=olga)
    lift_recall(recall=opened, reason="Dictamen", by=olga)
    lot.refresh_from_db()
    assert lot.state == LotState.USABLE


def test_what_is_held_while_it_is_looked_into_is_recalled_without_being_let_go(lot, recall, olga, pharmacy):
    """A preventive recall that proves right: the other one is opened over it, and each ends by itself."""
    first = recall("B96896", by=olga, kind="preventive")
    second = recall("B-96896", by=olga, kind="quality")
    lot.refresh_from_db()
    assert (lot.state, lot.state_reason.partition(":")[0]) == (LotState.RECALLED, second.folio)
    lift_recall(recall=first, reason="Sustituido", by=olga)
    lot.refresh_from_db()
    assert (lot.state, lot.state_reason.partition(":")[0]) == (LotState.RECALLED, second.folio)
    lift_recall(recall=second, reason="Dictamen", by=olga)
    lot.refresh_from_db()
    assert lot.state == LotState.USABLE


def test_the_recall_that_knew_more_is_lifted_and_the_preventive_one_holds_again(lot, recall, olga):
    first = recall("B96896", by=olga, kind="preventive")
    lift_recall(recall=recall("B96896", by=olga, kind="quality"), reason="Otro lote", by=olga)
    lot.refresh_from_db()
    assert (lot.state, lot.state_reason.partition(":")[0]) == (LotState.QUARANTINED, first.folio)
    with pytest.raises(AlreadyRecalled):
        recall("B96896", by=olga, kind="preventive")


def test_the_gravest_of_those_that_are_left_holds_it(put, recall, olga, pharmacy):
    """Held preventively, then by two alerts for its two forms: one of these lifted, the other still recalls it."""
    lot = put(pharmacy, "B96896/B9689B098", 5)
    recall("B96896", by=olga, kind="preventive")
    second = recall("B96896", by=olga, kind="quality")
    third = recall("B9689B098", by=olga, kind="quality")
    lift_recall(recall=second, reason="Dictamen", by=olga)
    lot.refresh_from_db()
    assert (lot.state, lot.state_reason.partition(":")[0]) == (LotState.RECALLED, third.folio)
