"""From the rows of a file to orders with their deliveries; rows that contradict each other are faults. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from delegations.cells import shown
from delegations.tabular import Reading, Row

# What every row of an order must repeat.
SAME = (
    "contrato",
    "procedimiento",
    "CLUES destino",
    "clave",
    "proveedor",
    "precio",
    "piezas emitidas",
    "fecha limite",
    "estatus",
    "fecha de emision",
)
ARRIVED = ("fecha de recepcion", "remision", "lote", "caducidad")


@dataclass(frozen=True, slots=True)
class ReadArrival:
    """Packs of one lot that one remisión brought."""

    row: Row
    packs: int
    on: date
    remission: str
    lot: str
    expires_on: date


@dataclass(slots=True)
class ReadOrder:
    """One order of the file, at its first row."""

    row: Row
    number: str
    contract: str
    procedure: str
    clues: str
    clave: str
    supplier: str
    price: Decimal
    packs: int
    due_on: date
    issued_on: date | None
    is_cancelled: bool
    arrivals: list[ReadArrival] = field(default_factory=list)

    @property
    def received(self) -> int:
        return sum(arrival.packs for arrival in self.arrivals)


def group_orders(reading: Reading) -> list[ReadOrder]:
    """The orders in the order of their first rows; what is wrong is noted in the reading."""
    orders: dict[str, ReadOrder] = {}
    for row in reading.rows:
        number = row["orden de suministro"].upper()
        order = orders.get(number)
        if order is None:
            order = orders[number] = _order(number, row)
        elif not _agrees(reading, order, row):
            continue
        if (arrival := _arrival(reading, row)) is not None:
            _add(reading, order, arrival)
    return list(orders.values())


def _order(number: str, row: Row) -> ReadOrder:
    return ReadOrder(
        row=row,
        number=number,
        contract=row["contrato"].upper(),
        procedure=row["procedimiento"].upper(),
        clues=row["CLUES destino"],
        clave=row["clave"],
        supplier=row["proveedor"],
        price=row["precio"],
        packs=row["piezas emitidas"],
        due_on=row["fecha limite"],
        issued_on=row["fecha de emision"],
        is_cancelled=row["estatus"] == "cancelled",
    )


def _agrees(reading: Reading, order: ReadOrder, row: Row) -> bool:
    """Whether the row repeats what the order's first row says; each difference is a fault."""
    different = [name for name in SAME if _comparable(row[name]) != _comparable(order.row[name])]
    for name in different:
        reading.refuse(
            row,
            name,
            _("La orden %(order)s dice otra cosa en la fila %(row)d: «%(value)s».")
            % {"order": order.number, "row": order.row.number, "value": shown(order.row[name])},
            _("Las filas de una orden repiten los datos de la orden; corrija la que esté mal."),
        )
    return not different


def _comparable(value: Any) -> Any:
    return " ".join(value.casefold().split()) if isinstance(value, str) else value


def _arrival(reading: Reading, row: Row) -> ReadArrival | None:
    """What the row says that came, if anything; half an arrival is a fault at each cell that lacks."""
    packs = row["piezas recibidas"]
    if not packs:
        told = [name for name in ARRIVED if row[name]]
        if told:
            reading.refuse(
                row,
                "piezas recibidas",
                _("Hay %(told)s pero no piezas recibidas.") % {"told": ", ".join(told)},
                _("Escriba los envases que llegaron, o deje en blanco lo demás de la entrega."),
            )
        return None
    missing = [name for name in ARRIVED if not row[name]]
    for name in missing:
        reading.refuse(
            row,
            name,
            _("Falta el dato de lo que se recibió."),
            _("Una entrega lleva piezas recibidas, fecha, remisión, lote y caducidad."),
        )
    if missing:
        return None
    return ReadArrival(row, packs, row["fecha de recepcion"], row["remision"].upper(), row["lote"], row["caducidad"])


def _add(reading: Reading, order: ReadOrder, arrival: ReadArrival) -> None:
    """Add it to its order; the same remisión, lot and expiry twice is one row too many."""
    for known in order.arrivals:
        if (known.remission, known.lot, known.expires_on) == (arrival.remission, arrival.lot, arrival.expires_on):
            reading.refuse(
                arrival.row,
                "remision",
                _("Repite la remisión y el lote de la fila %(row)d.") % {"row": known.row.number},
                _("Deje una sola fila por orden, remisión y lote, con la suma."),
            )
            return
        if known.remission == arrival.remission and known.on != arrival.on:
            reading.refuse(
                arrival.row,
                "fecha de recepcion",
                _("La remisión %(remission)s tiene otra fecha en la fila %(row)d.")
                % {"remission": arrival.remission, "row": known.row.number},
                _("Una remisión se recibe en un solo día; corrija la fecha o el número."),
            )
            return
    order.arrivals.append(arrival)


def by_number(orders: Iterable[ReadOrder]) -> dict[str, ReadOrder]:
    return {order.number: order for order in orders}
