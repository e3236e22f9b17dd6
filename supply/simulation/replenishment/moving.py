"""Transfer orders as far as they come: confirmed by one end, by both, sent, arrived; or refused, or cancelled."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from delegations.models import Place
from supply.actions.ledger import accept
from supply.actions.transfer_orders import (
    OrderLine,
    cancel_transfer_order,
    confirm_transfer_order,
    draft_transfer_order,
    refuse_transfer_order,
    send_transfer_order,
)
from supply.models import Source, TransferOrder
from supply.reasons import Reason
from supply.simulation.replenishment.ground import WORTH_MOVING, Ground, done
from supply.transfer_order_rights import GIVER, TAKER

FATES: tuple[tuple[str, int], ...] = (
    ("drafted", 5), ("half", 3), ("confirmed", 4), ("sent", 4), ("arrived", 3), ("short", 2), ("refused", 2),
    ("cancelled", 2),
)  # fmt: skip
WHY = "Le sobra a un hospital y le falta a otro de la misma delegación (simulado)"


def simulate_transfer_orders(ground: Ground) -> int:
    """By hand, between two hospitals of a delegation; how many were made."""
    fates = [fate for fate, count in FATES for _number in range(count)]
    trips = _trips(ground)
    made = 0
    for fate in fates:
        for trip in trips:
            if done(_make, ground, *trip, fate):
                made += 1
                break
    return made


def _trips(ground: Ground) -> Iterator[tuple[Place, Place, int, int]]:
    """(from, to, drug, pieces): one for each hospital that lacks what another has too much of."""
    doors = sorted(ground.doors, key=lambda place: place.code)
    ground.rng.shuffle(doors)
    for taker in doors:
        wanted = {one.drug_id: one.suggested for one in ground.lacks(taker)}
        for giver in doors:
            if giver.delegation_id != taker.delegation_id or giver.unit_id == taker.unit_id:
                continue
            found = next(((drug, pieces) for drug, pieces in ground.spare(giver) if drug in wanted), None)
            if found is not None:
                yield giver, taker, found[0], max(WORTH_MOVING, min(found[1], wanted[found[0]]))
                break


def _make(ground: Ground, giver: Place, taker: Place, drug_id: int, pieces: int, fate: str) -> None:
    order = draft_transfer_order(
        from_place=giver,
        to_place=taker,
        lines=[OrderLine(drug_id, pieces)],
        by=ground.of_delegation[giver.delegation_id],
        why=WHY,
        send_by=ground.today + timedelta(days=ground.rng.randint(1, 9)),
        now=ground.now - timedelta(hours=ground.rng.randint(2, 60)),
    )
    ground.take(giver, drug_id, pieces)
    move(ground, order, fate)


def move(ground: Ground, order: TransferOrder, fate: str) -> None:
    """Take the order to its fate; each step by whoever answers for that end."""
    giver, taker = ground.manager(order.from_place), ground.manager(order.to_place)
    if fate == "drafted":
        return
    if fate == "refused":
        refuse_transfer_order(order=order, reason="Ya están apartadas para esta semana (simulado)", by=giver)
        return
    if fate == "cancelled":
        reason = "Se surtió por otro camino (simulado)"
        cancel_transfer_order(order=order, reason=reason, by=ground.of_delegation[order.from_place.delegation_id])
        return
    order = confirm_transfer_order(order=order, side=GIVER, by=giver)
    if fate == "half":
        return
    order = confirm_transfer_order(order=order, side=TAKER, by=taker)
    if fate == "confirmed":
        return
    expected = ground.today + timedelta(days=ground.rng.randint(1, 4))
    order = send_transfer_order(order=order, by=giver, expected_on=expected, source=Source.SIMULATION)
    ground.touch(order.from_place, order.to_place)
    if fate in ("arrived", "short"):
        _arrive(order, short=fate == "short", by=taker)


def _arrive(order: TransferOrder, *, short: bool, by: object) -> None:
    transfer = order.transfer
    assert transfer is not None  # it was just sent
    received = None
    if short:
        lines = list(transfer.lines.order_by("pk"))
        received = {line.pk: (line.sent, "") for line in lines}
        received[lines[0].pk] = (max(lines[0].sent - 2, 0), Reason.DAMAGE)
    accept(
        transfer=transfer,
        key=f"simulacion-llegada-{order.folio}",
        by=by,  # type: ignore[arg-type]
        received=received,
        note="Simulado",
        source=Source.SIMULATION,
    )
