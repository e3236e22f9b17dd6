"""Somebody signs while somebody else posts at the same place: one waits for the other, never both for each other."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest
from django.db import connection, connections

from supply.actions.ledger import CountLine, IssueLine, LotLine, dispense, receive
from supply.actions.weeks import Correction, sign_week
from supply.models import Balance, Lot, ReportState

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 20


@pytest.fixture
def report(at_pharmacy, vincristine, carried, draft):
    carried(vincristine)
    at_pharmacy.came(vincristine, 30, -10)
    at_pharmacy.given(vincristine, 4, 1)
    return draft()


@pytest.fixture
def meanwhile() -> Iterator[Callable[[Callable[[], object]], Future[object]]]:
    """Runs something in a second session of the database."""
    with ThreadPoolExecutor(max_workers=1) as pool:

        def run(act: Callable[[], object]) -> Future[object]:
            def in_own_session() -> object:
                try:
                    return act()
                finally:
                    connections.close_all()

            return pool.submit(in_own_session)

        yield run


def until_somebody_waits() -> None:
    """Returns once another session waits for a lock."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.02)
    raise AssertionError("nobody waits for anything")


@pytest.fixture
def stop(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Before a module's function is called, something else happens."""

    def stopped(module: str, name: str, before: Callable[[], None]) -> None:
        function = getattr(sys.modules[module], name)

        def late(*args: object, **named: object) -> object:
            before()
            return function(*args, **named)

        monkeypatch.setattr(sys.modules[module], name, late)

    return stopped


def test_a_document_that_has_its_shelves_is_finished_before_the_week_is_signed(
    report, ana, pharmacy, vincristine, meanwhile, stop
) -> None:
    correction = Correction(pharmacy, [CountLine(Lot.objects.get().pk, 25)], "conteo")
    signing: list[Future[object]] = []

    def somebody_signs() -> None:
        signing.append(meanwhile(lambda: sign_week(report=report, by=ana, corrections=[correction], key="k")))
        until_somebody_waits()

    stop("supply.actions.ledger.dispense", "write_movements", somebody_signs)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 2)], key="today", by=ana)
    signing[0].result(PATIENCE)
    report.refresh_from_db()
    assert report.state == ReportState.SIGNED
    # Sunday's count found one piece less than the ledger; two left today.
    assert Balance.objects.get(place=pharmacy).on_hand == 23


def test_a_document_that_comes_while_the_week_is_being_signed_waits(
    report, ana, pharmacy, vincristine, meanwhile, stop
) -> None:
    lot = Lot.objects.get()
    receiving: list[Future[object]] = []

    def somebody_receives() -> None:
        line = LotLine(vincristine.pk, lot.number, lot.expires_on, 5)
        receiving.append(meanwhile(lambda: receive(place=pharmacy, lines=[line], key="today", by=ana)))
        until_somebody_waits()

    stop("supply.actions.weeks.sign", "close_week", somebody_receives)
    correction = Correction(pharmacy, [CountLine(lot.pk, 25)], "conteo")
    signed = sign_week(report=report, by=ana, corrections=[correction], key="k")
    receiving[0].result(PATIENCE)
    assert signed.state == ReportState.SIGNED
    assert Balance.objects.get(place=pharmacy).on_hand == 30
