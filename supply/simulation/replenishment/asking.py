"""Requisitions of every state, each by those whose it is: asked, sent, decided, supplied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from delegations.models import Person, Place
from supply.actions.requisitions import (
    Approval,
    AskedLine,
    approve_requisition,
    cancel_requisition,
    draft_requisition,
    escalate_requisition,
    refuse_requisition,
    send_requisition,
)
from supply.models import Drug, Requisition, RequisitionState
from supply.requisition_rights import answers_to_central
from supply.selectors.requisitions.limits import ceilings
from supply.selectors.requisitions.stands import stands_of
from supply.simulation.replenishment.ground import WORTH_MOVING, Ground, Level, done
from supply.simulation.replenishment.moving import move

# Fate → how many. Those from "approved" on have a transfer order, which the last word follows (see moving.py).
FATES: tuple[tuple[str, int], ...] = (
    ("draft", 6), ("sent", 12), ("escalated", 6), ("refused", 6), ("cancelled", 4), ("bought", 4),
    ("order:drafted", 9), ("order:half", 5), ("order:confirmed", 4), ("order:sent", 6), ("order:arrived", 12),
    ("order:refused", 2),
)  # fmt: skip
EMERGENCY_EVERY, OTHER_EVERY, PART_EVERY, MOST_LINES, DELEGATIONS = 7, 5, 2, 4, 4
WHY_URGENT = ("Dos pacientes internados reciben su ciclo esta semana (simulado)", "La entrega esperada no llegó "
              "(simulado)", "Se rompió una caja en almacén (simulado)")  # fmt: skip
WHY_OTHER = "Ingresaron pacientes referidos de otro hospital (simulado)"
WHY_PART = ("Se deja reserva para otro hospital de la delegación (simulado)", "Es lo que alcanza por ahora (simulado)")
WHY_REFUSED = ("Ya viene en una orden de suministro (simulado)", "La existencia alcanza hasta la próxima entrega "
               "(simulado)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A place, what it is going to ask for, and where that could come from."""

    place: Place
    levels: Sequence[Level]
    giver: Place | None


def simulate_requisitions(ground: Ground) -> int:
    """As many as the country has reasons for; how many were made."""
    fates = [fate for fate, count in FATES for _number in range(count)]
    ground.rng.shuffle(fates)
    made = sum(done(_of_a_delegation, ground, place, number) for number, place in enumerate(_warehouses(ground)))
    candidates = {supplied: _candidates(ground, supplied=supplied) for supplied in (True, False)}
    for fate in fates:
        for asked in candidates[fate.startswith("order:")]:
            if done(_make, ground, asked, fate, made):
                made += 1
                break
    return made


def _candidates(ground: Ground, *, supplied: bool) -> Iterator[Asked]:
    """Units in an order of their own; `supplied`: what their delegation's warehouse, or a sister with too much, has."""
    doors = sorted(ground.doors, key=lambda place: place.code)
    ground.rng.shuffle(doors)
    # Each place asks once in the week, but for what is urgent.
    for place in doors if supplied else reversed(doors):
        lacks = ground.lacks(place)
        if not supplied:
            if lacks:
                yield Asked(place, lacks[: ground.rng.randint(1, MOST_LINES)], None)
            continue
        for giver in _givers(ground, place):
            had = [one for one in lacks if _can_give(ground, giver, one.drug_id) >= WORTH_MOVING]
            if had:
                yield Asked(place, had[: ground.rng.randint(1, MOST_LINES)], giver)
                break


def _warehouses(ground: Ground) -> list[Place]:
    """The delegations' own that ask central office."""
    places = sorted(ground.above.values(), key=lambda place: place.code)
    return ground.rng.sample(places, min(DELEGATIONS, len(places)))


def _of_a_delegation(ground: Ground, place: Place, number: int) -> None:
    """What its units lack and the warehouse has not: central office has it bought, or has not decided."""
    stands = stands_of(place, None)
    drugs = dict(Drug.objects.filter(pk__in=stands).values_list("pk", "code"))
    worst = sorted(stands, key=lambda drug: (-stands[drug].suggested, drugs[drug]))[:MOST_LINES]
    levels = [
        Level(drug, stands[drug].usable, stands[drug].suggested, 0, 1, 0) for drug in worst if stands[drug].suggested
    ]
    _make(ground, Asked(place, levels, None), "bought" if number % 2 else "sent", 0)


def _givers(ground: Ground, place: Place) -> Iterator[Place]:
    if place.delegation_id in ground.above:
        yield ground.above[place.delegation_id]
    yield from (
        other for other in ground.doors if other.delegation_id == place.delegation_id and other.unit_id != place.unit_id
    )


def _can_give(ground: Ground, giver: Place, drug_id: int) -> int:
    """Half of what a warehouse has; of a unit, what is above its maximum."""
    if giver.unit_id is None:
        return ground.has(giver, drug_id) // 2
    return dict(ground.spare(giver)).get(drug_id, 0)


def _make(ground: Ground, asked: Asked, fate: str, number: int) -> None:
    place, giver, by = asked.place, asked.giver, ground.manager(asked.place)
    made_at = ground.now - timedelta(hours=ground.rng.randint(30, 100), minutes=ground.rng.randint(0, 59))
    is_emergency = number % EMERGENCY_EVERY == 3
    row = draft_requisition(
        place=place,
        lines=_lines(place, asked.levels, is_emergency=is_emergency, other=number % OTHER_EVERY == 2),
        by=by,
        giver=giver,
        is_emergency=is_emergency,
        needed_on=ground.today + timedelta(days=ground.rng.randint(2, 15)),
        note=ground.rng.choice(WHY_URGENT) if is_emergency else "Pedido de la semana (simulado)",
        now=made_at,
    )
    ground.touch(place)
    if fate == "draft":
        return
    row = send_requisition(requisition=row, by=by, now=made_at + timedelta(hours=2))
    decided_at = made_at + timedelta(hours=ground.rng.randint(6, 24))
    if fate == "cancelled":
        cancel_requisition(requisition=row, reason="Llegó la entrega que se esperaba (simulado)", by=by, now=decided_at)
    elif fate != "sent":
        _decide(ground, row, asked, fate, number, decided_at)


def _lines(place: Place, levels: Sequence[Level], *, is_emergency: bool, other: bool) -> list[AskedLine]:
    """What is suggested now; of one line another quantity, with its reason; an emergency within its limit."""
    drugs = [one.drug_id for one in levels]
    stands = stands_of(place, drugs)
    limits = ceilings(place, drugs) if is_emergency else {}
    lines = []
    for index, drug in enumerate(drugs):
        suggested = stands[drug].suggested
        pieces = suggested + max(2, suggested // 4) if other and not index else suggested
        most = limits[drug].most if drug in limits else None
        pieces = pieces if most is None else min(pieces, most)
        if pieces > 0:
            lines.append(AskedLine(drug, pieces, "" if pieces == suggested else WHY_OTHER))
    return lines


def _decide(ground: Ground, row: Requisition, asked: Asked, fate: str, number: int, at: datetime) -> None:
    by = _decider(ground, row)
    if fate == "refused":
        refuse_requisition(requisition=row, reason=ground.rng.choice(WHY_REFUSED), by=by, now=at)
    elif fate == "escalated":
        if row.state == RequisitionState.SENT:
            reason = "La delegación no tiene de dónde surtirla (simulado)"
            escalate_requisition(requisition=row, reason=reason, by=by, now=at)
    else:
        _approve(ground, row, asked, fate, number, at, by)


def _decider(ground: Ground, row: Requisition) -> Person:
    above = row.state == RequisitionState.ESCALATED or answers_to_central(row.place)
    return ground.central if above else ground.of_delegation[row.place.delegation_id]


def _approve(ground: Ground, row: Requisition, asked: Asked, fate: str, number: int, at: datetime, by: Person) -> None:
    giver = asked.giver
    told = {}
    for line in row.lines.order_by("pk"):
        pieces = line.asked
        if giver is not None:
            pieces = min(pieces, _can_give(ground, giver, line.drug_id))
            if number % PART_EVERY:
                pieces = min(pieces, max(1, line.asked * 2 // 3))
            ground.take(giver, line.drug_id, pieces)
        reason = "" if pieces == line.asked else ground.rng.choice(WHY_PART)
        told[line.pk] = Approval(pieces, to_purchase=pieces if giver is None else 0, reason=reason)
    row = approve_requisition(requisition=row, lines=told, by=by, giver=giver, now=at)
    order = row.transfer_orders.first()
    if order is not None:
        move(ground, order, fate.removeprefix("order:"))
