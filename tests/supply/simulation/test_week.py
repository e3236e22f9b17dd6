from __future__ import annotations

import numpy as np
import pytest

from supply.simulation.facts import REASON, WeekFacts
from supply.simulation.week import Player
from supply.weeks import IsoWeek
from tests.supply.simulation.small import small_country

UNTIL = IsoWeek.parse("2026-W46")


def play(weeks: int, seed: int = 1) -> tuple[Player, list[WeekFacts]]:
    run = UNTIL.previous(weeks - 1).until(UNTIL)
    player = Player(small_country(seed), run, seed)
    return player, [player.play(index) for index in range(weeks)]


@pytest.fixture(scope="module")
def played() -> tuple[Player, dict[str, np.ndarray], list[WeekFacts]]:
    player, facts = play(14)
    weeks = [item.movements.joined() for item in facts]
    return player, {name: np.concatenate([week[name] for week in weeks]) for name in weeks[0]}, facts


def test_no_lot_in_no_place_ends_a_day_below_zero(played):
    _player, moves, _facts = played
    stock: dict[tuple[int, int], int] = {}
    for day in np.unique(moves["day"]):
        today = moves["day"] == day
        touched = set()
        for place, lot, quantity in zip(
            moves["place"][today].tolist(), moves["lot"][today].tolist(), moves["quantity"][today].tolist(), strict=True
        ):
            stock[place, lot] = stock.get((place, lot), 0) + quantity
            touched.add((place, lot))
        assert all(stock[key] >= 0 for key in touched)


def test_what_stands_on_the_shelves_is_the_sum_of_the_movements_and_transit_holds_the_rest(played):
    player, moves, _facts = played
    resting = ~np.isin(moves["place"], player.country.directory.transits)
    assert moves["quantity"][resting].sum() == player.shelves.pieces.sum()
    assert (
        moves["quantity"][~resting].sum()
        == player.incoming.sum()
        == sum(item["pieces"].sum() for item in player.moving)
    )


def test_days_fall_in_their_week_and_the_books_open_the_day_before_the_first(played):
    player, _moves, facts = played
    for week, item in zip(player.weeks, facts, strict=True):
        moves = item.movements.joined()
        opening = moves["reason"] == REASON["opening"]
        assert (moves["day"][opening] == player.weeks[0].monday.toordinal() - 1).all()
        days = moves["day"][~opening]
        assert week.monday.toordinal() <= days.min()
        assert days.max() <= week.sunday.toordinal()


def test_every_kind_of_event_happens(played):
    _player, moves, facts = played
    expected = {
        "opening",
        "receipt",
        "dispensing",
        "mixing",
        "transfer_out",
        "transfer_in",
        "count_up",
        "count_down",
        "damage",
    }
    assert {REASON[name] for name in expected} <= set(moves["reason"].tolist())
    assert [state for item in facts for _lot, state, _reason in item.recalled] == ["recalled", "quarantined"]
    assert sum(item.tallies.joined()["denied"].sum() for item in facts) > 0


def test_every_prescription_has_an_outcome(played):
    for item in played[2]:
        tally = item.tallies.joined()
        assert (tally["presented"] == tally["filled"] + tally["partly_filled"] + tally["denied"]).all()


def test_the_same_seed_plays_the_same_weeks_and_another_one_does_not():
    first, again, other = (play(3, seed)[1][-1].movements.joined() for seed in (7, 7, 8))
    assert all(np.array_equal(first[name], again[name]) for name in first)
    assert not np.array_equal(first["quantity"], other["quantity"])
