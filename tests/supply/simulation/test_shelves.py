from __future__ import annotations

import numpy as np
import pytest

from supply.simulation.shelves import Shelves


@pytest.fixture
def shelves() -> Shelves:
    """Two shelves of one drug; lot 0 expires on day 200, lot 1 on day 100, lot 2 on day 10."""
    made = Shelves(np.array([0, 0]), drugs=1, columns=3)
    for lot, expires in ((0, 200), (1, 100), (2, 10)):
        made.open_lot(0, lot, expires)
    made.put(np.array([0, 0, 0, 1]), np.array([0, 1, 2, 1]), np.array([10, 5, 7, 3]))
    return made


def given(shelves: Shelves, shelf: list[int], pieces: list[int], day: int) -> list[tuple[int, int, int]]:
    taken = shelves.take(np.array(shelf), np.array(pieces), day)
    lots = shelves.lots_of(taken.shelf, taken.column)
    return sorted(zip(taken.request.tolist(), lots.tolist(), taken.pieces.tolist(), strict=True))


def test_first_to_expire_goes_first_and_expired_lots_stay(shelves):
    assert given(shelves, [0], [8], day=50) == [(0, 0, 3), (0, 1, 5)]


def test_the_day_of_expiry_still_counts(shelves):
    assert given(shelves, [0], [4], day=10) == [(0, 2, 4)]


def test_requests_on_one_shelf_share_it_in_order_and_the_last_goes_short(shelves):
    assert given(shelves, [0, 1, 0, 0], [4, 2, 9, 9], day=50) == [(0, 1, 4), (1, 1, 2), (2, 0, 8), (2, 1, 1), (3, 0, 2)]
    assert (shelves.pieces >= 0).all()
    assert shelves.usable(np.array([0, 1]), 50).tolist() == [0, 1]


def test_a_blocked_lot_is_not_given(shelves):
    shelves.blocked[0, 1] = True
    assert given(shelves, [1], [1], day=50) == []


def test_a_column_is_given_to_a_new_lot_only_when_nothing_of_the_old_is_left_or_moving(shelves):
    assert shelves.open_lot(0, 3, 300) is None
    given(shelves, [0], [7], day=10)
    shelves.moving[0, 2] = 7
    assert shelves.open_lot(0, 3, 300) is None
    shelves.moving[0, 2] = 0
    assert shelves.open_lot(0, 3, 300) == 2
