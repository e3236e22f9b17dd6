"""Probability of arrival: computed by hand where few orders make it possible, and calibrated where many do."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from supply.performance.arrival import (
    DAYS,
    FIRST,
    PAIR_WEIGHT,
    UNKNOWN_HAZARD,
    Record,
    Table,
    curve_of,
    drawn_to,
)
from supply.performance.expectation import expect
from supply.performance.records import OrderRecord

TODAY = date(2026, 11, 20)


def order(
    *,
    late: int | None = 0,
    supplier: int = 1,
    clave: int = 1,
    state: str = "received",
    due: date = TODAY - timedelta(days=100),
    packs: int = 10,
    lead: int = 30,
) -> OrderRecord:
    arrivals = () if late is None else ((due + timedelta(days=late), packs),)
    return OrderRecord(supplier, clave, packs, due - timedelta(days=lead), due, state, arrivals)


def test_hazard_of_four_orders_is_the_share_of_those_awaited() -> None:
    """Two on the day, one three days late, one never: 2/4, then 1/2, then nothing of the one left."""
    table = Table.empty()
    for late, state in ((0, "received"), (0, "received"), (3, "received"), (None, "closed_short")):
        table.add(order(late=late, state=state), TODAY)
    assert (table.came[-FIRST], table.awaited[-FIRST]) == (2, 4)
    assert (table.came[3 - FIRST], table.awaited[3 - FIRST]) == (1, 2)
    assert (table.came[4 - FIRST], table.awaited[4 - FIRST]) == (0, 1)
    plain = curve_of([came / left if left else 0.0 for came, left in zip(table.came, table.awaited, strict=True)])
    assert plain.probability(-5, 0) == pytest.approx(0.5)
    assert plain.probability(-5, 3) == pytest.approx(0.75)
    assert plain.probability(0, 3) == pytest.approx(0.5), "of what had not come by its day, half comes in three more"


def test_nothing_may_come_before_it_was_ordered() -> None:
    table = Table.empty()
    table.add(order(late=0, lead=10), TODAY)
    assert table.awaited[-11 - FIRST] == 0
    assert table.awaited[-10 - FIRST] == 1


def test_order_in_parts_counts_part_by_part() -> None:
    due = TODAY - timedelta(days=50)
    parts = ((due, 4), (due + timedelta(days=7), 6))
    table = Table.empty()
    table.add(OrderRecord(1, 1, 10, due - timedelta(days=30), due, "received", parts), TODAY)
    assert table.came[-FIRST] == pytest.approx(0.4)
    assert table.awaited[1 - FIRST] == pytest.approx(0.6)
    assert table.came[7 - FIRST] == pytest.approx(0.6)


def test_open_order_is_known_not_to_have_come_until_today_and_nothing_more() -> None:
    table = Table.empty()
    table.add(order(late=None, state="open", due=TODAY - timedelta(days=5)), TODAY)
    assert table.awaited[5 - FIRST] == 1
    assert table.awaited[6 - FIRST] == 0


def test_supplier_that_only_starts_to_be_late_does_not_look_punctual() -> None:
    """Five came on their day; fifteen, of the last weeks, are out: punctual by what came, not by what is awaited."""
    came = [order(late=0) for _ in range(5)]
    out = [order(late=None, state="open", due=TODAY - timedelta(days=20)) for _ in range(15)]
    assert Record(came, TODAY).of(1, 1).curve.probability(-10, 10) > 0.35
    assert Record([*came, *out], TODAY).of(1, 1).curve.probability(-10, 10) < 0.3


def test_hazards_are_drawn_to_the_wider_record_by_the_weight() -> None:
    table = Table.empty()
    for _ in range(3):
        table.add(order(late=0), TODAY)
    drawn = drawn_to([0.25] * DAYS, table, PAIR_WEIGHT)
    assert drawn[-FIRST] == pytest.approx((3 + 3 * 0.25) / 6), "three of its own weigh as much as all the others"
    assert drawn[100 - FIRST] == pytest.approx(0.25), "where it has seen nothing, the wider record stands"


def test_without_a_record_hardly_anything_is_promised() -> None:
    known = Record([], TODAY).of(1, 1)
    assert known.basis == "none"
    assert known.curve.probability(-28, 0) == pytest.approx(1 - (1 - UNKNOWN_HAZARD) ** 28)
    told = expect(known, deadline_on=TODAY + timedelta(days=10), promised_on=None, threshold=0.1, today=TODAY)
    assert told.expected_on is None, "a day is never made up"


def test_basis_names_whose_record_weighs_most() -> None:
    record = Record([order(clave=1) for _ in range(17)] + [order(clave=2) for _ in range(4)], TODAY)
    assert [record.of(1, 1).basis, record.of(1, 2).basis, record.of(7, 7).basis] == ["pair", "supplier", "all"]
    assert (record.of(1, 2).pair, record.of(1, 2).supplier, record.of(1, 2).everybody) == (4, 21, 21)
    assert Record([order() for _ in range(4)], TODAY).of(1, 1).basis == "none", "four orders in a country are no record"


def test_expected_day_is_the_first_with_the_probability() -> None:
    history = [order(late=late) for late in range(20) for _ in range(10)]
    known = Record(history, TODAY).of(1, 1)
    due = TODAY + timedelta(days=5)
    told = expect(known, deadline_on=due, promised_on=None, threshold=0.8, today=TODAY)
    assert told.expected_on is not None
    late = (told.expected_on - due).days
    assert known.curve.probability(-5, late) >= 0.8 > known.curve.probability(-5, late - 1)
    assert 13 <= late <= 18, "eight tenths of a record even over twenty days"
    stricter = expect(known, deadline_on=due, promised_on=None, threshold=0.9, today=TODAY)
    assert stricter.expected_on is not None
    assert stricter.expected_on > told.expected_on


def test_day_the_supplier_announces_puts_off_and_never_brings_nearer() -> None:
    known = Record([order(late=0) for _ in range(60)], TODAY).of(1, 1)
    due = TODAY + timedelta(days=5)

    def expected(promised: date | None) -> date | None:
        return expect(known, deadline_on=due, promised_on=promised, threshold=0.8, today=TODAY).expected_on

    assert expected(None) == due
    assert expected(TODAY + timedelta(days=1)) == due
    assert expected(due + timedelta(days=9)) == due + timedelta(days=9)


def test_long_overdue_order_is_expected_anew_or_not_at_all() -> None:
    """All that was ever late came within a week: of one that is a hundred days late nothing is known."""
    known = Record([order(late=late % 7) for late in range(100)], TODAY).of(1, 1)
    told = expect(known, deadline_on=TODAY - timedelta(days=100), promised_on=None, threshold=0.8, today=TODAY)
    assert told.expected_on is None
    assert told.probability < 0.2
    assert told.facts["until"] == (TODAY + timedelta(days=7)).isoformat()


def test_probabilities_come_true_and_beat_those_of_all_and_of_few() -> None:
    """Suppliers that differ, four orders each: what is said to come with 0.8 comes about so often, and the shrunk
    probability is nearer to what happens than everybody's, and than each one's own."""
    chance = random.Random(7)
    history, future = [], []
    for supplier in range(60):
        delay = chance.choice((1, 4, 8, 16))
        for n in range(12):
            late = round(chance.gammavariate(2, delay / 2 + 0.6)) - 1
            made = order(late=late, supplier=supplier, due=TODAY - timedelta(days=90 + n))
            (history if n < 4 else future).append((supplier, late, made))
    record = Record((made for *_rest, made in history), TODAY)
    everybody = Record(
        (OrderRecord(0, 0, 10, r.issued_on, r.deadline_on, r.state, r.arrivals) for *_x, r in history), TODAY
    )
    said, came, scores = 0, 0, {"shrunk": 0.0, "all": 0.0, "own": 0.0}
    for supplier, late, _made in future:
        curve = record.of(supplier, 1).curve
        day = curve.first_day(-30, 0.8)
        assert day is not None
        said, came = said + 1, came + (late <= day)
        own = [late for who, late, _made in history if who == supplier]
        for until in (0, 5, 14):
            happened = late <= until
            scores["shrunk"] += (curve.probability(-30, until) - happened) ** 2
            scores["all"] += (everybody.of(0, 0).curve.probability(-30, until) - happened) ** 2
            scores["own"] += (sum(one <= until for one in own) / len(own) - happened) ** 2
    assert 0.74 <= came / said <= 0.95, came / said
    assert scores["shrunk"] < min(scores["own"], scores["all"]), scores
