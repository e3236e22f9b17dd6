from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person, Place, PlaceKind
from supply.actions.order_changes import orders_changed
from supply.actions.purchasing.writing import change, held, must_say, plain, reason_given, told, trace_change, whose
from supply.models import Contract, ContractLine, SupplyOrder, SupplyOrderState
from supply.purchasing.standing import OPEN, RECEIVED, state_of
from supply.purchasing_rights import must_follow, must_manage
from supply.refusals.purchasing import (
    AlreadyThere,
    BadDeadline,
    BelowWhatCame,
    ContractNotInForce,
    FactMissing,
    OrderIsOver,
    OverTheMaximum,
    WrongDestination,
)
from supply.selectors.purchasing.balances import committed_packs


@transaction.atomic
def issue_order(
    *,
    number: str,
    line: ContractLine,
    place: Place,
    packs: int,
    issued_on: date,
    deadline_on: date,
    by: Person | None,
    price: Decimal | None = None,
    is_simulated: bool = False,
) -> SupplyOrder:
    """So many packs of a contract's clave, to a place, by a day; no more than the contract still has."""
    must_manage(by)
    number = must_say(number, "number", 60, _("Falta el número de la orden.")).upper()
    if SupplyOrder.objects.filter(number=number).exists():
        raise AlreadyThere("number", _("Ya hay una orden con ese número."))
    if packs < 1:
        raise FactMissing("packs", _("Faltan los envases."), _("Escriba cuántos se piden."))
    if deadline_on < issued_on:
        raise BadDeadline
    must_keep_stock(place)
    contract = Contract.objects.get(pk=line.contract_id)
    must_be_in_force(contract, issued_on)
    must_fit(line, packs)
    values: dict[str, Any] = {
        "number": number, "line": line, "place": place, "packs": packs, "price": price or line.price,
        "issued_on": issued_on, "deadline_on": deadline_on,
    }  # fmt: skip
    order = SupplyOrder.objects.create(**values, is_simulated=is_simulated)
    told([order], "issued", by=by)
    orders_changed([order])
    audit.record(
        type="order.issued", by=by, target=order, after={k: plain(v) for k, v in values.items()}, **whose(order)
    )
    return order


@transaction.atomic
def change_order(
    *,
    order: SupplyOrder,
    packs: int,
    deadline_on: date,
    reason: str,
    by: Person | None,
    edition: int | None = None,
) -> SupplyOrder:
    """More or fewer packs, or another deadline, by an agreement that `reason` names; the history keeps it.

    A complete order that is enlarged waits again.
    """
    must_manage(by)
    order = held(order, edition)
    if order.state != RECEIVED:
        _must_be_open(order)
    reason = reason_given(reason)
    if packs <= order.received_packs:
        raise BelowWhatCame(order.received_packs)
    if deadline_on < order.issued_on:
        raise BadDeadline
    if packs > order.packs:
        must_fit(order.line, packs - order.packs)
    values = {"packs": packs, "deadline_on": deadline_on, "state": OPEN, "completed_on": None}
    changed = change(order, values)
    told([order], "changed", by=by, note=_what_changed(changed, reason))
    orders_changed([order])
    trace_change("order.changed", order, by, changed | {"reason": ("", reason)})
    return order


def _what_changed(changed: dict[str, tuple[Any, Any]], reason: str) -> str:
    """As the history shows it: a penalty is counted from the new day, and nobody has to take the old one on trust."""
    parts = []
    if "deadline_on" in changed:
        before, after = changed["deadline_on"]
        parts.append(_("Fecha límite: %(before)s → %(after)s.") % {
            "before": f"{before:%d/%m/%Y}", "after": f"{after:%d/%m/%Y}",
        })  # fmt: skip
    if "packs" in changed:
        before, after = changed["packs"]
        parts.append(_("Envases: %(before)d → %(after)d.") % {"before": before, "after": after})
    return " ".join([*parts, reason])


@transaction.atomic
def end_order(*, order: SupplyOrder, reason: str, by: Person | None, edition: int | None = None) -> SupplyOrder:
    """Nothing more is awaited of it: cancelled where nothing had come, closed short where part of it had."""
    must_manage(by)
    order = held(order, edition)
    _must_be_open(order)
    reason = reason_given(reason)
    state = state_of(order.packs, order.received_packs, is_ended=True)
    changed = change(order, {"state": state, "reason": reason})
    told([order], state, by=by, note=reason)
    orders_changed([order])
    trace_change("order.ended", order, by, changed)
    return order


@transaction.atomic
def note_promise(
    *, order: SupplyOrder, promised_on: date | None, by: Person | None, note: str = "", edition: int | None = None
) -> SupplyOrder:
    """The day that the supplier has announced, or that it announces none any more."""
    order = held(order, edition)
    must_follow(by, order.place)
    _must_be_open(order)
    if promised_on is not None and promised_on < order.issued_on:
        raise BadDeadline("promised_on")
    changed = change(order, {"promised_on": promised_on})
    day = promised_on.isoformat() if promised_on else ""
    told([order], "promised", by=by, note=" · ".join(text for text in (day, note.strip()) if text))
    orders_changed([order])
    trace_change("order.promised", order, by, changed)
    return order


def must_be_in_force(contract: Contract, day: date) -> None:
    last = min(contract.ends_on, contract.ended_early_on or contract.ends_on)
    if not contract.starts_on <= day <= last:
        raise ContractNotInForce(day, contract.starts_on, last)


def must_fit(line: ContractLine, packs: int) -> None:
    """Refuse more than the contract's line still has; whoever orders from the same line waits here."""
    line = ContractLine.objects.select_for_update().get(pk=line.pk)
    left = line.max_packs - committed_packs([line.pk]).get(line.pk, 0)
    if packs > left:
        raise OverTheMaximum(packs=packs, left=max(0, left))


def must_keep_stock(place: Place) -> None:
    if place.kind == PlaceKind.TRANSIT or not Place.objects.stock_keeping().active().filter(pk=place.pk).exists():
        raise WrongDestination


def _must_be_open(order: SupplyOrder) -> None:
    if order.state != OPEN:
        raise OrderIsOver(str(SupplyOrderState(order.state).label))
