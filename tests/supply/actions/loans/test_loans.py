"""Pieces are lent and borrowed through the ledger, come back in parts, fall due, are settled and undone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Notification
from supply.actions.ledger import IssueLine, LotLine, reverse
from supply.actions.loans import (
    ReturnLine,
    borrow,
    change_partner,
    forgive_loan,
    lend_out,
    move_due,
    register_partner,
    remind_loans,
    return_loan,
)
from supply.actions.loans.reminding import stage
from supply.actions.lots import set_state
from supply.errors import KeyReused, LotBlocked, NotEnoughStock
from supply.models import Balance, Loan, LoanReturn, LoanState, LotState, Partner, Step
from supply.reasons import Reason
from supply.refusals.loans import (
    BadDueDay,
    LoanHasReturns,
    LoanIsOver,
    LoanWhyMissing,
    LotMissing,
    MoreThanOwed,
    NothingReturned,
    NotOfThisLoan,
    NotYoursToLend,
    PartnerExists,
    PartnerNameMissing,
    PartnerOutOfReach,
    ReturnedBeforeLent,
)
from supply.selectors.ledger_checks import check_ledger
from tests.factories.loans import PartnerFactory

pytestmark = pytest.mark.django_db
FAR = date(2031, 6, 30)


@pytest.fixture
def due() -> date:
    return timezone.localdate() + timedelta(days=10)


@pytest.fixture
def partner(delegation) -> Partner:
    row: Partner = PartnerFactory(delegation=delegation, name="Hospital Civil de prueba")
    return row


@pytest.fixture
def given(stocked, pharmacy, partner, vincristine, due, ana) -> Loan:
    """Twelve of ours: all ten of the lot that expires first, two of the other."""
    lines = [IssueLine(vincristine.pk, 12)]
    loan, _posting = lend_out(
        place=pharmacy, partner=partner, lines=lines, due_on=due, key="l", by=ana, agreement="Oficio 12"
    )
    return loan


@pytest.fixture
def received(pharmacy, partner, vincristine, due, ana) -> Loan:
    lines = [LotLine(vincristine.pk, "AJENO-1", FAR, 8)]
    loan, _posting = borrow(place=pharmacy, partner=partner, lines=lines, due_on=due, key="b", by=ana)
    return loan


def _pieces(place: object) -> int:
    return sum(Balance.objects.filter(place=place).values_list("on_hand", flat=True))


def test_what_is_lent_leaves_first_to_expire_first(given, pharmacy, ana):
    assert [line.pieces for line in given.lines.order_by("lot__expires_on")] == [10, 2]
    assert set(given.document.movements.values_list("reason", "quantity")) == {("loan_out", -10), ("loan_out", -2)}
    assert (_pieces(pharmacy), given.state, given.document.reference) == (18, LoanState.OPEN, "Oficio 12")
    assert AuditEvent.objects.filter(type="loan.given", by_id=ana.pk).count() == 1
    assert not [one for one in check_ledger() if not one.ok]


def test_sent_twice_it_is_one_loan(given, pharmacy, partner, vincristine, due, ana):
    said = {"place": pharmacy, "partner": partner, "due_on": due, "key": "l", "by": ana, "agreement": "Oficio 12"}
    again, posting = lend_out(lines=[IssueLine(vincristine.pk, 12)], **said)
    assert (again, posting.replayed, Loan.objects.count()) == (given, True, 1)
    with pytest.raises(KeyReused):
        lend_out(lines=[IssueLine(vincristine.pk, 11)], **said)


def test_what_may_not_be_given_is_not_lent(stocked, pharmacy, partner, vincristine, due, ana, olga):
    near = Balance.objects.filter(place=pharmacy).fefo()[0].lot
    set_state(lot=near, state=LotState.QUARANTINED, reason="En estudio", by=olga)
    said = {"place": pharmacy, "partner": partner, "due_on": due, "key": "l", "by": ana}
    with pytest.raises(LotBlocked):
        lend_out(lines=[IssueLine(vincristine.pk, 1, near.pk)], **said)
    with pytest.raises(NotEnoughStock):
        lend_out(lines=[IssueLine(vincristine.pk, 21)], **said)
    assert not Loan.objects.exists()


def test_what_is_borrowed_enters_by_lot(received, pharmacy):
    movement = received.document.movements.get()
    assert (movement.reason, movement.quantity, movement.lot.number) == (Reason.LOAN_IN, 8, "AJENO-1")
    assert (_pieces(pharmacy), received.lines.get().pieces) == (8, 8)


def test_an_expired_lot_is_not_borrowed(pharmacy, partner, vincristine, due, ana):
    expired = LotLine(vincristine.pk, "VIEJO", timezone.localdate() - timedelta(days=1), 8)
    with pytest.raises(LotBlocked):
        borrow(place=pharmacy, partner=partner, lines=[expired], due_on=due, key="b", by=ana)


def test_who_may_not_lend_is_refused_and_so_are_strangers(
    stocked, pharmacy, partner, vincristine, due, felipe, carla, ana, other_delegation
):
    said = {"place": pharmacy, "lines": [IssueLine(vincristine.pk, 1)], "due_on": due, "key": "l"}
    for person in (felipe, carla):
        with pytest.raises(NotYoursToLend):
            lend_out(partner=partner, by=person, **said)
    for other in (
        PartnerFactory(delegation=other_delegation),
        PartnerFactory(delegation=partner.delegation, is_active=False),
    ):
        with pytest.raises(PartnerOutOfReach):
            lend_out(partner=other, by=ana, **said)
    with pytest.raises(BadDueDay):
        lend_out(partner=partner, by=ana, **{**said, "due_on": timezone.localdate() - timedelta(days=1)})


# --- Returns


def test_it_comes_back_in_parts_of_another_lot_too(given, pharmacy, vincristine, ana):
    near, far = given.lines.order_by("lot__expires_on")
    parts = [ReturnLine(near.pk, 4), ReturnLine(far.pk, 0)]
    loan, _posting = return_loan(loan=given, lines=parts, key="r1", by=ana)
    assert (loan.state, _pieces(pharmacy)) == (LoanState.OPEN, 22)
    parts = [ReturnLine(near.pk, 6, "AJENO-9", FAR), ReturnLine(far.pk, 2)]
    loan, posting = return_loan(loan=given, lines=parts, key="r2", by=ana)
    assert (loan.state, _pieces(pharmacy)) == (LoanState.RETURNED, 30)
    told = {(row.line_id, row.lot.number, row.pieces) for row in LoanReturn.objects.filter(document=posting.document)}
    assert told == {(near.pk, "AJENO-9", 6), (far.pk, far.lot.number, 2)}
    assert [step.what for step in Step.objects.filter(loan=loan)] == ["given", "returned_in_part", "returned"]
    with pytest.raises(LoanIsOver):
        return_loan(loan=given, lines=[ReturnLine(near.pk, 1)], key="r3", by=ana)
    assert not [one for one in check_ledger() if not one.ok]


def test_what_we_give_back_leaves_our_shelf_of_whatever_lot(stocked, received, pharmacy, ana):
    line = received.lines.get()
    loan, posting = return_loan(loan=received, lines=[ReturnLine(line.pk, 8)], key="r", by=ana)
    # First to expire first: ours goes before theirs.
    lots = list(LoanReturn.objects.filter(document=posting.document).values_list("lot__number", "pieces"))
    assert sum(pieces for _number, pieces in lots) == 8
    assert "AJENO-1" not in {number for number, _pieces in lots}
    assert (loan.state, _pieces(pharmacy)) == (LoanState.RETURNED, 30)


def test_a_return_sent_twice_is_one_effect(given, pharmacy, ana):
    near = given.lines.order_by("lot__expires_on")[0]
    for _again in range(2):
        _loan, posting = return_loan(loan=given, lines=[ReturnLine(near.pk, 10)], key="r", by=ana)
    near.refresh_from_db()
    assert (posting.replayed, near.returned, LoanReturn.objects.count(), _pieces(pharmacy)) == (True, 10, 1, 28)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"pieces": 11}, MoreThanOwed),
        ({"pieces": -1}, MoreThanOwed),
        ({"pieces": 0}, NothingReturned),
        ({"pieces": 1, "number": "OTRO"}, LotMissing),
        ({"pieces": 1, "line_id": 987654}, NotOfThisLoan),
    ],
)
def test_a_return_that_is_none_is_refused(said, refusal, given, ana):
    near = given.lines.order_by("lot__expires_on")[0]
    with pytest.raises(refusal):
        return_loan(loan=given, lines=[ReturnLine(**{"line_id": near.pk} | said)], key="r", by=ana)
    assert not LoanReturn.objects.exists()


def test_nothing_is_returned_before_it_was_lent(given, ana):
    near = given.lines.order_by("lot__expires_on")[0]
    with pytest.raises(ReturnedBeforeLent):
        return_loan(
            loan=given, lines=[ReturnLine(near.pk, 1)], key="r", by=ana, occurred_on=given.on - timedelta(days=1)
        )


# --- Ends


def test_another_day_and_settling_say_why(given, due, ana):
    with pytest.raises(LoanWhyMissing):
        move_due(loan=given, due_on=due, reason=" ", by=ana)
    assert move_due(loan=given, due_on=due + timedelta(days=5), reason="Lo pidieron", by=ana).due_on > due
    with pytest.raises(LoanWhyMissing):
        forgive_loan(loan=given, reason="", by=ana)
    assert forgive_loan(loan=given, reason="Canje por dexrazoxano", by=ana).state == LoanState.FORGIVEN


def test_undoing_its_document_voids_it_once_nothing_of_it_was_returned(given, pharmacy, ana):
    near = given.lines.order_by("lot__expires_on")[0]
    _loan, posting = return_loan(loan=given, lines=[ReturnLine(near.pk, 4)], key="r", by=ana)
    with pytest.raises(LoanHasReturns):
        reverse(document=given.document, key="u1", by=ana)
    reverse(document=posting.document, key="u2", by=ana)
    near.refresh_from_db()
    assert near.returned == 0
    reverse(document=given.document, key="u3", by=ana, note="Se capturó en otro lugar")
    given.refresh_from_db()
    assert (given.state, _pieces(pharmacy)) == (LoanState.VOIDED, 30)


def test_a_return_undone_is_owed_again(given, ana):
    lines = [ReturnLine(line.pk, line.pieces) for line in given.lines.all()]
    _loan, posting = return_loan(loan=given, lines=lines, key="r", by=ana)
    reverse(document=posting.document, key="u", by=ana)
    given.refresh_from_db()
    assert given.state == LoanState.OPEN
    assert {line.returned for line in given.lines.all()} == {0}


# --- Reminders


@pytest.mark.parametrize(
    ("days", "told"), [(-3, "soon"), (0, "soon"), (1, "late-0"), (7, "late-0"), (8, "late-1"), (15, "late-2")]
)
def test_which_reminder_it_is(days, told):
    today = date(2026, 11, 22)
    assert stage(today - timedelta(days=days), today) == told


def test_whoever_answers_is_reminded_once(given, due, ana, beto):
    now = timezone.now()
    assert remind_loans(now=now) == 0
    assert [remind_loans(now=now + timedelta(days=days)) for days in (7, 8, 11, 12, 18)] == [1, 0, 1, 0, 1]
    assert set(Notification.objects.filter(kind="supply.loan_due").values_list("person", flat=True)) == {ana.pk}


# --- Institutions


def test_a_delegation_writes_down_each_institution_once(delegation, partner, ana, beto):
    with pytest.raises(NotYoursToLend):
        register_partner(delegation=delegation, name="Otro", by=ana)
    with pytest.raises(PartnerExists):
        register_partner(delegation=delegation, name="hospital civil DE prueba", by=beto)
    with pytest.raises(PartnerNameMissing):
        register_partner(delegation=delegation, name=" ", by=beto)
    row = register_partner(delegation=delegation, name="Otro", by=beto, institution="Servicios estatales")
    changed = change_partner(partner=row, name="Otro hospital", by=beto, is_active=False, edition=1)
    assert (changed.name, changed.is_active, changed.edition) == ("Otro hospital", False, 2)
