"""Two at once about one lot: whatever the order, a lot that a recall in force names is not left usable."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from supply.actions.lots import ensure_lots, set_state
from supply.actions.recalls import lift_recall
from supply.models import LotState
from supply.refusals.recalls import HeldByARecall
from tests.supply.actions.recalls.conftest import EXPIRY

pytestmark = pytest.mark.django_db(transaction=True)


def _meanwhile(first: Callable[[], object], second: Callable[[], object]) -> list[BaseException]:
    """`second` runs in another connection while `first` is done and not committed; what went wrong in it."""
    faults: list[BaseException] = []

    def other() -> None:
        try:
            second()
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    with transaction.atomic():
        first()
        running = threading.Thread(target=other)
        running.start()
        running.join(1.0)
    running.join(20)
    assert not running.is_alive()
    return faults


def test_a_lot_received_while_its_recall_is_being_opened_is_stopped(recall, bevacizumab, olga):
    made = {}

    def receive() -> None:
        made.update(ensure_lots([(bevacizumab.pk, "B-96896", EXPIRY)]))

    assert not _meanwhile(lambda: recall("B96896", by=olga), receive)
    (lot,) = made.values()
    lot.refresh_from_db()
    assert lot.state == LotState.QUARANTINED


def test_a_recall_opened_while_the_lot_is_being_received_stops_it(recall, bevacizumab, olga):
    made = {}

    def receive() -> None:
        made.update(ensure_lots([(bevacizumab.pk, "B-96896", EXPIRY)]))

    assert not _meanwhile(receive, lambda: recall("B96896", by=olga))
    (lot,) = made.values()
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED


def test_a_lot_that_one_recall_lets_go_while_another_is_opened_stays_stopped(recall, bevacizumab, olga):
    """Two alerts name one lot by its two forms."""
    (lot,) = ensure_lots([(bevacizumab.pk, "B96896/B9689B098", EXPIRY)]).values()
    first = recall("B96896", by=olga)
    lift = lambda: lift_recall(recall=first, reason="Dictamen", by=olga)  # noqa: E731
    assert not _meanwhile(lift, lambda: recall("B9689B098", by=olga))
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED


def test_a_quarantine_ended_by_hand_while_a_recall_is_opened_is_not_ended(recall, bevacizumab, olga):
    (lot,) = ensure_lots([(bevacizumab.pk, "B96896", EXPIRY)]).values()
    set_state(lot=lot, state=LotState.QUARANTINED, reason="Caja mojada", by=olga)
    release = lambda: set_state(lot=lot, state=LotState.USABLE, reason="Seca", by=olga)  # noqa: E731
    (fault,) = _meanwhile(lambda: recall("B96896", by=olga), release)
    assert isinstance(fault, HeldByARecall)
    lot.refresh_from_db()
    assert lot.state == LotState.QUARANTINED
