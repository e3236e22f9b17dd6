from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from supply.actions.prescriptions import Tally, record
from supply.actions.unmet import Unmet, note_unmet, void_unmet
from supply.selectors.unmet import UnmetAsked, totals_of, unmet_counts, unmet_records

pytestmark = pytest.mark.django_db


@pytest.fixture
def day(hospital) -> date:
    return hospital.today() - timedelta(days=3)


def asked(day: date, **more: Any) -> UnmetAsked:
    return UnmetAsked(day - timedelta(days=5), day + timedelta(days=3), **more)


def noted(unit, drug, day, *references: str, with_prescription: bool = False, kind: str = "case") -> None:
    note_unmet(
        rows=[
            Unmet(unit.pk, drug.pk, day, one, kind, one, pieces=2, prescription_on=day if with_prescription else None)
            for one in references
        ]
    )


@pytest.mark.parametrize(
    ("denied", "linked", "apart", "counted"),
    [(3, 0, 0, 3), (3, 2, 0, 3), (1, 2, 0, 2), (3, 2, 2, 5), (0, 0, 2, 2), (0, 1, 1, 2), (0, 0, 0, None)],
)
def test_each_need_counts_once(hospital, vincristine, ana, day, denied, linked, apart, counted):
    record(unit=hospital, day=day, tallies=[Tally(vincristine.pk, filled=4, denied=denied)], by=ana)
    noted(hospital, vincristine, day, *(f"s{number}" for number in range(linked)), with_prescription=True)
    noted(hospital, vincristine, day, *(f"t{number}" for number in range(apart)))
    rows = unmet_counts(ana, asked(day))
    assert [row.counted for row in rows] == ([] if counted is None else [counted])
    if counted:
        assert (rows[0].denied, rows[0].linked, rows[0].apart) == (denied, linked, apart)


def test_the_larger_of_each_day_and_not_of_the_sums(hospital, vincristine, ana, day):
    """Two denied on Monday and a case with a prescription of Tuesday are three, though two is more than one."""
    record(unit=hospital, day=day, tallies=[Tally(vincristine.pk, denied=2)], by=ana)
    noted(hospital, vincristine, day + timedelta(days=1), "s1", with_prescription=True)
    (row,) = unmet_counts(ana, asked(day))
    assert (row.counted, row.last_on) == (3, day + timedelta(days=1))


def test_what_was_voided_and_what_is_to_come_counts_no_more(hospital, vincristine, ana, day):
    noted(hospital, vincristine, day, "s1", "s2")
    noted(hospital, vincristine, hospital.today() + timedelta(days=9), "s3")
    void_unmet(references=["s2"], reason="Se dio ese día")
    assert [row.counted for row in unmet_counts(ana, asked(day))] == [1]
    assert {row.reference for row in unmet_records(ana, asked(day))} == {"s1", "s2"}


def test_another_hospital_is_not_there(hospital, other_hospital, vincristine, ana, beto, carla, olga, day):
    noted(hospital, vincristine, day, "s1")
    noted(other_hospital, vincristine, day, "s2", "s3")
    counts = {
        person: {row.clues: row.counted for row in unmet_counts(person, asked(day))}
        for person in (ana, beto, carla, olga)
    }
    here, there = {hospital.clues: 1}, {other_hospital.clues: 2}
    assert counts == {ana: here, beto: here, carla: there, olga: here | there}
    assert {row.unit for row in unmet_records(carla, asked(day))} == {other_hospital}


def test_it_is_asked_by_place_and_drug(hospital, other_hospital, vincristine, methotrexate, olga, day):
    noted(hospital, vincristine, day, "s1")
    noted(other_hospital, methotrexate, day, "s2", "s3")
    of_drug = unmet_counts(olga, asked(day, drug_code=methotrexate.code))
    of_unit = unmet_counts(olga, asked(day, clues=hospital.clues.lower()))
    of_delegation = unmet_counts(olga, asked(day, delegation_id=other_hospital.delegation_id))
    assert [row.clues for row in of_drug] == [row.clues for row in of_delegation] == [other_hospital.clues]
    assert [row.clues for row in of_unit] == [hospital.clues]
    totals = totals_of(unmet_counts(olga, asked(day)))
    assert (totals.counted, totals.noted, totals.denied, totals.pairs, totals.units) == (3, 3, 0, 2, 2)


def test_the_most_come_first_however_many_there_are_in_two_statements(
    hospital, vincristine, methotrexate, ana, day, django_assert_max_num_queries
):
    noted(hospital, vincristine, day, "s1")
    noted(hospital, methotrexate, day, "s2", "s3")
    with django_assert_max_num_queries(3):  # scope, units, counts
        rows = unmet_counts(ana, asked(day))
    assert [row.drug_id for row in rows] == [methotrexate.pk, vincristine.pk]
