from datetime import date

import pytest

from supply.fefo import Shelf, pick


def shelves(*available: int) -> list[Shelf]:
    return [Shelf(index, 1, date(2027, 1, 1 + index), pieces) for index, pieces in enumerate(available)]


@pytest.mark.parametrize(
    ("available", "wanted", "taken"),
    [
        ((5, 5), 3, [(0, 3)]),
        ((5, 5), 5, [(0, 5)]),
        ((5, 5), 7, [(0, 5), (1, 2)]),
        ((0, 5), 2, [(1, 2)]),
        ((5, 5), 10, [(0, 5), (1, 5)]),
        ((5, 5), 11, []),
        ((), 1, []),
    ],
)
def test_pick_takes_in_order_and_all_or_nothing(available, wanted, taken):
    assert pick(shelves(*available), wanted) == taken


def test_two_lines_of_one_document_do_not_take_the_same_pieces():
    shelf = shelves(5)
    assert pick(shelf, 3) == [(0, 3)]
    assert pick(shelf, 3) == []
    assert pick(shelf, 2) == [(0, 2)]
