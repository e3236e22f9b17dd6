from __future__ import annotations

from decimal import Decimal

from supply.levels import Coming, Shelf, Targets, plan
from tests.supply.levels.demands import day, steady


def test_figures_of_a_shelf_with_a_lot_that_will_not_be_used_up():
    """A piece a day: 6 of the first lot go by day 5, its other 4 expire; the second lasts days 6 to 25."""
    shelves = [Shelf(2, "LEJOS", day(300), 20), Shelf(1, "CERCA", day(5), 10)]
    made = plan(steady(1), shelves, [], transfer_days=3, price=Decimal("12.50"))
    assert (made.usable, made.expiring, made.expires_first_on) == (30, 4, day(5))
    assert made.runs_out_on == day(26)
    assert made.levels == Targets(3, 10, 17, 24)
    assert made.suggested == 0  # 30 - 4 lost is above the reorder point
    assert made.facts["lots"] == [
        [1, "CERCA", day(5).isoformat(), 10, 6.0, 4],
        [2, "LEJOS", day(300).isoformat(), 20, 20.0, 0],
    ]
    assert made.facts["lost_value"] == 50.0


def test_what_expires_within_the_cycle_is_ordered_again_and_later_losses_are_not():
    soon = plan(steady(1), [Shelf(1, "A", day(5), 20)], [], transfer_days=3)
    assert (soon.expiring, soon.facts["position"], soon.suggested) == (14, 6, 18)
    late = plan(steady(1), [Shelf(1, "A", day(40), 60)], [], transfer_days=3)
    assert (late.expiring, late.facts["position"], late.suggested) == (19, 60, 0)


def test_what_is_on_its_way_counts_and_an_order_made_twice_is_not_suggested():
    coming = [Coming("order", 7, day(4), 12, "ordered")]
    made = plan(steady(1), [Shelf(1, "A", day(300), 3)], coming, transfer_days=3)
    assert (made.on_the_way, made.facts["position"], made.suggested) == (12, 15, 9)
    assert made.runs_out_on == day(3)  # a day without, then what comes lasts
    assert made.facts["coming"] == [["order", 7, day(4).isoformat(), 12, "ordered"]]


def test_nothing_at_all_of_a_drug_that_is_asked_for_runs_out_today():
    made = plan(steady(1), [], [], transfer_days=3)
    assert (made.runs_out_on, made.runs_out_probability, made.suggested) == (day(0), 1, 24)
