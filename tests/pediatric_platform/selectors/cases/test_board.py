"""The board of cases: what stands, who has it, and how long it took, each figure from how many."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import Person, Unit
from pediatric_platform.models import Case, CaseState, Severity
from pediatric_platform.selectors.cases.board import case_board
from supply.models import Drug
from tests.factories.cases import CaseEventFactory, CaseFactory, CaseFollowerFactory
from tests.factories.children import ChildFactory

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def now() -> datetime:
    return timezone.now()


def ended(unit: Unit, opened_at: datetime, after: timedelta, **more: Any) -> Case:
    """Confirmed so long after it was opened."""
    row = CaseFactory(unit=unit, opened_at=opened_at, **more)
    CaseFollowerFactory(case=row, confirmed_at=opened_at + after, confirmed_how="family")
    Case.objects.filter(pk=row.pk).update(
        state=CaseState.CONFIRMED, ended_at=opened_at + after, deadline_at=None, remind_at=None, contact_by=None
    )
    return row


def test_what_stands_is_counted_within_reach(hospital: Unit, other_hospital: Unit, ana: Person, now: datetime) -> None:
    late = CaseFactory(unit=hospital, contact_by=now - HOUR, severity=Severity.VITAL)
    both = CaseFactory(unit=hospital, state=CaseState.SOLVED, solved_at=now, solution="Llegó")
    child = ChildFactory(unit=hospital)
    for row in (late, both):
        CaseFollowerFactory(case=row, child=child)
    ended(hospital, now - DAY, HOUR)
    CaseFactory(unit=other_hospital)

    stands = case_board(ana, days=28, now=now).standing

    assert (stands.standing, stands.overdue, stands.vital, stands.to_confirm, stands.uncalled) == (2, 1, 1, 1, 1)
    assert stands.children == 1


def test_lengths_are_medians_and_ninetieths_of_those_that_got_there(hospital: Unit, ana: Person, now: datetime) -> None:
    opened = now - 5 * DAY
    for hours in (1, 2, 3, 10):
        CaseFactory(unit=hospital, opened_at=opened, contacted_at=opened + hours * HOUR)
    CaseFactory(unit=hospital, opened_at=opened)
    taken = CaseFactory(unit=hospital, opened_at=now - 300 * DAY)  # before the period
    CaseEventFactory(case=taken, kind="taken", at=now)

    went = case_board(ana, days=28, now=now).measures

    assert (went.opened, went.contacted.n, went.contacted.waiting) == (5, 4, 1)
    assert went.contacted.median == 2.5 * HOUR
    assert went.contacted.ninetieth == timedelta(hours=7.9)
    assert (went.taken.n, went.taken.median) == (0, None)


def test_a_case_is_taken_when_somebody_first_took_it(hospital: Unit, ana: Person, now: datetime) -> None:
    row = CaseFactory(unit=hospital, opened_at=now - DAY)
    for hours in (2, 9):
        CaseEventFactory(case=row, kind="taken", at=row.opened_at + hours * HOUR)

    assert case_board(ana, days=28, now=now).measures.taken.median == 2 * HOUR


def test_the_share_confirmed_is_of_those_that_ended_in_the_period(hospital: Unit, ana: Person, now: datetime) -> None:
    ended(hospital, now - 400 * DAY, 390 * DAY)  # opened long before, ended in it
    ended(hospital, now - 400 * DAY, DAY)  # ended before it
    CaseFactory(unit=hospital)

    went = case_board(ana, days=28, now=now).measures

    assert (went.confirmed.part, went.confirmed.whole, went.confirmed.percent) == (1, 1, 100.0)
    assert went.solved.median == 390 * DAY


def test_no_share_of_nothing(ana: Person, now: datetime) -> None:
    went = case_board(ana, days=28, now=now).measures

    assert (went.confirmed.percent, went.again.percent, went.solved.n) == (None, None, 0)


def test_it_happens_again_at_the_same_hospital_with_the_same_drug_within_thirty_days(
    hospital: Unit, other_hospital: Unit, ana: Person, vincristine: Drug, methotrexate: Drug, now: datetime
) -> None:
    ended(hospital, now - 27 * DAY, 2 * DAY, drug=vincristine)
    ended(hospital, now - 60 * DAY, DAY, drug=methotrexate)
    ended(other_hospital, now - 20 * DAY, DAY, drug=methotrexate)
    CaseFactory(unit=hospital, drug=vincristine)  # again
    CaseFactory(unit=hospital, drug=methotrexate)  # too long after, and another's
    CaseFactory(unit=hospital, drug_words="no se sabe")

    again = case_board(ana, days=28, now=now).measures.again

    assert (again.part, again.whole) == (1, 3)


def test_owners_drugs_and_delegations_say_what_each_has(
    hospital: Unit, other_hospital: Unit, ana: Person, olga: Person, vincristine: Drug, now: datetime
) -> None:
    mine = ana.postings.get()
    CaseFactory(unit=hospital, owner=mine, drug=vincristine, contact_by=now - HOUR, needed_on=now.date())
    CaseFactory(unit=hospital, owner=mine, drug=vincristine)
    CaseFactory(unit=other_hospital, owner=None, level=3)

    board = case_board(olga, days=28, now=now)

    assert [(row.posting, row.standing, row.overdue) for row in board.owners] == [(mine, 2, 1), (None, 1, 0)]
    assert [(row.label, row.standing, row.units) for row in board.drugs] == [(vincristine.label, 2, 1), ("", 1, 1)]
    assert [(row.code, row.standing, row.overdue) for row in board.delegations] == [("JAL", 2, 1), ("BC", 1, 0)]


def test_the_board_asks_the_same_however_many_cases_there_are(
    hospital: Unit, ana: Person, vincristine: Drug, now: datetime
) -> None:
    CaseFactory(unit=hospital, owner=ana.postings.get(), drug=vincristine)
    with CaptureQueriesContext(connection) as few:
        case_board(ana, days=28, now=now)
    for _ in range(15):
        row = CaseFactory(unit=hospital, drug=vincristine)
        CaseEventFactory(case=row)
    with CaptureQueriesContext(connection) as many:
        case_board(ana, days=28, now=now)

    assert len(many) <= len(few) <= 11
