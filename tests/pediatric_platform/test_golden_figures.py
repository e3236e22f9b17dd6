"""The golden hour's charts against figures worked out by hand."""

from __future__ import annotations

from math import sqrt

import pytest

from pediatric_platform.golden_figures import Count, control_chart, limits_of, run_chart, runs


def shares(*pairs: tuple[int, int]) -> list[Count]:
    """Points of a control chart: in time, of how many."""
    return [Count(n, within, None) for within, n in pairs]


def medians(*minutes: float | None) -> list[Count]:
    return [Count(0 if one is None else 1, 0, one) for one in minutes]


def test_a_share_is_of_its_own_cases_and_of_nothing_there_is_none():
    assert Count(8, 6).share == 0.75
    assert Count(8, 6).percent == 75
    assert Count(0, 0).share is None
    assert Count(0, 0).percent is None


def test_three_sigma_by_hand():
    # p = 0.5, n = 100: sqrt(0.5·0.5/100) = 0.05, three of them 0.15.
    assert (limits_of(0.5, 100).lower, limits_of(0.5, 100).upper) == pytest.approx((0.35, 0.65))
    # p = 0.8, n = 25: sqrt(0.16/25) = 0.08, three of them 0.24; above 1 there is no share.
    assert (limits_of(0.8, 25).lower, limits_of(0.8, 25).upper) == pytest.approx((0.56, 1.0))
    assert (limits_of(0.2, 4).lower, limits_of(0.2, 4).upper) == pytest.approx((0.0, 0.8))
    assert (limits_of(1.0, 9).lower, limits_of(1.0, 9).upper) == (1.0, 1.0)


def test_each_point_has_the_limits_of_its_own_number():
    # 4·(20/40) and 4·(60/80): centre (80 + 240) / (160 + 320) = 2/3.
    chart = control_chart(shares(*[(20, 40)] * 4, *[(60, 80)] * 4))
    assert chart is not None
    assert chart.centre == pytest.approx(2 / 3)
    for index, n in ((0, 40), (7, 80)):
        limit = chart.limits[index]
        assert limit is not None
        assert limit.lower == pytest.approx(2 / 3 - 3 * sqrt(2 / 9 / n))
        assert limit.upper == pytest.approx(2 / 3 + 3 * sqrt(2 / 9 / n))


def test_the_centre_weighs_each_case_not_each_month():
    chart = control_chart(shares((0, 1), *[(9, 10)] * 7))
    assert chart is not None
    assert chart.centre == pytest.approx(63 / 71)


def test_a_month_far_out_is_a_signal_and_one_just_within_is_not():
    # Centre 0.5 of 100 each: 35 lies on the limit, which is within; with 34 the centre moves too little to hide it.
    assert control_chart(shares(*[(50, 100)] * 7, (50, 100))).signals.outside == ()
    chart = control_chart(shares(*[(50, 100)] * 7, (30, 100)))
    assert chart.signals.outside == (7,)
    assert chart.limits[7].lower == pytest.approx(0.475 - 3 * sqrt(0.475 * 0.525 / 100))
    assert control_chart(shares(*[(50, 100)] * 7, (90, 100))).signals.outside == (7,)
    few = control_chart(shares(*[(50, 100)] * 7, (3, 10)))  # as low, of ten alone: chance explains it
    assert few.signals.outside == ()


def test_fewer_than_eight_months_with_cases_say_nothing_of_what_is_usual():
    assert control_chart(shares(*[(5, 10)] * 7)) is None
    assert control_chart(shares(*[(5, 10)] * 7, (0, 0))) is None
    assert control_chart(shares(*[(5, 10)] * 8)) is not None
    assert run_chart(medians(*[50] * 7, None)) is None
    assert run_chart(medians(*[50] * 8)) is not None
    assert control_chart([]) is None
    assert run_chart([]) is None


def test_a_month_without_cases_has_no_limits_and_is_no_signal():
    chart = control_chart(shares((5, 10), (0, 0), *[(5, 10)] * 7))
    assert chart is not None
    assert chart.limits[1] is None
    assert chart.signals.outside == ()
    assert not chart.signals


def test_eight_months_above_the_usual_are_better_seven_are_not():
    better = control_chart(shares(*[(4, 10)] * 8, *[(8, 10)] * 8))
    assert (better.signals.better_from, better.signals.worse_from) == (8, 0)
    seven = control_chart(shares(*[(4, 10)] * 7, *[(8, 10)] * 7))
    assert (seven.signals.better_from, seven.signals.worse_from) == (None, None)
    assert not seven.signals


def test_six_medians_below_the_centre_are_better_because_less_is():
    # Twelve medians: the centre is the mean of the sixth and the seventh, (62 + 48) / 2 = 55.
    chart = run_chart(medians(70, 66, 64, 68, 62, 65, 48, 45, 44, 47, 43, 40))
    assert chart.centre == 55
    assert (chart.signals.worse_from, chart.signals.better_from) == (0, 6)
    five = run_chart(medians(70, 66, 64, 68, 62, 48, 45, 44, 47, 43))
    assert (five.signals.worse_from, five.signals.better_from) == (None, None)


def test_points_on_the_centre_and_missing_ones_neither_count_nor_interrupt():
    assert runs([2, 2, 1, None, 2], 1, 3) == (0, None)
    assert runs([2, 2, 1, None, 2], 1, 4) == (None, None)
    assert runs([2, 2, 0, 2], 1, 3) == (None, None)
    assert runs([0, 0, 0, 2, 2, 2], 1, 3) == (3, 0)
    assert runs([2, 2, 2, 0, 2, 2, 2], 1, 3) == (4, None)  # the last one of them
    assert runs([], 1, 1) == (None, None)
