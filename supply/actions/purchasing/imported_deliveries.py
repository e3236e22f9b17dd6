"""The deliveries of a file: one for each supplier, place and remisión, whatever orders it fills."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from delegations.models import Person
from delegations.tabular import Reading
from supply.actions.lots import lot_number
from supply.actions.purchasing.receive_many import receive_recorded
from supply.actions.purchasing.recorded import Key, Recorded
from supply.models import DeliveryLine
from supply.purchasing.grouping import ReadArrival, ReadOrder
from supply.purchasing.reception import Brought, remission
from supply.selectors.purchasing.order_world import OrderWorld

if TYPE_CHECKING:
    from supply.actions.purchasing.import_orders import ImportedOrders


def receive_all(
    reading: Reading,
    read: list[ReadOrder],
    world: OrderWorld,
    *,
    by: Person | None,
    source: str,
    outcome: ImportedOrders,
) -> None:
    """Receive what is new; what is on record with the same packs is left as it is; the rest is a fault at its row."""
    grouped: dict[Key, list[tuple[ReadOrder, ReadArrival]]] = defaultdict(list)
    for order in read:
        contract, place = world.contracts[order.contract], world.places[order.clues]
        for arrival in order.arrivals:
            grouped[contract.supplier_id, place.pk, remission(arrival.remission)].append((order, arrival))
    known = _on_record(grouped)
    arriving: list[tuple[Recorded, list[ReadArrival]]] = []
    for key, arrivals in sorted(grouped.items(), key=lambda item: (item[1][0][1].on, item[1][0][1].row.number)):
        first_order, first = arrivals[0]
        if any(arrival.on != first.on for _order, arrival in arrivals):
            other = next(arrival for _order, arrival in arrivals if arrival.on != first.on)
            reading.refuse(
                other.row,
                "fecha de recepcion",
                _("La remisión %(remission)s tiene otra fecha en la fila %(row)d.")
                % {"remission": key[2], "row": first.row.number},
                _("Una remisión se recibe en un solo día; corrija la fecha o el número."),
            )
            continue
        lines = [
            Brought(world.orders[order.number].pk, lot_number(arrival.lot), arrival.expires_on, arrival.packs)
            for order, arrival in arrivals
        ]
        told = known.get(key)
        if told is not None and all(told.get(line.key) == line.delivered for line in lines):
            continue
        told_of = Recorded(
            world.contracts[first_order.contract].supplier,
            first.remission,
            world.places[first_order.clues],
            first.on,
            lines,
        )
        arriving.append((told_of, [arrival for _order, arrival in arrivals]))
    receive_recorded(deliveries=[told_of for told_of, _arrivals in arriving], by=by, source=source)
    for told_of, came in arriving:
        _note(reading, told_of, came, outcome)


def _note(reading: Reading, delivery: Recorded, arrivals: list[ReadArrival], outcome: ImportedOrders) -> None:
    """What came of a delivery: its refusal at the row that it is about, or what the file brought."""
    refusal, done = delivery.refusal, delivery.result
    if refusal is not None or done is None:
        assert refusal is not None
        reading.refuse(arrivals[refusal.line or 0].row, _column(refusal.field), refusal.message, refusal.remedy)
        return
    outcome.deliveries += 1
    outcome.linked += done.linked
    outcome.packs += done.accepted
    outcome.over += done.over
    if done.over:
        reading.warn(
            arrivals[0].row,
            "piezas recibidas",
            _("La remisión %(remission)s trae %(over)d envases más de los pedidos: no entran al libro.")
            % {"remission": delivery.remision, "over": done.over},
            _("Decida en la página de la entrega si se devuelven o se toman con otra orden."),
        )


def _on_record(grouped: dict[Key, list[tuple[ReadOrder, ReadArrival]]]) -> dict[Key, dict[tuple[object, ...], int]]:
    """What standing deliveries say of these remisiones: packs not turned away, by order and lot. One query."""
    rows = (
        DeliveryLine.objects.standing()
        .filter(
            delivery__settles=None,
            delivery__supplier__in={key[0] for key in grouped},
            delivery__place__in={key[1] for key in grouped},
            delivery__remision__in={key[2] for key in grouped},
        )
        .select_related("delivery")
    )
    found: dict[Key, dict[tuple[object, ...], int]] = defaultdict(dict)
    for line in rows:
        told = line.delivery
        found[told.supplier_id, told.place_id, told.remision][line.order_id, line.lot_number, line.expires_on] = (
            line.accepted_packs + line.over_packs
        )
    return found


def _column(field: str) -> str:
    """The column of the file that a refusal's field is."""
    return {
        "arrived_on": "fecha de recepcion",
        "number": "lote",
        "delivered": "piezas recibidas",
        "expires_on": "caducidad",
    }.get(field, "remision")
