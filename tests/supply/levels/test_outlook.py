"""The queue of lots, worked out by hand."""

from __future__ import annotations

import random

from supply.levels import Batch, Fate, outlook


def per_day(pieces: float):
    return lambda days: pieces * days


def test_two_lots_never_claim_the_same_consumption():
    """A piece a day. Each lot alone would be used up before day 10; together the second finds only the days after the
    first: 8 go of the first (days 0 to 7), 2 of the second (days 8 and 9), and its other 4 expire."""
    ahead = outlook(per_day(1), [Batch(8, last_day=9), Batch(6, last_day=9)])
    assert ahead.fates == [Fate(8, 0), Fate(2, 4)]
    assert ahead.lost == 4
    assert ahead.runs_out_day == 10


def test_the_first_to_expire_goes_first_whatever_the_order_they_come_in():
    ahead = outlook(per_day(2), [Batch(20, last_day=100), Batch(10, last_day=2)])
    assert ahead.fates == [Fate(20, 0), Fate(6, 4)]
    assert ahead.runs_out_day == 13


def test_the_last_day_still_counts():
    assert outlook(per_day(5), [Batch(5, last_day=0)]).fates == [Fate(5, 0)]
    assert outlook(per_day(5), [Batch(6, last_day=0)]).fates == [Fate(5, 1)]


def test_a_lot_that_comes_later_takes_nothing_of_the_days_before():
    """2 a day: 6 last days 0 to 2, nothing on days 3 and 4, then 4 more for days 5 and 6."""
    ahead = outlook(per_day(2), [Batch(6), Batch(4, first_day=5)])
    assert ahead.fates == [Fate(6, 0), Fate(4, 0)]
    assert ahead.runs_out_day == 3


def test_what_comes_and_expires_sooner_is_given_before_what_lies_there():
    """1 a day: day 0 and 1 from the shelf, then the lot that comes on day 2 and expires on day 4 gives its 3 days."""
    ahead = outlook(per_day(1), [Batch(10, last_day=11), Batch(5, last_day=4, first_day=2)])
    assert ahead.fates == [Fate(9, 1), Fate(3, 2)]
    assert ahead.runs_out_day == 12


def test_what_nobody_asks_for_expires_whole_and_never_runs_out():
    ahead = outlook(per_day(0), [Batch(7, last_day=30), Batch(9, last_day=500), Batch(3)])
    assert ahead.fates == [Fate(0, 7), Fate(0, 0), Fate(0, 0)]
    assert ahead.runs_out_day is None


def test_without_stock_it_runs_out_on_the_first_day_that_asks():
    dated = [0, 0, 0, 0, 4]
    assert outlook(lambda days: sum(dated[:days]), []).runs_out_day == 4
    assert outlook(per_day(0.5), []).runs_out_day == 0


def test_half_pieces_left_are_no_whole_piece_lost():
    assert outlook(per_day(0.3), [Batch(4, last_day=4)]).fates == [Fate(1.5, 2)]


def test_further_than_the_horizon_nothing_is_claimed():
    ahead = outlook(per_day(1), [Batch(400, last_day=380)])
    assert ahead.fates == [Fate(365, 0)]
    assert ahead.runs_out_day is None


def test_same_answer_as_a_shelf_emptied_day_by_day():
    """Three hundred shelves at random, whole pieces, against the plainest way to do it."""
    chance = random.Random(7)
    for _ in range(300):
        batches = [
            Batch(
                chance.randint(1, 12), chance.choice([None, *range(40)]), chance.choice([0, 0, chance.randint(0, 30)])
            )
            for _ in range(chance.randint(0, 6))
        ]
        asked = [chance.choice([0, 0, 1, 2, 5]) for _ in range(60)]
        ahead = outlook(lambda days, asked=asked: sum(asked[:days]), batches, horizon=60)
        fates, runs_out = emptied(batches, asked)
        assert sum(fate.given for fate in ahead.fates) == sum(fate.given for fate in fates)
        assert [fate.lost for fate in ahead.fates] == [fate.lost for fate in fates]
        assert ahead.runs_out_day == runs_out


def emptied(batches: list[Batch], asked: list[int]) -> tuple[list[Fate], int | None]:
    left, runs_out = [batch.pieces for batch in batches], None
    for day, wanted in enumerate(asked):
        good = [
            place
            for place, batch in enumerate(batches)
            if batch.first_day <= day and (batch.last_day is None or batch.last_day >= day)
        ]
        for place in sorted(good, key=lambda place: first_to_expire(batches[place])):
            while wanted and left[place]:
                left[place] -= 1
                wanted -= 1
        if wanted and runs_out is None:
            runs_out = day
    return [
        Fate(batch.pieces - rest, 0 if batch.last_day is None else rest)
        for batch, rest in zip(batches, left, strict=True)
    ], runs_out


def first_to_expire(batch: Batch) -> tuple[int, int]:
    return (999 if batch.last_day is None else batch.last_day, batch.first_day)
