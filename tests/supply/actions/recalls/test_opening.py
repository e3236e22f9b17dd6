"""A lot is recalled: stopped everywhere at once, whoever has it is asked."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Notification
from supply.actions.ledger import AdjustLine, IssueLine, adjust, dispatch, dispense
from supply.actions.lots import ensure_lots, set_state
from supply.actions.recalls import stop_arrivals, tell_unanswered
from supply.errors import LotBlocked, NotEnoughStock
from supply.models import CoverageChange, Lot, LotState, Recall, RecallHolding, RecallState, Step
from supply.reasons import Reason
from supply.refusals.recalls import (
    AlreadyRecalled,
    BadClock,
    HeldByARecall,
    NoLotNamed,
    NotIssuedYet,
    NotYoursToRecall,
    TooManyLots,
    WordsMissing,
)
from tests.factories.supply import DrugFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db


def _held(recall: Recall) -> dict[str, int]:
    return dict(recall.holdings.values_list("place__code", "pieces"))


@pytest.mark.parametrize("shelf", ["B96896", "b 96896", "B-96896", "B9689B098", "B 96896/B9689B098", "B96896B9689B098"])
def test_the_lot_is_stopped_however_it_was_written_down(shelf, put, recall, pharmacy, olga):
    lot = put(pharmacy, shelf, 5)
    found = recall("B 96896 / B9689B098", by=olga)
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED
    assert lot.state_reason.startswith(f"{found.folio}: Producto falsificado")
    assert _held(found) == {pharmacy.code: 5}


def test_every_place_and_what_is_in_transit_is_frozen_and_nothing_leaves(
    put, recall, pharmacy, warehouse, other_pharmacy, transit, olga, bevacizumab
):
    lot = put(pharmacy, "HIMH23020", 5)
    put(warehouse, "HIMH-23020", 9)
    put(other_pharmacy, "himh 23020", 4)
    dispatch(place=warehouse, to_place=pharmacy, lines=[IssueLine(bevacizumab.pk, 2)], key="d", by=None)
    other = put(pharmacy, "HIMH23021", 7)
    found = recall("HIMH 23020", by=olga)
    assert _held(found) == {pharmacy.code: 5, warehouse.code: 7, transit.code: 2, other_pharmacy.code: 4}
    with pytest.raises(LotBlocked):
        dispense(place=pharmacy, lines=[IssueLine(bevacizumab.pk, 1, lot.pk)], key="x", by=None)
    with pytest.raises(NotEnoughStock):
        dispense(place=pharmacy, lines=[IssueLine(bevacizumab.pk, 8)], key="y", by=None)
    other.refresh_from_db()
    assert other.state == LotState.USABLE
    assert found.state == RecallState.OPEN
    assert Step.objects.get(recall=found).what == "open"


def test_the_same_number_of_another_drug_is_left_alone(put, recall, pharmacy, olga):
    alone = put(pharmacy, "B96896", 5, drug=DrugFactory())
    recall("B96896", by=olga)
    alone.refresh_from_db()
    assert alone.state == LotState.USABLE


def test_another_expiry_under_the_same_number_is_stopped_too(put, recall, pharmacy, olga):
    lots = [put(pharmacy, "B96896", 5), put(pharmacy, "B96896", 6, expires_on=date(2031, 1, 31))]
    recall("B96896", by=olga)
    assert set(Lot.objects.filter(pk__in=[lot.pk for lot in lots]).values_list("state", flat=True)) == {"recalled"}


def test_a_preventive_one_quarantines(put, recall, pharmacy, olga):
    lot = put(pharmacy, "B96896", 5)
    recall("B96896", by=olga, kind="preventive")
    lot.refresh_from_db()
    assert lot.state == LotState.QUARANTINED


def test_the_units_that_count_on_it_are_computed_again(put, recall, pharmacy, hospital, olga, bevacizumab):
    put(pharmacy, "B96896", 5)
    RequirementPackageFactory(unit=hospital)
    CoverageChange.objects.all().delete()
    recall("B96896", by=olga)
    assert list(CoverageChange.objects.values_list("unit", "drug")) == [(hospital.pk, bevacizumab.pk)]


def test_a_lot_that_never_came_is_watched_and_born_in_quarantine(put, recall, pharmacy, olga, ana):
    found = recall("B96896", by=olga)
    assert found.state == RecallState.WATCHED
    assert not Notification.objects.filter(kind="supply.recall_opened").exists()
    lot = put(pharmacy, "b-96896", 3)
    assert lot.state == LotState.QUARANTINED
    assert found.folio in lot.state_reason
    assert stop_arrivals() == 1
    found.refresh_from_db()
    assert found.state == RecallState.OPEN
    assert _held(found) == {pharmacy.code: 3}
    assert Notification.objects.filter(kind="supply.recall_opened", person=ana).count() == 1
    assert stop_arrivals() == 0


def test_pieces_of_a_closed_recall_that_turn_up_open_it_again(put, recall, pharmacy, warehouse, olga):
    from supply.actions.recalls import close_recall

    found = recall("B96896", by=olga)
    close_recall(recall=found, reason="Nunca llegó", by=olga)
    put(warehouse, "B96896", 2)
    assert stop_arrivals() == 1
    found.refresh_from_db()
    assert (found.state, found.end_reason) == (RecallState.OPEN, "")


def test_a_new_lot_that_no_recall_names_is_born_usable(recall, bevacizumab, olga):
    recall("B96896", by=olga)
    made = ensure_lots([(bevacizumab.pk, "B96897", date(2030, 1, 31)), (DrugFactory().pk, "B96896", date(2030, 1, 31))])
    assert {lot.state for lot in made.values()} == {"usable"}


def test_what_was_held_back_for_another_reason_keeps_it(put, recall, pharmacy, olga):
    lot = put(pharmacy, "B96896", 5)
    set_state(lot=lot, state="quarantined", reason="Partículas", by=olga)
    found = recall("B96896", by=olga)
    lot.refresh_from_db()
    assert (lot.state, lot.state_reason) == ("quarantined", "Partículas")
    assert _held(found) == {pharmacy.code: 5}


def test_what_a_recall_names_is_not_let_go_by_hand(put, recall, pharmacy, olga):
    lot = put(pharmacy, "B96896", 5)
    found = recall("B96896", by=olga)
    lot.refresh_from_db()
    with pytest.raises(HeldByARecall, match=found.folio):
        set_state(lot=lot, state="usable", reason="ya", by=olga)


def test_holders_are_told_once_with_their_places_and_the_clock(
    put, recall, pharmacy, warehouse, other_pharmacy, olga, ana, beto, carla, felipe
):
    put(pharmacy, "B96896", 5)
    put(warehouse, "B96896", 2)
    found = recall("B96896", by=olga, hours=12)
    told = Notification.objects.filter(kind="supply.recall_opened")
    assert {row.person for row in told} == {ana, beto, felipe}
    context = told.get(person=ana).context
    assert context["pieces"] == 7
    assert len(context["places"]) == 2
    assert {row.deadline_at for row in RecallHolding.objects.all()} == {found.opened_at + timedelta(hours=12)}


def test_who_is_above_hears_once_of_a_place_that_let_its_time_pass(put, recall, pharmacy, olga, ana, beto):
    put(pharmacy, "B96896", 5)
    recall("B96896", by=olga, now=timezone.now() - timedelta(hours=30))
    assert tell_unanswered() == 2
    assert {row.person for row in Notification.objects.filter(kind="supply.recall_late")} == {olga, beto}
    assert tell_unanswered() == 0


def test_the_trail_says_what_was_stopped(put, recall, pharmacy, olga):
    put(pharmacy, "B96896", 5)
    recall("B96896", by=olga)
    after = AuditEvent.objects.get(type="recall.opened").after
    assert (after["stopped"], after["holdings"]) == (1, 1)
    assert AuditEvent.objects.get(type="lot.state").after["state"] == "recalled"


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"product": " "}, WordsMissing),
        ({"source": ""}, WordsMissing),
        ({"hours": 0}, BadClock),
        ({"issued_on": timezone.localdate() + timedelta(days=1)}, NotIssuedYet),
    ],
)
def test_what_is_missing_or_impossible_is_refused(more, refusal, recall, olga):
    with pytest.raises(refusal):
        recall("B96896", by=olga, **more)
    assert not Recall.objects.exists()


def test_a_number_of_signs_alone_is_refused(recall, olga):
    with pytest.raises(NoLotNamed):
        recall("B96896", " -/- ", by=olga)


def test_a_lot_is_not_recalled_twice(recall, olga):
    first = recall("B 96896 / B9689B098", by=olga)
    with pytest.raises(AlreadyRecalled, match=first.folio):
        recall("b9689-b098", by=olga)


@pytest.mark.parametrize("who", ["ana", "beto", "felipe"])
def test_only_the_country_recalls(who, recall, request):
    with pytest.raises(NotYoursToRecall):
        recall("B96896", by=request.getfixturevalue(who))


def test_no_permission_gives_a_recalled_lot_to_a_patient(put, recall, pharmacy, olga, bevacizumab):
    """Whoever may give out a blocked lot with a note may still not give one that a recall names, held by whatever."""
    lot = put(pharmacy, "B96896", 5)
    set_state(lot=lot, state=LotState.QUARANTINED, reason="Caja mojada", by=olga)
    found = recall("B96896", by=olga)
    line = IssueLine(bevacizumab.pk, 1, lot.pk)
    with pytest.raises(LotBlocked, match=found.folio) as refused:
        dispense(place=pharmacy, lines=[line], key="x", by=None, blocked_lots_allowed=True, note="Sin alternativa")
    assert refused.value.line == 0


def test_a_stopped_lot_is_lent_to_nobody_by_an_adjustment(put, recall, pharmacy, olga):
    lot = put(pharmacy, "B96896", 5)
    recall("B96896", by=olga)
    with pytest.raises(LotBlocked):
        adjust(place=pharmacy, lines=[AdjustLine(lot.pk, 5, Reason.LOAN_OUT)], key="x", by=None)
    adjust(place=pharmacy, lines=[AdjustLine(lot.pk, 5, Reason.RECALL)], key="y", by=None)


def test_a_long_notice_stops_its_last_lot_too(put, pharmacy, olga, recall):
    """No lot is left out in silence: all of them, or a refusal that says so."""
    last = put(pharmacy, "ZZ00601", 5)
    recall(*(f"ZZ{number:05}" for number in range(1, 602)), by=olga)
    last.refresh_from_db()
    assert last.state == LotState.RECALLED
    with pytest.raises(TooManyLots):
        recall(*(f"YY{number:05}" for number in range(5_001)), by=olga)


def test_a_falsified_lot_does_not_go_back_to_its_supplier_by_an_adjustment(put, recall, pharmacy, olga):
    false, bad = put(pharmacy, "B96896", 5), put(pharmacy, "Q11111", 5)
    recall("B96896", by=olga)
    recall("Q11111", by=olga, kind="quality")
    lines = [AdjustLine(lot.pk, 5, Reason.SUPPLIER_RETURN) for lot in (bad, false)]
    with pytest.raises(LotBlocked, match="falsificado") as refused:
        adjust(place=pharmacy, lines=lines, key="x", by=None)
    assert refused.value.line == 1
    adjust(place=pharmacy, lines=lines[:1], key="y", by=None)
