"""Shares sum exactly to what exists, and nobody gets more than they lack."""

from __future__ import annotations

from random import Random

from supply.redistributing.fair import fair_share
from tests.supply.redistributing.brute_force import share


def test_shares_sum_exactly_to_what_exists_whatever_the_weights() -> None:
    dice = Random(5)
    for _ in range(400):
        size = dice.randint(1, 9)
        weights = [dice.choice((0.0, 1.0, 0.333333, dice.random() * 900)) for _ in range(size)]
        caps = [dice.randint(0, 60) for _ in range(size)]
        total = dice.randint(0, 300)
        shares = fair_share(total, weights, caps)
        assert sum(shares) == min(total, sum(caps))
        assert all(0 <= part <= cap for part, cap in zip(shares, caps, strict=True))
        assert shares == share(total, weights, caps)


def test_largest_remainders_get_what_rounding_leaves() -> None:
    # 10 × 5/9, 3/9, 1/9 = 5.56, 3.33, 1.11
    assert fair_share(10, [5, 3, 1], [99, 99, 99]) == [6, 3, 1]


def test_what_one_cannot_use_is_shared_among_the_others() -> None:
    assert fair_share(10, [8, 1, 1], [2, 9, 9]) == [2, 4, 4]


def test_sites_without_any_weight_are_alike() -> None:
    assert fair_share(4, [0, 0], [3, 3]) == [2, 2]


def test_nobody_to_share_with_gets_nothing() -> None:
    assert fair_share(4, [], []) == []
