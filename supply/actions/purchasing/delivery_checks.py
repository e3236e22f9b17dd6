"""What of a delivery can be wrong before anything is written: its shape, its orders, its cold chain and shelf life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from delegations.charts.numbers import grouped
from delegations.models import Place
from supply.models import Supplier, SupplyOrder
from supply.purchasing.reception import COLD_LEAST, COLD_MOST, Brought, is_cold_enough, repeated
from supply.refusals.purchasing import (
    ArrivedBeforeIssued,
    BadPacks,
    NothingDelivered,
    OrderOfOthers,
    OutOfColdChain,
    SameLotTwice,
    ShelfLifeTooShort,
    TemperatureMissing,
)


def check_shape(lines: Sequence[Brought]) -> None:
    if not lines:
        raise NothingDelivered
    for index, line in enumerate(lines):
        if not line.lot_number:
            raise BadPacks(index, _("Falta el lote."), "number", _("Escríbalo como viene en la caja."))
        if type(line.delivered) is not int or line.delivered < 1:
            raise BadPacks(index, _("Faltan los envases entregados."))
        if type(line.rejected) is not int or not 0 <= line.rejected <= line.delivered:
            raise BadPacks(
                index,
                _("Se rechazan %(rejected)s envases y se entregaron %(delivered)s.")
                % {"rejected": grouped(line.rejected), "delivered": grouped(line.delivered)},
                "rejected",
            )
        if line.rejected and not line.reason:
            raise BadPacks(index, _("Falta el motivo del rechazo."), "reason", _("Escriba qué tenían los envases."))
    if (again := repeated(lines)) is not None:
        raise SameLotTwice(again)


def check_order(
    index: int, line: Brought, orders: Mapping[int, SupplyOrder], supplier: Supplier, place: Place, arrived_on: date
) -> None:
    order = orders.get(line.order_id)
    if order is None or order.place_id != place.pk:
        raise OrderOfOthers(index, _("Esa orden no viene a este lugar."))
    if order.line.contract.supplier_id != supplier.pk:
        raise OrderOfOthers(index, _("La orden %(order)s es de otro proveedor.") % {"order": order.number})
    if arrived_on < order.issued_on:
        raise ArrivedBeforeIssued(number=order.number, issued_on=order.issued_on)


def check_quality(index: int, line: Brought, order: SupplyOrder, arrived_on: date, temperature: Decimal | None) -> None:
    """Cold chain and shelf life of what is not rejected; accepting against the rule needs its reason in writing."""
    if line.delivered == line.rejected:
        return
    if order.line.presentation.drug.cold_chain:
        if temperature is None:
            raise TemperatureMissing(index)
        if not is_cold_enough(temperature) and not line.reason:
            raise OutOfColdChain(index, str(temperature), str(COLD_LEAST), str(COLD_MOST))
    least, left = order.line.contract.least_shelf_days, (line.expires_on - arrived_on).days
    if least is not None and 0 <= left < least and not line.reason:
        raise ShelfLifeTooShort(index, left=left, least=least)
