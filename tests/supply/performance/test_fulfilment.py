"""Fill rate and punctuality, by hand."""

from __future__ import annotations

from datetime import date, timedelta

from supply.performance.fulfilment import fulfilment, weighted_quantile
from supply.performance.records import OrderRecord

TODAY = date(2026, 11, 20)
DUE = TODAY - timedelta(days=30)


def order(packs: int, state: str, *arrivals: tuple[int, int], due: date = DUE) -> OrderRecord:
    came = tuple((due + timedelta(days=late), packs) for late, packs in arrivals)
    return OrderRecord(1, 1, packs, due - timedelta(days=30), due, state, came)


def test_shares_are_of_packs_due() -> None:
    """100 on time, 100 of which 60 on time and 40 ten days late, 50 of which 20 came a day early and 30 are awaited."""
    told = fulfilment(
        [order(100, "received", (0, 100)), order(100, "received", (-3, 60), (10, 40)), order(50, "open", (-1, 20))],
        TODAY,
    )
    assert (told.orders, told.packs, told.received, told.on_time) == (3, 250, 220, 180)
    assert (told.late, told.awaited, told.never_came) == (40, 30, 0)
    assert told.fill_rate == 88.0
    assert told.punctuality == 72.0
    assert (told.usual_days, told.slow_days) == (0, 10), "180 of 220 on time are more than half, less than nine tenths"


def test_cancelled_and_not_yet_due_orders_are_nobodys_fault() -> None:
    told = fulfilment([order(10, "cancelled"), order(10, "open", due=TODAY)], TODAY)
    assert (told.orders, told.fill_rate, told.punctuality, told.usual_days) == (0, None, None, None)


def test_complete_order_counts_before_its_deadline() -> None:
    told = fulfilment([order(10, "received", (-20, 10), due=TODAY + timedelta(days=5))], TODAY)
    assert (told.orders, told.punctuality) == (1, 100.0)


def test_what_was_closed_short_never_came() -> None:
    told = fulfilment([order(10, "closed_short", (2, 4))], TODAY)
    assert (told.never_came, told.awaited, told.fill_rate, told.punctuality) == (6, 0, 40.0, 0.0)


def test_quantile_of_weights() -> None:
    assert weighted_quantile([(0, 1), (5, 8), (9, 1)], 0.1) == 0
    assert weighted_quantile([(0, 1), (5, 8), (9, 1)], 0.9) == 5
    assert weighted_quantile([(0, 1), (5, 8), (9, 1)], 0.95) == 9
    assert weighted_quantile([], 0.5) is None
