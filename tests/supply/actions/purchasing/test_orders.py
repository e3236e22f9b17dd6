from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from delegations.errors.editing import StaleEdition
from delegations.models import AuditEvent, Notification, Person, Place
from supply.actions.purchasing import (
    change_order,
    end_contract,
    end_order,
    issue_order,
    note_promise,
    receive_delivery,
    set_contract_line,
    watch_orders,
)
from supply.models import Contract, ContractLine, Step, SupplyOrder
from supply.purchasing.reception import Brought
from supply.refusals.purchasing import (
    AlreadyThere,
    BadDeadline,
    BelowWhatCame,
    BelowWhatIsOrdered,
    ContractNotInForce,
    NotYoursToBuy,
    OrderIsOver,
    OverTheMaximum,
    WrongDestination,
)
from supply.selectors.purchasing.balances import line_balances
from supply.selectors.purchasing.orders import penalties_of, penalty_read, with_what_penalties_ask

TODAY = timezone.localdate()


def issue(line: ContractLine, place: Place, packs: int = 10, **more: Any) -> SupplyOrder:
    told: dict[str, Any] = {
        "number": f"OS-{packs}", "issued_on": TODAY, "deadline_on": TODAY + timedelta(days=15), "by": None,
    } | more  # fmt: skip
    return issue_order(line=line, place=place, packs=packs, **told)


def test_an_order_takes_from_its_contract_until_nothing_is_left(line: ContractLine, pharmacy: Place) -> None:
    order = issue(line, pharmacy, 60)
    assert (order.price, order.state, order.steps.get().what) == (Decimal("125.50"), "open", "issued")
    with pytest.raises(OverTheMaximum) as refused:
        issue(line, pharmacy, 41)
    assert refused.value.left == 40
    issue(line, pharmacy, 40)
    balance = line_balances([line])[line.pk]
    assert (balance.left, balance.to_minimum, balance.awaited) == (0, 0, 100)


def test_what_an_ended_order_had_not_received_goes_back_to_the_contract(order: SupplyOrder) -> None:
    deliver(order, 15)
    end_order(order=order, reason="El proveedor no puede", by=None)
    order.refresh_from_db()
    assert (order.state, order.reason) == ("closed_short", "El proveedor no puede")
    balance = line_balances([order.line])[order.line_id]
    assert (balance.committed, balance.received, balance.left) == (15, 15, 85)


def test_an_order_of_which_nothing_came_is_cancelled_and_ends_once(order: SupplyOrder) -> None:
    assert end_order(order=order, reason="Error", by=None).state == "cancelled"
    with pytest.raises(OrderIsOver):
        end_order(order=order, reason="Error", by=None)


def test_numbers_deadlines_periods_and_places_are_checked(line: ContractLine, pharmacy: Place, transit: Place) -> None:
    issue(line, pharmacy, 1)
    with pytest.raises(AlreadyThere):
        issue(line, pharmacy, 1, number=" os-1 ")
    with pytest.raises(BadDeadline):
        issue(line, pharmacy, 2, deadline_on=TODAY - timedelta(days=1))
    with pytest.raises(ContractNotInForce):
        issue(line, pharmacy, 2, issued_on=date(2020, 1, 1))
    with pytest.raises(WrongDestination):
        issue(line, transit, 2)
    end_contract(contract=line.contract, on=TODAY - timedelta(days=1), reason="Rescindido", by=None)
    with pytest.raises(ContractNotInForce):
        issue(line, pharmacy, 2)


def test_only_central_office_issues(line: ContractLine, pharmacy: Place, olga: Person, beto: Person) -> None:
    with pytest.raises(NotYoursToBuy):
        issue(line, pharmacy, by=beto)
    assert issue(line, pharmacy, by=olga).steps.get().by == olga


def test_a_change_keeps_its_reason_and_is_refused_below_what_came(order: SupplyOrder) -> None:
    deliver(order, 15)
    later = order.deadline_on + timedelta(days=10)
    changed = change_order(order=order, packs=30, deadline_on=later, reason="Prórroga 4", by=None)
    assert (changed.packs, changed.deadline_on) == (30, later)
    note = order.steps.get(what="changed").note
    assert f"{order.deadline_on:%d/%m/%Y} → {later:%d/%m/%Y}" in note
    assert "40 → 30" in note
    assert note.endswith("Prórroga 4")
    assert AuditEvent.objects.get(type="order.changed").before["packs"] == 40
    with pytest.raises(BelowWhatCame):
        change_order(order=order, packs=15, deadline_on=later, reason="Menos", by=None)


def test_a_stale_change_is_refused(order: SupplyOrder) -> None:
    day = order.deadline_on
    change_order(order=order, packs=30, deadline_on=day, reason="Una", by=None, edition=1)
    with pytest.raises(StaleEdition):
        change_order(order=order, packs=20, deadline_on=day, reason="Otra", by=None, edition=1)


def test_what_the_supplier_announced_is_noted_by_whoever_awaits_it(
    order: SupplyOrder, ana: Person, carla: Person
) -> None:
    day = order.deadline_on + timedelta(days=2)
    assert note_promise(order=order, promised_on=day, by=ana, note="Por teléfono").promised_on == day
    assert order.steps.get(what="promised").note == f"{day.isoformat()} · Por teléfono"
    with pytest.raises(NotYoursToBuy):
        note_promise(order=order, promised_on=None, by=carla)


def test_a_maximum_does_not_fall_below_what_was_ordered(order: SupplyOrder) -> None:
    line = order.line
    with pytest.raises(BelowWhatIsOrdered):
        set_contract_line(
            contract=line.contract, presentation=line.presentation, max_packs=39, price=line.price, by=None
        )
    set_contract_line(contract=line.contract, presentation=line.presentation, max_packs=40, price=line.price, by=None)


def test_late_and_awaited_orders_are_told_once_and_again_for_another_deadline(
    order: SupplyOrder, other_order: SupplyOrder, ana: Person, beto: Person
) -> None:
    SupplyOrder.objects.filter(pk=order.pk).update(deadline_on=TODAY - timedelta(days=1))
    SupplyOrder.objects.filter(pk=other_order.pk).update(deadline_on=TODAY + timedelta(days=2))
    assert watch_orders() == (1, 1)
    assert watch_orders() == (0, 0)
    told = sorted(Notification.objects.values_list("kind", "person__email"))
    assert told == [
        ("supply.order_awaited", ana.email),
        ("supply.order_late", ana.email),
        ("supply.order_late", beto.email),
    ]
    assert order.steps.get().what == "late"
    SupplyOrder.objects.filter(pk=order.pk).update(deadline_on=TODAY - timedelta(days=3))
    assert watch_orders() == (1, 0)


def deliver(order: SupplyOrder, packs: int) -> None:
    receive_delivery(
        supplier=order.line.contract.supplier,
        remision="R-1",
        place=order.place,
        arrived_on=TODAY,
        lines=[Brought(order.pk, "LX40", date(2031, 6, 30), packs)],
        by=None,
    )


def test_delay_ends_on_the_day_it_was_where_the_order_was_ended(order: SupplyOrder) -> None:
    """Ended at eight in the evening: by the clock of the servers that is tomorrow, and a day more of penalty."""
    Contract.objects.filter(pk=order.line.contract_id).update(penalty_percent=Decimal(1))
    SupplyOrder.objects.filter(pk=order.pk).update(state="cancelled", reason="Rescisión")
    evening = datetime.combine(order.deadline_on + timedelta(days=3), time(20, 0), timezone.get_current_timezone())
    Step.objects.create(supply_order=order, what="cancelled", note="Rescisión", at=evening)
    as_of = order.deadline_on + timedelta(days=30)
    ended = SupplyOrder.objects.select_related("line__contract").filter(pk=order.pk)
    read = penalty_read(with_what_penalties_ask(ended).get(), as_of=as_of)
    penalty = penalties_of(list(ended), as_of=as_of)[order.pk]
    assert penalty is not None
    assert read is not None
    assert [part.days for part in (*penalty.parts, *read.parts)] == [3, 3]
