"""Every amount below was computed by hand; the sums stand beside them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from supply.purchasing.penalties import Handed, Ordered, PenaltyRule, days_late, penalty_due

DUE = date(2026, 11, 10)
RULE = PenaltyRule(Decimal("2.5"), Decimal(10))
# 40 packs × $125.50 = $5,020.00
ORDER = Ordered(40, Decimal("125.50"), DUE)


def test_handed_in_on_the_last_day_owes_nothing() -> None:
    found = penalty_due(RULE, ORDER, [Handed(DUE, 40)], as_of=date(2026, 12, 31))
    assert (found.amount, found.parts) == (0, ())
    assert days_late(DUE, DUE) == 0


def test_each_day_late_counts_from_the_day_after_the_deadline() -> None:
    found = penalty_due(RULE, ORDER, [Handed(date(2026, 11, 11), 40)], as_of=date(2026, 12, 1))
    assert found.amount == Decimal("125.50")  # 5,020.00 × 2.5 % × 1


def test_only_what_is_late_pays_and_each_part_by_its_own_days() -> None:
    handed = [Handed(DUE, 10), Handed(date(2026, 11, 12), 8), Handed(date(2026, 11, 13), 22)]
    found = penalty_due(RULE, ORDER, handed, as_of=date(2026, 11, 30))
    assert [(part.packs, part.days, part.amount) for part in found.parts] == [
        (8, 2, Decimal("50.20")),  # 8 × 125.50 × 5 %
        (22, 3, Decimal("207.08")),  # 22 × 125.50 × 7.5 % = 207.075
    ]
    assert (found.amount, found.late_packs, found.is_running) == (Decimal("257.28"), 30, False)


def test_what_has_not_come_runs_on_until_the_day_asked_for() -> None:
    found = penalty_due(RULE, ORDER, [Handed(DUE, 38)], as_of=date(2026, 11, 13))
    assert (found.amount, found.is_running) == (Decimal("18.83"), True)  # 2 × 125.50 × 7.5 % = 18.825


def test_each_part_stops_at_the_ceiling_of_its_own_value() -> None:
    found = penalty_due(RULE, ORDER, [Handed(date(2026, 11, 12), 30)], as_of=date(2026, 11, 20))
    assert [(part.amount, part.percent, part.is_capped) for part in found.parts] == [
        (Decimal("188.25"), Decimal(5), False),  # 30 × 125.50 × 5 %
        (Decimal("125.50"), Decimal(10), True),  # 10 × 125.50 × 10 %, not the 25 % of ten days
    ]
    assert not found.is_running


def test_on_the_day_that_reaches_the_ceiling_nothing_is_cut() -> None:
    (part,) = penalty_due(RULE, ORDER, [], as_of=date(2026, 11, 14)).parts
    assert (part.days, part.amount, part.is_capped) == (4, Decimal("502.00"), False)  # 5,020.00 × 10 %


def test_a_rule_without_ceiling_runs_on() -> None:
    found = penalty_due(PenaltyRule(Decimal(1)), ORDER, [], as_of=date(2027, 2, 18))
    assert (found.parts[0].days, found.amount) == (100, Decimal("5020.00"))


def test_the_delay_of_an_ended_order_ends_with_it() -> None:
    ended = Ordered(40, Decimal("125.50"), DUE, ended_on=date(2026, 11, 12))
    found = penalty_due(RULE, ended, [Handed(DUE, 30)], as_of=date(2026, 12, 31))
    assert (found.amount, found.is_running) == (Decimal("62.75"), False)  # 10 × 125.50 × 5 %
    assert penalty_due(RULE, ended, [Handed(DUE, 30)], as_of=date(2026, 11, 11)).is_running


def test_packs_beyond_the_order_owe_nothing_and_the_earliest_count_first() -> None:
    handed = [Handed(date(2026, 11, 12), 30), Handed(DUE, 25)]
    found = penalty_due(RULE, ORDER, handed, as_of=date(2026, 12, 1))
    # 25 on time; of the 30 that followed 15 were still owed: 15 × 125.50 × 5 % = 94.125
    assert [(part.packs, part.amount) for part in found.parts] == [(15, Decimal("94.13"))]


def test_what_came_after_the_day_asked_for_had_not_come_yet() -> None:
    found = penalty_due(RULE, ORDER, [Handed(date(2026, 11, 30), 40)], as_of=date(2026, 11, 11))
    assert (found.amount, found.parts[0].still_open) == (Decimal("125.50"), True)
