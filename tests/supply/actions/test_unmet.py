from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from delegations.models import Unit
from supply.actions.unmet import Unmet, note_unmet, void_unmet
from supply.models import Drug, UnmetDemand, UnmetSource

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


def need(hospital: Unit, drug: Drug, **what: Any) -> Unmet:
    told = {"day": MONDAY, "reference": "s1", "kind": "session", "source": "m1"} | what
    return Unmet(unit_id=hospital.pk, drug_id=drug.pk, **told)


def test_one_need_noticed_in_three_ways_is_one_row(hospital, vincristine):
    first = note_unmet(rows=[need(hospital, vincristine, pieces=2)])
    second = note_unmet(
        rows=[
            need(hospital, vincristine, kind="mixture", source="x7", pieces=1, day=MONDAY + timedelta(days=2)),
            need(hospital, vincristine, kind="case", source="C-ABC234", prescription_on=MONDAY),
        ]
    )
    row = UnmetDemand.objects.get()
    assert (first, second) == (1, 0)
    assert (row.day, row.pieces, row.prescription_on) == (MONDAY, 2, MONDAY)
    assert sorted(row.sources.values_list("kind", flat=True)) == ["case", "mixture", "session"]


def test_the_same_notice_twice_is_one_effect(hospital, vincristine):
    assert note_unmet(rows=[need(hospital, vincristine)]) == 1
    assert note_unmet(rows=[need(hospital, vincristine)]) == 0
    assert UnmetSource.objects.count() == 1


def test_another_drug_of_the_same_session_is_another_need(hospital, vincristine, methotrexate):
    assert note_unmet(rows=[need(hospital, vincristine), need(hospital, methotrexate)]) == 2


def test_what_came_after_all_counts_no_more_and_noted_again_counts_again(hospital, vincristine):
    note_unmet(rows=[need(hospital, vincristine)])
    assert void_unmet(references=["s1"], reason="Se dio  el mismo día") == 1
    row = UnmetDemand.objects.get()
    assert row.voided_at is not None
    assert row.voided_reason == "Se dio el mismo día"
    assert void_unmet(references=["s1"], reason="Otra vez") == 0
    assert note_unmet(rows=[need(hospital, vincristine, day=MONDAY + timedelta(days=7))]) == 1
    row.refresh_from_db()
    assert (row.voided_at, row.voided_reason, row.day) == (None, "", MONDAY + timedelta(days=7))


def test_what_came_later_than_it_was_needed_was_missing_all_the_same(hospital, vincristine):
    note_unmet(rows=[need(hospital, vincristine), need(hospital, vincristine, reference="s2", day=date(2026, 11, 20))])
    assert void_unmet(references=["s1", "s2"], reason="Se dio", since=date(2026, 11, 18)) == 1
    assert UnmetDemand.objects.standing().get().reference == "s1"


def test_nothing_to_note_writes_nothing():
    assert note_unmet(rows=[]) == 0
    assert not UnmetDemand.objects.exists()


def test_no_pieces_missing_is_no_need(hospital, vincristine):
    with pytest.raises(ValueError, match="s1"):
        note_unmet(rows=[need(hospital, vincristine, pieces=0)])


def test_however_many_needs_are_four_statements(hospital, vincristine, django_assert_max_num_queries):
    rows = [need(hospital, vincristine, reference=f"s{number}") for number in range(200)]
    with django_assert_max_num_queries(4):  # two writes, within a savepoint
        assert note_unmet(rows=rows) == 200
