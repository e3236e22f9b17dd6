from __future__ import annotations

import threading
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from supply.actions.coverage import cover_all, cover_unit
from supply.actions.ledger import IssueLine, LotLine, accept, dispatch, dispense, receive, reverse
from supply.actions.lots import set_state
from supply.actions.requirements import Package, declare
from supply.models import CoverageChange, Lot, LotState, RequirementPackage, UnitCoverage
from supply.selectors.coverage import Answer, answers
from supply.selectors.coverage_due import units_to_cover

pytestmark = pytest.mark.django_db


@pytest.fixture
def need(hospital):
    """need("s1", 5, (drug, pieces), …): what the hospital must have in so many days, computed."""

    def declare_it(reference: str, days: int, *lines, unit=None, priority: int = 0) -> str:
        unit = unit or hospital
        day = unit.today() + timedelta(days=days)
        wanted = tuple((drug.pk, pieces) for drug, pieces in lines)
        declare(packages=[Package(reference, f"N-{reference}", unit.pk, day, wanted, priority)])
        return reference

    return declare_it


def answer(reference: str) -> Answer:
    return answers([reference])[reference]


def put(place, drug, pieces: int, days: int = 300, number: str = "L1") -> None:
    line = LotLine(drug.pk, number, place.today() + timedelta(days=days), pieces)
    receive(place=place, lines=[line], key=f"{number}{drug.pk}{pieces}{days}", by=None)


def send(warehouse, place, drug, pieces: int, expected_on: date | None = None, days: int = 300):
    put(warehouse, drug, pieces, days, number="SENT")
    line = IssueLine(drug.pk, pieces)
    key = f"send{drug.pk}{pieces}{expected_on}"
    return dispatch(place=warehouse, to_place=place, lines=[line], key=key, by=None, expected_on=expected_on).transfer


def test_everything_but_mesna_is_not_covered(need, hospital, pharmacy, vincristine, methotrexate) -> None:
    ifosfamide, mesna = vincristine, methotrexate
    put(pharmacy, ifosfamide, 4)
    put(pharmacy, mesna, 1)
    need("s1", 3, (ifosfamide, 4), (mesna, 3))
    assert cover_unit(unit=hospital) == 1
    found = answer("s1")
    assert found.status == "uncovered"
    assert {line.drug_id: (line.status, line.short, line.allocation) for line in found.lines} == {
        ifosfamide.pk: ("covered", 0, ()),
        mesna.pk: ("uncovered", 2, ()),  # 3 needed, 1 there
    }


@pytest.mark.parametrize(("expires_in", "status"), [(4, "uncovered"), (5, "covered")])
def test_a_lot_that_expires_the_day_before_does_not_count(
    need, hospital, pharmacy, vincristine, expires_in, status
) -> None:
    put(pharmacy, vincristine, 1, days=expires_in)
    need("s1", 5, (vincristine, 1))
    cover_unit(unit=hospital)
    assert answer("s1").status == status


@pytest.mark.parametrize(("arrives_in", "status"), [(5, "incoming"), (6, "uncovered")])
def test_what_arrives_after_the_day_does_not_count(
    need, hospital, pharmacy, delegation_warehouse, vincristine, arrives_in, status
) -> None:
    expected = hospital.today() + timedelta(days=arrives_in)
    transfer = send(delegation_warehouse, pharmacy, vincristine, 2, expected)
    need("s1", 5, (vincristine, 2))
    cover_unit(unit=hospital)
    found = answer("s1")
    assert found.status == status
    if status == "incoming":
        (portion,) = found.lines[0].allocation
        assert (found.expected_on, found.certainty) == (expected, "dated")
        assert (portion.transfer_id, portion.on, portion.pieces, portion.lot_number) == (
            transfer.pk,
            expected,
            2,
            "SENT",
        )


def test_a_day_nobody_promised_is_the_usual_one(need, hospital, pharmacy, delegation_warehouse, vincristine) -> None:
    send(delegation_warehouse, pharmacy, vincristine, 2)
    need("s1", 5, (vincristine, 2))
    cover_unit(unit=hospital)
    found = answer("s1")
    assert (found.expected_on, found.certainty) == (hospital.today() + timedelta(days=3), "estimated")


def test_a_transfer_that_took_five_days_moves_the_day_of_another_drug_still_on_its_way(
    need, hospital, pharmacy, delegation_warehouse, vincristine, methotrexate
) -> None:
    five_days_ago = hospital.today() - timedelta(days=5)
    line = LotLine(methotrexate.pk, "OLD", hospital.today() + timedelta(days=90), 1)
    receive(place=delegation_warehouse, lines=[line], key="old", by=None, occurred_on=five_days_ago)
    slow = dispatch(
        place=delegation_warehouse,
        to_place=pharmacy,
        lines=[IssueLine(methotrexate.pk, 1)],
        key="slow",
        by=None,
        occurred_on=five_days_ago,
    ).transfer
    send(delegation_warehouse, pharmacy, vincristine, 2)
    need("s1", 6, (vincristine, 2))
    cover_unit(unit=hospital)
    assert answer("s1").expected_on == hospital.today() + timedelta(days=3), "nobody knows how long it takes: 3 days"
    acceptance = accept(transfer=slow, key="a", by=None).document
    cover_unit(unit=hospital, changed_only=True)
    assert answer("s1").expected_on == hospital.today() + timedelta(days=5)
    reverse(document=acceptance, key="r", by=None)
    cover_unit(unit=hospital, changed_only=True)
    assert answer("s1").expected_on == hospital.today() + timedelta(days=3)


def test_what_should_have_come_yesterday_comes_tomorrow_and_is_late(
    need, hospital, pharmacy, delegation_warehouse, vincristine
) -> None:
    send(delegation_warehouse, pharmacy, vincristine, 2, hospital.today())
    need("today", 0, (vincristine, 1))
    need("next", 1, (vincristine, 1))
    cover_unit(unit=hospital)
    assert {answer("today").certainty, answer("next").certainty} == {"dated"}
    tomorrow = timezone.now() + timedelta(days=1)
    cover_unit(unit=hospital, now=tomorrow)
    need("after", 2, (vincristine, 1))
    cover_unit(unit=hospital, now=tomorrow)
    assert answer("next").status == "uncovered", "it needs it on the day itself, and tomorrow is the day after"
    assert (answer("after").expected_on, answer("after").certainty) == (hospital.today() + timedelta(days=2), "late")
    assert answer("today").status == "incoming", "a day that is over keeps what was last said of it"


def test_all_places_of_the_unit_count_and_no_other_unit(
    need, hospital, pharmacy, mixing_centre, other_pharmacy, delegation_warehouse, vincristine
) -> None:
    for place in (other_pharmacy, delegation_warehouse):
        put(place, vincristine, 50)
    need("s1", 5, (vincristine, 3))
    cover_unit(unit=hospital)
    assert answer("s1").lines[0].short == 3
    put(pharmacy, vincristine, 1, number="A")
    put(mixing_centre, vincristine, 2, number="A")
    cover_unit(unit=hospital, changed_only=True)
    (portion,) = answer("s1").lines[0].allocation
    assert (portion.lot_number, portion.pieces) == ("A", 3), "one lot in two places is one lot"


def test_a_recalled_lot_is_taken_from_whom_it_was_meant_for(
    need, hospital, pharmacy, delegation_warehouse, vincristine
) -> None:
    put(pharmacy, vincristine, 2)
    send(delegation_warehouse, pharmacy, vincristine, 1, hospital.today())
    need("s1", 5, (vincristine, 3))
    cover_unit(unit=hospital)
    assert answer("s1").status == "incoming"
    for number in ("L1", "SENT"):
        set_state(lot=Lot.objects.get(number=number), state=LotState.RECALLED, reason="aviso", by=None)
        assert units_to_cover(timezone.now()) == [hospital.pk]
        cover_unit(unit=hospital, changed_only=True)
    assert (answer("s1").status, answer("s1").lines[0].short) == ("uncovered", 3)


def test_a_new_answer_for_a_day_that_stays_missing_keeps_since_when(need, hospital, pharmacy, vincristine) -> None:
    need("s1", 5, (vincristine, 3))
    start = timezone.now()
    cover_unit(unit=hospital, now=start)
    put(pharmacy, vincristine, 1)
    assert cover_unit(unit=hospital, now=start + timedelta(hours=2)) == 0, "still missing: one line changed"
    found = answer("s1")
    assert (found.uncovered_since, found.lines[0].short) == (start, 2)
    assert found.computed_at == start + timedelta(hours=2)
    put(pharmacy, vincristine, 2, number="L2")
    cover_unit(unit=hospital, now=start + timedelta(hours=3))
    assert (answer("s1").status, answer("s1").uncovered_since) == ("covered", None)


def test_priority_decides_within_a_day(need, hospital, pharmacy, vincristine) -> None:
    put(pharmacy, vincristine, 1)
    need("a", 5, (vincristine, 1), priority=1)
    need("b", 5, (vincristine, 1), priority=0)
    cover_unit(unit=hospital)
    assert (answer("a").status, answer("b").status) == ("uncovered", "covered")


def test_beyond_28_days_nobody_looks(need, hospital, pharmacy, vincristine) -> None:
    put(pharmacy, vincristine, 1)
    need("near", 28, (vincristine, 1))
    need("far", 29, (vincristine, 1))
    cover_unit(unit=hospital)
    assert (answer("near").status, answer("far").status) == ("covered", "unknown")


def test_nothing_new_writes_nothing(need, hospital, pharmacy, vincristine, django_assert_num_queries) -> None:
    put(pharmacy, vincristine, 2)
    need("s1", 5, (vincristine, 2))
    assert cover_unit(unit=hospital) == 1
    before = RequirementPackage.objects.values_list("computed_at", "status").get()
    assert cover_unit(unit=hospital) == 0
    assert cover_unit(unit=hospital, changed_only=True) == 0
    assert RequirementPackage.objects.values_list("computed_at", "status").get() == before
    assert not CoverageChange.objects.exists()


def test_only_units_that_await_something_leave_a_change(need, hospital, pharmacy, other_pharmacy, vincristine) -> None:
    put(pharmacy, vincristine, 2)
    put(other_pharmacy, vincristine, 2)
    assert not CoverageChange.objects.exists()
    need("s1", 5, (vincristine, 2))
    CoverageChange.objects.all().delete()
    for place in (pharmacy, other_pharmacy):
        dispense(place=place, lines=[IssueLine(vincristine.pk, 1)], key="d", by=None)
    assert list(CoverageChange.objects.values_list("unit", "drug")) == [(hospital.pk, vincristine.pk)]


def test_accepting_moves_it_from_the_road_to_the_shelf(
    need, hospital, pharmacy, delegation_warehouse, vincristine
) -> None:
    transfer = send(delegation_warehouse, pharmacy, vincristine, 2, hospital.today() + timedelta(days=2))
    need("s1", 5, (vincristine, 2))
    cover_unit(unit=hospital)
    accept(transfer=transfer, key="a", by=None)
    cover_unit(unit=hospital, changed_only=True)
    found = answer("s1")
    assert (found.status, found.expected_on, found.certainty) == ("covered", None, "")


def test_every_unit_is_computed_and_says_when(need, hospital, other_hospital, pharmacy, other_pharmacy, vincristine):
    need("s1", 5, (vincristine, 2))
    need("s2", 5, (vincristine, 2), unit=other_hospital)
    now = timezone.now()
    assert sorted(units_to_cover(now)) == sorted([hospital.pk, other_hospital.pk])
    assert cover_all(now=now) == 2
    assert units_to_cover(now) == []
    assert set(UnitCoverage.objects.values_list("unit", flat=True)) == {hospital.pk, other_hospital.pk}


def test_a_unit_whose_midnight_has_passed_is_due_before_one_further_west(
    need, hospital, other_hospital, pharmacy, other_pharmacy, vincristine
) -> None:
    need("s1", 5, (vincristine, 2))
    need("s2", 5, (vincristine, 2), unit=other_hospital)
    now = timezone.now()
    cover_all(now=now)
    midnight = (now + timedelta(days=1)).astimezone(hospital.zone).replace(hour=0, minute=1)
    assert midnight.astimezone(other_hospital.zone).date() < midnight.date()
    assert units_to_cover(midnight) == [hospital.pk]
    assert cover_unit(unit=hospital, now=midnight, changed_only=True) == 0
    assert units_to_cover(midnight) == []


def test_an_old_fact_is_no_knowledge(need, hospital, pharmacy, vincristine) -> None:
    need("s1", 5, (vincristine, 2))
    cover_unit(unit=hospital)
    now = timezone.now()
    assert (answer("s1").data_at, answer("s1").is_known(now)) == (None, False), "the unit never told anything"
    put(pharmacy, vincristine, 2)
    cover_unit(unit=hospital)
    assert answer("s1").is_known(now)
    assert answer("s1").data_age_days(now + timedelta(days=2, hours=23)) == 2
    assert answer("s1").is_known(now + timedelta(days=3))
    assert not answer("s1").is_known(now + timedelta(days=3, minutes=1))


def test_answers_take_the_same_queries_for_one_and_for_many(
    need, hospital, pharmacy, vincristine, methotrexate, django_assert_num_queries
) -> None:
    put(pharmacy, vincristine, 30)
    references = [need(f"s{n}", n, (vincristine, 1), (methotrexate, 1)) for n in range(20)]
    cover_unit(unit=hospital)
    with django_assert_num_queries(3):
        assert len(answers(references[:1])) == 1
    with django_assert_num_queries(3):
        assert len(answers([*references, "nobody"])) == 20


@pytest.mark.django_db(transaction=True)
def test_what_is_declared_anew_meanwhile_is_not_written_over_and_nobody_waits(
    need, hospital, pharmacy, vincristine
) -> None:
    put(pharmacy, vincristine, 5)
    need("s1", 5, (vincristine, 1))
    need("s2", 6, (vincristine, 1))
    CoverageChange.objects.all().delete()
    declaring, computed = threading.Event(), threading.Event()

    def clinician() -> None:
        try:
            with transaction.atomic():
                need("s1", 5, (vincristine, 4))
                declaring.set()
                assert computed.wait(20)
        finally:
            connection.close()

    thread = threading.Thread(target=clinician)
    thread.start()
    assert declaring.wait(20)
    try:
        assert cover_unit(unit=hospital) == 1, "s2 alone: s1 is in somebody's hands"
    finally:
        computed.set()
        thread.join()
    assert (answer("s1").status, answer("s1").lines[0].pieces, answer("s2").status) == ("unknown", 4, "covered")
    assert units_to_cover(timezone.now()) == [hospital.pk]
    cover_unit(unit=hospital, changed_only=True)
    assert (answer("s1").status, answer("s2").status) == ("covered", "covered")
