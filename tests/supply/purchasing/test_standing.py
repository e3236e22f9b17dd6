from __future__ import annotations

from datetime import date

from supply.purchasing.standing import Standing, standing, state_of

DUE, BEFORE, AFTER = date(2026, 11, 10), date(2026, 11, 9), date(2026, 11, 17)


def of(received: int, state: str = "open", completed_on: date | None = None, *, today: date) -> Standing:
    return standing(packs=40, received=received, deadline_on=DUE, state=state, completed_on=completed_on, today=today)


def test_the_state_follows_from_what_came_and_whether_it_was_ended() -> None:
    assert [state_of(40, came, is_ended=False) for came in (0, 15, 40)] == ["open", "open", "received"]
    assert [state_of(40, came, is_ended=True) for came in (0, 15, 40)] == ["cancelled", "closed_short", "received"]


def test_an_open_order_is_late_from_the_day_after_its_deadline() -> None:
    assert (of(0, today=BEFORE).code, of(15, today=BEFORE).code, of(0, today=DUE).code) == (
        "awaited",
        "partial",
        "awaited",
    )
    late = of(15, today=AFTER)
    assert (late.code, late.pending, late.days, late.is_late) == ("late", 25, 7, True)


def test_a_received_order_is_as_late_as_what_completed_it() -> None:
    assert of(40, "received", DUE, today=AFTER) == Standing("received")
    assert of(40, "received", date(2026, 11, 13), today=AFTER) == Standing("received_late", 0, 3)


def test_an_ended_order_awaits_nothing() -> None:
    assert of(15, "closed_short", today=AFTER) == Standing("closed_short")
    assert of(0, "cancelled", today=AFTER) == Standing("cancelled")
