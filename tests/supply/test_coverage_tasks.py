"""What changes at a unit is answered by the workers within seconds, and what they were not told of by the sweep."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from supply import tasks
from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.actions.requirements import Package, declare
from supply.models import CoverageChange
from supply.selectors.coverage import answers

PROMISED = 5.0


def stock(place, drug, pieces: int) -> None:
    line = LotLine(drug.pk, "L1", place.today() + timedelta(days=100), pieces)
    receive(place=place, lines=[line], key="stock", by=None)


def declared(unit, drug, pieces: int, reference: str = "s1") -> None:
    day = unit.today() + timedelta(days=3)
    declare(packages=[Package(reference, "N-1", unit.pk, day, ((drug.pk, pieces),))])


def wait_for(status: str) -> float:
    """Seconds until the answer is this one."""
    start = time.monotonic()
    while time.monotonic() - start < PROMISED:
        if answers(["s1"])["s1"].status == status:
            return time.monotonic() - start
        time.sleep(0.05)
    pytest.fail(f"after {PROMISED} seconds the answer is {answers(['s1'])['s1'].status}")


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, tuple]]:
    calls: list[tuple[str, tuple]] = []
    monkeypatch.setattr("supply.queue.current_app.send_task", lambda name, args, **_: calls.append((name, args)))
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_: function())
    return calls


@pytest.mark.django_db(transaction=True)
def test_after_one_dispensing_the_answer_is_right_within_five_seconds(
    celery_worker_process, hospital, pharmacy, vincristine
) -> None:
    stock(pharmacy, vincristine, 3)
    declared(hospital, vincristine, 2)
    wait_for("covered")
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 2)], key="d", by=None)
    wait_for("uncovered")
    line = answers(["s1"])["s1"].lines[0]
    assert (line.pieces, line.short) == (2, 1)
    assert not CoverageChange.objects.exists()


@pytest.mark.django_db
def test_one_posting_of_many_drugs_asks_for_its_unit_once(sent, hospital, pharmacy, vincristine, methotrexate) -> None:
    declared(hospital, vincristine, 2)
    declared(hospital, methotrexate, 2, "s2")
    sent.clear()
    day = pharmacy.today() + timedelta(days=100)
    lines = [LotLine(drug.pk, "L", day, 5) for drug in (vincristine, methotrexate)]
    receive(place=pharmacy, lines=lines, key="r", by=None)
    assert sent == [("supply.tasks.cover_stale_unit", (hospital.pk,))]


@pytest.mark.django_db
def test_the_sweep_meets_what_no_message_told(sent, hospital, other_hospital, pharmacy, vincristine) -> None:
    stock(pharmacy, vincristine, 2)
    declared(hospital, vincristine, 2)
    sent.clear()  # the broker lost them
    assert tasks.sweep_coverage() == 1
    assert sent == [("supply.tasks.cover_stale_unit", (hospital.pk,))]
    assert tasks.cover_stale_unit(hospital.pk) == 1
    assert answers(["s1"])["s1"].status == "covered"
    assert tasks.sweep_coverage() == 0


@pytest.mark.django_db
def test_at_night_every_delegation_is_computed_whole(
    sent, hospital, other_hospital, pharmacy, vincristine, monkeypatch
) -> None:
    stock(pharmacy, vincristine, 2)
    declared(hospital, vincristine, 2)
    declared(other_hospital, vincristine, 2, "s2")
    sent.clear()
    assert tasks.cover_everything() == 2
    assert {name for name, _args in sent} == {"supply.tasks.cover_delegation"}
    assert [tasks.cover_delegation(*args) for _name, args in sent] == [1, 1]
    found = answers(["s1", "s2"])
    assert (found["s1"].status, found["s2"].status) == ("covered", "uncovered")
    assert max(answer.computed_at for answer in found.values()) <= timezone.now()
