"""Every amount below was computed by hand; the sums stand beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from supply.purchasing.penalties import Handed, Ordered, PenaltyRule, days_late, penalty_due

DUE = date(2026, 11, 10)
RULE = PenaltyRule(Decimal("2.5"), Decimal(10))
# 40 packs × $125.50 = $5,020.00; the ceiling of 10 % is $502.00.
ORDER = Ordered(40, Decimal("125.50"), DUE)


def test_handed_in_on_the_last_day_owes_nothing() -> None:
    found = penalty_due(RULE, ORDER, [Handed(DUE, 40)], as_of=date(2026, 12, 31))
    assert found.amount == 0
    assert found.parts == ()


def test_each_day_late_counts_from_the_day_after_the_deadline() -> None:
    # 40 × 125.50 × 2.5 % × 1 = 125.50
    assert penalty_due(RULE, ORDER, [Handed(date(2026, 11, 11), 40)], as_of=date(2026, 12, 1)).amount == Decimal(
        "125.50"
    )


def test_only_what_is_late_pays_and_each_part_by_its_own_days() -> None:
    handed = [Handed(DUE, 10), Handed(date(2026, 11, 12), 8), Handed(date(2026, 11, 13), 22)]
    found = penalty_due(RULE, ORDER, handed, as_of=date(2026, 11, 30))
    # 8 × 125.50 × 2.5 % × 2 = 50.20; 22 × 125.50 × 2.5 % × 3 = 207.075 → 207.08
    assert [(part.packs, part.days, part.amount) for part in found.parts] == [
        (8, 2, Decimal("50.20")),
        (22, 3, Decimal("207.08")),
    ]
    assert found.amount == Decimal("257.28")
    assert not found.is_capped


def test_what_has_not_come_runs_on_until_the_day_asked_for() -> None:
    found = penalty_due(RULE, ORDER, [Handed(DUE, 38)], as_of=date(2026, 11, 14))
    # 2 × 125.50 × 2.5 % × 4 = 25.10
    assert found.amount == Decimal("25.10")
    assert found.parts[0].still_open
    assert penalty_due(RULE, ORDER, [Handed(DUE, 38)], as_of=date(2026, 11, 15)).amount == Decimal("31.38")  # 31.375


def test_no_more_than_the_ceiling_of_the_order() -> None:
    found = penalty_due(RULE, ORDER, [], as_of=date(2026, 11, 20))
    # 40 × 125.50 × 2.5 % × 10 = 1,255.00, over 502.00
    assert found.uncapped == Decimal("1255.00")
    assert found.amount == Decimal("502.00")
    assert found.is_capped


def test_days_of_grace_are_given_before_the_first_day_counts() -> None:
    rule = PenaltyRule(Decimal(1), None, grace_days=3)
    assert days_late(date(2026, 11, 13), DUE, 3) == 0
    # 40 × 125.50 × 1 % × 2 = 100.40; without a ceiling
    found = penalty_due(rule, ORDER, [], as_of=date(2026, 11, 15))
    assert (found.amount, found.cap) == (Decimal("100.40"), None)


def test_the_delay_of_a_cancelled_order_ends_with_it() -> None:
    ended = Ordered(40, Decimal("125.50"), DUE, ended_on=date(2026, 11, 12))
    found = penalty_due(RULE, ended, [Handed(DUE, 30)], as_of=date(2026, 12, 31))
    # 10 × 125.50 × 2.5 % × 2 = 62.75
    assert found.amount == Decimal("62.75")
    assert not found.parts[0].still_open


def test_packs_beyond_the_order_owe_nothing_and_the_earliest_count_first() -> None:
    handed = [Handed(date(2026, 11, 12), 30), Handed(DUE, 25)]
    found = penalty_due(RULE, ORDER, handed, as_of=date(2026, 12, 1))
    # 25 on time; of the 30 that followed 15 were still owed: 15 × 125.50 × 2.5 % × 2 = 94.125 → 94.13
    assert [(part.packs, part.amount) for part in found.parts] == [(15, Decimal("94.13"))]


def test_what_came_after_the_day_asked_for_had_not_come_yet() -> None:
    found = penalty_due(RULE, ORDER, [Handed(date(2026, 11, 30), 40)], as_of=date(2026, 11, 11))
    assert found.parts[0].still_open
    assert found.amount == Decimal("125.50")
