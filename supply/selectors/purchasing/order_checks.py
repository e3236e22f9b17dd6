"""Every order of a file against what is on record: each fault in its own sentence, with what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from delegations.clues import is_well_formed
from delegations.tabular import Reading
from delegations.wording import spelled
from supply.purchasing.grouping import ReadOrder
from supply.purchasing.matching import same_supplier
from supply.selectors.purchasing.order_world import OrderWorld


def check_orders(reading: Reading, read: Sequence[ReadOrder], world: OrderWorld, today: date) -> list[ReadOrder]:
    """The orders that may be written; faults and warnings are noted in the reading."""
    return [order for order in read if _is_good(reading, order, world, today)]


def _is_good(reading: Reading, order: ReadOrder, world: OrderWorld, today: date) -> bool:
    before = len(reading.faults)
    _check_contract(reading, order, world)
    _check_place(reading, order, world)
    _check_days(reading, order, today)
    _check_same(reading, order, world)
    return len(reading.faults) == before


def _check_contract(reading: Reading, order: ReadOrder, world: OrderWorld) -> None:
    row = order.row
    if order.clave not in world.claves:
        reading.refuse(
            row,
            "clave",
            _("La clave no está en el catálogo."),
            _("Revísela en Presentaciones; si es nueva, pida su alta a la administración."),
        )
    contract = world.contracts.get(order.contract)
    if contract is None:
        reading.refuse(
            row,
            "contrato",
            _("No hay un contrato con ese número."),
            _("Corrija el número, o registre antes el contrato con sus claves en Contratos."),
        )
        return
    supplier = contract.supplier
    if not same_supplier(order.supplier, supplier.name, supplier.rfc):
        reading.refuse(
            row,
            "proveedor",
            _("El contrato %(contract)s es de «%(name)s».") % {"contract": contract.number, "name": supplier.name},
            _("Corrija el proveedor o el contrato; también puede escribir el RFC."),
        )
    if order.procedure and contract.tender is not None and order.procedure != contract.tender.number:
        reading.warn(
            row,
            "procedimiento",
            _("El contrato viene del procedimiento %(number)s.") % {"number": contract.tender.number},
            _("Se deja el del contrato; corríjalo allí si el archivo tiene razón."),
        )
    line = world.lines.get((contract.pk, order.clave))
    if line is None:
        if order.clave in world.claves:
            reading.refuse(
                row,
                "clave",
                _("El contrato %(contract)s no incluye esa clave.") % {"contract": contract.number},
                _("Corrija la clave, o agréguela antes en la página del contrato con su precio y su máximo."),
            )
        return
    if line.price != order.price:
        reading.warn(
            row,
            "precio",
            _("El contrato dice %(price)s por envase.") % {"price": line.price},
            _("La orden se guarda con el precio del archivo; revise cuál vale."),
        )


def _check_place(reading: Reading, order: ReadOrder, world: OrderWorld) -> None:
    if order.clues in world.places:
        return
    remedy = _("Revise la CLUES en la lista de unidades; para el almacén de una delegación, escriba su código.")
    if order.clues in world.owners:
        problem, remedy = (
            _("Esa unidad no tiene almacén ni farmacia."), _("Pida a la administración que dé de alta el lugar."),
        )  # fmt: skip
    elif is_well_formed(order.clues):
        problem = _("No hay una unidad con esa CLUES, o no tiene almacén ni farmacia.")
    else:
        problem = _("No es una CLUES ni el código de una delegación.")
    reading.refuse(order.row, "CLUES destino", problem, remedy)


def _check_days(reading: Reading, order: ReadOrder, today: date) -> None:
    if order.issued_on is None:
        reading.warn(
            order.row,
            "fecha de emision",
            _("Sin fecha de emisión, se toma la primera fecha que se conoce de la orden."),
            _("Agregue la columna «fecha de emision» si la tiene."),
        )
    elif order.issued_on > order.due_on:
        reading.refuse(
            order.row,
            "fecha limite",
            _("Es anterior a la emisión, el %(day)s.") % {"day": spelled(order.issued_on, "j M Y")},
            _("Corrija una de las dos fechas."),
        )
    for arrival in order.arrivals:
        if arrival.on > today:
            reading.refuse(
                arrival.row, "fecha de recepcion", _("Esa fecha aún no llega."), _("Escriba el día en que se recibió.")
            )
        elif order.issued_on is not None and arrival.on < order.issued_on:
            reading.refuse(
                arrival.row,
                "fecha de recepcion",
                _("Es anterior a la emisión, el %(day)s.") % {"day": spelled(order.issued_on, "j M Y")},
                _("Corrija una de las dos fechas."),
            )


def _check_same(reading: Reading, order: ReadOrder, world: OrderWorld) -> None:
    """A known order keeps its contract, clave and destination."""
    stored = world.orders.get(order.number)
    if stored is None:
        return
    place = world.places.get(order.clues)
    differences = (
        ("contrato", order.contract, stored.line.contract.number, False),
        ("clave", order.clave, stored.line.presentation.clave, False),
        ("CLUES destino", order.clues, str(stored.place), place is not None and place.pk == stored.place_id),
    )
    for column, written, there, same in differences:
        if not same and written != there:
            reading.refuse(
                order.row,
                column,
                _("La orden %(order)s ya está registrada con «%(there)s».") % {"order": order.number, "there": there},
                _("Una orden no cambia de contrato, clave ni destino: corrija el archivo o cancele la orden."),
            )
