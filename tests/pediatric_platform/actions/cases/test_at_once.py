"""Two at once: sweeps that meet, and a sweep that meets a person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, transaction

from delegations.models import Notification, Person, Unit
from pediatric_platform.actions import cases
from pediatric_platform.actions.cases import Swept, Told, sweep_cases
from pediatric_platform.models import Case, CaseEvent, Level
from tests.factories.cases import CaseFactory, CaseFollowerFactory, case_rules

pytestmark = pytest.mark.django_db(transaction=True)

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def overdue(ana: Person, beto: Person, olga: Person, hospital: Unit) -> list[Case]:
    """Sixty cases whose level has lost them."""
    case_rules()
    hospital.kind = "HGZ"
    hospital.save()
    rows = [CaseFactory(unit=hospital, opened_at=NOW - timedelta(hours=6), severity=4) for _ in range(60)]
    for row in rows:
        CaseFollowerFactory(case=row)
    return rows


def apart(work: Any, *args: Any, **named: Any) -> Any:
    """In a thread with a connection of its own."""
    try:
        return work(*args, **named)
    finally:
        connection.close()


def test_four_sweeps_at_once_change_nothing_twice(overdue):
    begin = Barrier(4)

    def sweep() -> Swept:
        begin.wait(30)
        return sweep_cases(now=NOW, batch=7)

    with ThreadPoolExecutor(4) as pool:
        told = [pool.submit(apart, sweep) for _ in range(4)]
        swept = [one.result(timeout=120) for one in told]
    sweep_cases(now=NOW)  # what two of them left to each other
    for kind in ("escalated", "contact_late"):
        rows = CaseEvent.objects.filter(kind=kind).values_list("case", flat=True)
        assert len(rows) == len(set(rows)) == 60
    assert sum(one.escalated for one in swept) <= 60
    assert set(Case.objects.values_list("level", "edition")) == {(Level.DELEGATION, 2)}
    assert Notification.objects.filter(kind="case.escalated").count() == 120  # who has it now, and who had it


def test_a_sweep_leaves_alone_what_a_person_holds_and_finds_it_solved(overdue, ana):
    case = overdue[0]
    held, swept = Event(), Event()

    def solve() -> None:
        with transaction.atomic():
            cases.claim_solved(case=case, solution="Llegó", edition=None, by=ana, now=NOW)
            held.set()
            assert swept.wait(60)

    def sweep() -> None:
        assert held.wait(60)
        try:
            sweep_cases(now=NOW)
        finally:
            swept.set()

    with ThreadPoolExecutor(2) as pool:
        for told in [pool.submit(apart, solve), pool.submit(apart, sweep)]:
            told.result(timeout=120)
    assert sweep_cases(now=NOW).escalated == 0
    row = Case.objects.get(pk=case.pk)
    assert (row.state, row.level) == ("solved", Level.UNIT)
    assert Case.objects.filter(level=Level.DELEGATION).count() == 59


def test_the_same_form_sent_twice_at_once_is_one_case(ana, hospital):
    case_rules()
    begin = Barrier(3)

    def tell() -> str:
        begin.wait(30)
        told = Told(channel="public", contact_phone="3312345678", story="No hay")
        return cases.open_case(unit=hospital, kind="missing", told=told, key="formulario", by=None).folio

    with ThreadPoolExecutor(3) as pool:
        folios = {one.result(timeout=120) for one in [pool.submit(apart, tell) for _ in range(3)]}
    assert len(folios) == 1
    assert Case.objects.count() == 1
