from __future__ import annotations

from decimal import Decimal

from supply.purchasing.balances import LineBalance, counted_packs


def test_what_is_left_is_the_maximum_less_what_was_ordered() -> None:
    line = LineBalance(min_packs=400, max_packs=1_000, price=Decimal("82.35"), committed=250, received=180)
    assert (line.left, line.to_minimum, line.awaited, line.is_exceeded) == (750, 150, 70, False)
    assert line.used_percent == 25
    assert line.committed_amount == Decimal("20587.50")  # 250 × 82.35
    assert line.received_amount == Decimal("14823.00")  # 180 × 82.35
    assert line.left_amount == Decimal("61762.50")  # 750 × 82.35


def test_more_ordered_than_the_maximum_shows_below_zero() -> None:
    line = LineBalance(min_packs=0, max_packs=100, price=Decimal(1), committed=120, received=0)
    assert (line.left, line.is_exceeded, line.to_minimum) == (-20, True, 0)


def test_an_ended_order_counts_with_what_had_come() -> None:
    assert counted_packs(40, 0, is_ended=False) == 40
    assert counted_packs(40, 15, is_ended=True) == 15
    assert counted_packs(40, 0, is_ended=True) == 0
