"""What one delivery and a file of them have in common: locks, pieces, keys, rows and trace."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from delegations.charts.numbers import grouped
from delegations.models import Place
from supply.actions.ledger import LotLine
from supply.actions.ledger.posting import fingerprint
from supply.actions.lots import LotKey, lot_number
from supply.actions.purchasing.writing import must_say, tidy
from supply.errors import LedgerRefusal
from supply.models import Delivery, DeliveryLine, Lot, Supplier, SupplyOrder
from supply.purchasing.reception import Brought, Parted, remission
from supply.refusals.purchasing import BadPacks

# Beside the ledger's advisory locks (72001, 72002): whoever receives the same remisión waits.
REMISSION_LOCK = 72061
# Of one lot in one delivery: what no hospital holds, and the ledger's columns still do.
MOST_PIECES = 100_000_000
# What the ledger calls a field, as this form calls it.
_FIELDS = {"lot": "number", "pieces": "delivered", "occurred_on": "arrived_on"}


@dataclass(frozen=True, slots=True)
class Received:
    """What came of it. `replayed`: it was on record already; `linked`: its pieces were in the ledger already."""

    delivery: Delivery
    accepted: int = 0
    rejected: int = 0
    over: int = 0
    replayed: bool = False
    linked: bool = False


def remission_given(text: str) -> str:
    return remission(must_say(text, "remision", 60, _("Falta el número de remisión.")))


def tidied(line: Brought) -> Brought:
    return replace(line, lot_number=lot_number(line.lot_number), reason=tidy(line.reason, 240))


def delivery_print(
    supplier: Supplier,
    number: str,
    place: Place,
    arrived_on: date,
    temperature: Decimal | None,
    lines: Sequence[Brought],
) -> str:
    told = sorted(str(line) for line in lines)
    return fingerprint("delivery", supplier.pk, number, place.pk, str(arrived_on), str(temperature), told)


def hold_orders(order_ids: set[int]) -> dict[int, SupplyOrder]:
    """The orders, each locked; in the order of their rows, as all who touch several."""
    rows = SupplyOrder.objects.filter(pk__in=order_ids).order_by("pk").select_for_update(of=("self",))
    found = rows.select_related("line__contract", "line__presentation__drug")
    return {order.pk: order for order in found}


def arriving(
    lines: Sequence[Brought], parted: Sequence[Parted], orders: Mapping[int, SupplyOrder]
) -> dict[int, LotLine]:
    """Line → the pieces of it that the ledger takes in."""
    found = {}
    for index, (line, told) in enumerate(zip(lines, parted, strict=True)):
        if not told.accepted:
            continue
        pack = orders[line.order_id].line.presentation
        pieces = told.accepted * pack.pieces_per_pack
        if pieces > MOST_PIECES:
            raise BadPacks(
                index, _("Son %(n)s piezas: más de las que caben en un lugar.") % {"n": grouped(pieces)},
                "delivered", _("Revise los envases; cada uno trae %(n)d piezas.") % {"n": pack.pieces_per_pack},
            )  # fmt: skip
        found[index] = LotLine(pack.drug_id, line.lot_number, line.expires_on, pieces)
    return found


def by_lot(accepted: Iterable[LotLine]) -> dict[LotKey, int]:
    wanted: dict[LotKey, int] = {}
    for each in accepted:
        lot_key = (each.drug_id, each.number, each.expires_on)
        wanted[lot_key] = wanted.get(lot_key, 0) + each.pieces
    return wanted


def ledger_key(supplier_id: int, number: str, voided: int, settles: int | None = None) -> str:
    """The key of the document; one more where the remisión was voided before and is said again."""
    return f"entrega:{hashlib.sha256(f'{supplier_id} {number} {voided} {settles or str()}'.encode()).hexdigest()[:40]}"


def as_said_here(refusal: LedgerRefusal) -> None:
    """The ledger's refusal with its field as deliveries call it."""
    refusal.field = _FIELDS.get(refusal.field, refusal.field)


def line_rows(
    delivery: Delivery, lines: Sequence[Brought], parted: Sequence[Parted], lots: Mapping[int, Lot]
) -> list[DeliveryLine]:
    """The lines as rows; `lots` by their position, of what was accepted."""
    return [
        DeliveryLine(
            delivery=delivery, order_id=line.order_id, lot_number=line.lot_number, expires_on=line.expires_on,
            lot=lots.get(index), delivered_packs=line.delivered, accepted_packs=told.accepted,
            rejected_packs=told.rejected, over_packs=told.over, reason=line.reason,
        )
        for index, (line, told) in enumerate(zip(lines, parted, strict=True))
    ]  # fmt: skip


def received(delivery: Delivery, parted: Sequence[Parted], *, linked: bool) -> Received:
    return Received(
        delivery,
        accepted=sum(told.accepted for told in parted),
        rejected=sum(told.rejected for told in parted),
        over=sum(told.over for told in parted),
        linked=linked,
    )


def received_trace(result: Received, orders: Iterable[SupplyOrder]) -> dict[str, Any]:
    return {
        "orders": sorted(order.number for order in orders),
        "accepted": result.accepted,
        "rejected": result.rejected,
        "over": result.over,
        "document": result.delivery.document_id,
    }


def wait_for(remissions: Iterable[tuple[int, int, str]]) -> None:
    """(supplier, place, remisión), each held until the transaction ends; in one order, as all who hold several.

    They share 1,024 locks, since a server has room for some thousands: a file holds no more than that.
    """
    told = sorted({f"{supplier}:{place}:{number}" for supplier, place, number in remissions})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, told.lock) FROM (SELECT DISTINCT hashtext(remission) & 1023 AS lock"
            " FROM unnest(%s::text[]) AS u (remission) ORDER BY 1) AS told",
            [REMISSION_LOCK, told],
        )
