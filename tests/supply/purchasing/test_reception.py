from __future__ import annotations

from datetime import date
from decimal import Decimal

from supply.purchasing.reception import Brought, Parted, is_cold_enough, part, remission, repeated

SOON, LATER = date(2027, 3, 31), date(2028, 6, 30)


def test_what_an_order_lacks_is_accepted_and_the_rest_is_over() -> None:
    assert part([Brought(1, "A", LATER, 45)], {1: 40}) == [Parted(40, 0, 5)]


def test_rejected_packs_do_not_fill_the_order() -> None:
    assert part([Brought(1, "A", LATER, 45, rejected=10)], {1: 40}) == [Parted(35, 10, 0)]


def test_what_expires_sooner_is_taken_first_whatever_the_order_of_the_lines() -> None:
    lines = [Brought(1, "LATE", LATER, 30), Brought(1, "SOON", SOON, 20)]
    assert part(lines, {1: 40}) == [Parted(20, 0, 10), Parted(20, 0, 0)]


def test_each_order_is_filled_by_its_own_packs() -> None:
    lines = [Brought(1, "A", LATER, 10), Brought(2, "A", LATER, 10)]
    assert part(lines, {1: 4, 2: 10}) == [Parted(4, 0, 6), Parted(10, 0, 0)]


def test_an_order_that_lacks_nothing_accepts_nothing() -> None:
    assert part([Brought(1, "A", LATER, 3), Brought(9, "A", LATER, 2)], {1: 0}) == [Parted(0, 0, 3), Parted(0, 0, 2)]


def test_every_pack_is_told() -> None:
    lines = [Brought(1, "A", SOON, 17, 3), Brought(1, "B", LATER, 29, 1), Brought(1, "C", SOON, 8)]
    for missing in range(0, 60, 7):
        parted = part(lines, {1: missing})
        assert [sum((p.accepted, p.rejected, p.over)) for p in parted] == [17, 29, 8]
        assert sum(p.accepted for p in parted) == min(missing, 50)


def test_the_same_order_and_lot_twice_is_found() -> None:
    lines = [Brought(1, "A", SOON, 1), Brought(1, "A", LATER, 1), Brought(2, "A", SOON, 1)]
    assert repeated(lines) is None
    assert repeated([*lines, Brought(1, "A", LATER, 5)]) == 3


def test_two_and_eight_degrees_are_cold_enough() -> None:
    assert [is_cold_enough(Decimal(t)) for t in ("1.9", "2", "8", "8.1")] == [False, True, True, False]


def test_a_remission_is_stored_without_case_and_double_blanks() -> None:
    assert remission("  r-77   b ") == "R-77 B"
