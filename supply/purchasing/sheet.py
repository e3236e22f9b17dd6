"""The file of supply orders: its columns, in the order in which the institute's reports give them. Pure.

One row per order, or one per delivery of it: rows of one order repeat what the order says. The institute's reports call
«piezas» the packs of a clave, which is what an order counts and what its price is for; they are kept as packs.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from delegations.cells import BadCell, Repaired, date, decimal, heading_key, shown, text
from delegations.tabular import Field, Sheet
from supply.intake.sheets import expiry, lot, owner, pieces, remembered
from supply.sheets import clave_cell

SHEET_NAME = "ordenes"
CENT = Decimal("0.01")
MAX_PRICE = 100_000_000
OLDEST_ORDER = dt.date(2010, 1, 1)
LATEST_DUE_YEARS = 5

CANCELLED_WORDS = {"cancelada", "cancelado", "anulada", "baja"}
# What reports write for the rest; it is not believed but compared: an order stands as its facts say.
OTHER_WORDS = {
    "emitida", "expedida", "vigente", "pendiente", "en_proceso", "parcial", "entrega_parcial", "parcialmente_atendida",
    "completa", "atendida", "surtida", "recibida", "entregada", "cerrada", "incumplida", "vencida", "atrasada",
}  # fmt: skip


def order_sheet() -> Sheet:
    """The sheet, made anew for each file: its readers remember the cells of one file."""
    return Sheet(
        SHEET_NAME,
        [
            Field("orden de suministro", text(40), aliases=("orden", "numero de orden")),
            Field("contrato", text(60), aliases=("numero de contrato",)),
            Field("procedimiento", text(60), aliases=("numero de procedimiento",), required=False, default=""),
            Field("CLUES destino", remembered(owner), aliases=("clues", "destino")),
            Field("clave", remembered(clave_cell), aliases=("clave cnis",)),
            Field("proveedor", text(200), aliases=("rfc", "rfc proveedor", "razon social")),
            Field("precio", remembered(price), aliases=("precio unitario",)),
            Field("piezas emitidas", packs(1), aliases=("envases emitidos", "cantidad emitida")),
            Field("fecha limite", remembered(due_day), aliases=("fecha limite de entrega",)),
            Field("piezas recibidas", packs(0), aliases=("envases recibidos", "cantidad recibida"), blank_allowed=True),
            Field("fecha de recepcion", remembered(date), blank_allowed=True),
            Field("remision", text(60), default="", blank_allowed=True),
            Field("lote", remembered(lot), default="", blank_allowed=True),
            Field("caducidad", remembered(expiry), blank_allowed=True),
            Field("estatus", remembered(status), default="", required=False, aliases=("estado",)),
            Field("fecha de emision", remembered(date), required=False, aliases=("emitida el", "fecha de expedicion")),
        ],
        reference_only=(heading_key("medicamento"), heading_key("descripcion"), heading_key("importe")),
    )


def price(cell: Any) -> Decimal:
    """Pesos per pack: above zero, at most two decimals; a sign of pesos is no harm."""
    if isinstance(cell, str):
        cell = cell.strip().removeprefix("$").strip()
    elif isinstance(cell, float):
        cell = str(round(cell, 6))
    value: Decimal = decimal(0, MAX_PRICE)(cell)
    if value <= 0:
        raise BadCell(_("El precio es cero."), _("Escriba el precio por envase, sin IVA."))
    if value != value.quantize(CENT):
        raise BadCell(_("El precio lleva más de dos decimales."), _("Redondéelo a centavos."))
    return value.quantize(CENT)


def packs(least: int) -> Any:
    """Whole packs; a spreadsheet's `40.0` is 40."""
    parse = pieces(0)

    def parse_packs(cell: Any) -> int:
        value: int = parse(cell)
        if value < least:
            raise BadCell(_("La orden no pide ningún envase."), _("Escriba los envases que se pidieron."))
        return value

    return remembered(parse_packs)


def due_day(cell: Any) -> dt.date | Repaired:
    """The last day on which the order may be handed in."""
    found = date(cell)
    day: dt.date = found.value if isinstance(found, Repaired) else found
    if day < OLDEST_ORDER or day.year > dt.datetime.now(dt.UTC).year + LATEST_DUE_YEARS:
        raise BadCell(
            _("La fecha %(day)s no es posible.") % {"day": day.isoformat()},
            _("Escriba la fecha límite de la orden, como año-mes-día."),
        )
    return found


def status(cell: Any) -> str | Repaired:
    """`cancelled` or nothing: how an order stands otherwise is told from what was delivered."""
    word = heading_key(shown(cell))
    if word in CANCELLED_WORDS:
        return "cancelled"
    if word in OTHER_WORDS:
        return ""
    return Repaired(
        "",
        _("Ese estatus no se conoce y no se usa."),
        _("El estado se calcula de lo recibido; solo «cancelada» se toma del archivo."),
    )
