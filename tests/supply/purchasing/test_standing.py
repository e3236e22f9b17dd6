from __future__ import annotations

from datetime import date

from supply.purchasing.standing import OrderFacts, standing

DUE, BEFORE, AFTER = date(2026, 11, 10), date(2026, 11, 9), date(2026, 11, 17)


def test_an_order_of_which_nothing_came_is_issued_and_late_after_its_deadline() -> None:
    facts = OrderFacts(packs=40, accepted=0, due_on=DUE)
    assert (standing(facts, today=BEFORE).state, standing(facts, today=BEFORE).is_late) == ("issued", False)
    assert not standing(facts, today=DUE).is_late
    late = standing(facts, today=AFTER)
    assert (late.state, late.is_late, late.days_late, late.pending) == ("issued", True, 7, 40)


def test_part_of_it_leaves_the_rest_to_come() -> None:
    found = standing(OrderFacts(packs=40, accepted=15, due_on=DUE), today=AFTER)
    assert (found.state, found.pending, found.days_late) == ("partial", 25, 7)


def test_packs_that_wait_for_a_decision_have_not_been_accepted() -> None:
    assert standing(OrderFacts(packs=40, accepted=0, held=40, due_on=DUE), today=BEFORE).state == "issued"


def test_a_complete_order_is_as_late_as_what_came_last_and_not_open() -> None:
    found = standing(OrderFacts(packs=40, accepted=42, due_on=DUE, last_accepted_on=AFTER), today=date(2027, 1, 1))
    assert (found.state, found.days_late, found.is_late, found.pending) == ("complete", 7, False, 0)


def test_a_cancelled_order_is_closed_short_when_part_of_it_had_come() -> None:
    nothing = standing(OrderFacts(packs=40, accepted=0, due_on=DUE, is_cancelled=True), today=AFTER)
    some = standing(OrderFacts(packs=40, accepted=5, due_on=DUE, is_cancelled=True), today=AFTER)
    whole = standing(OrderFacts(packs=40, accepted=40, due_on=DUE, is_cancelled=True), today=AFTER)
    assert [item.state for item in (nothing, some, whole)] == ["cancelled", "closed_short", "complete"]
    assert not any(item.is_late for item in (nothing, some, whole))
