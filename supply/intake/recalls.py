"""A list of recalled or falsified lots, as authorities and newspapers publish them: a row a lot.

    fecha, producto, dci, clave, lote, caducidad, tipo, medida, titular, fuente

A product is named by its clave, else by its ingredient; without either in the catalogue it is only watched.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.cells import BadCell, heading_key, shown, text
from delegations.cells import date as whole_date
from delegations.naming import fold
from delegations.tabular import Field, Reading, Row, Sheet
from supply.actions.recalls import NamedLot
from supply.actions.recalls.loading import ListedProduct
from supply.forms.ledger_fields import read_day
from supply.intake.opening import Unreadable, named_readers
from supply.intake.wanted import Wanted
from supply.lot_numbers import lot_keys
from supply.models import Drug, RecallKind
from supply.sheets import clave_cell

LISTED = Wanted(
    instead=gettext_lazy("Suba el libro XLSX de la plantilla, o el mismo cuadro como CSV."),
    in_zip=gettext_lazy("Ponga en el ZIP un solo CSV con los lotes."),
    smaller=gettext_lazy("Quite imágenes y hojas que sobren."),
    narrower=gettext_lazy("El archivo se extiende mucho más allá de una lista de lotes."),
)
SHEET_NAME = "lotes"
MOST_ROWS = 5_000
_KINDS = {
    "falsificado": RecallKind.FALSIFIED,
    "falsified": RecallKind.FALSIFIED,
    "calidad": RecallKind.QUALITY,
    "quality": RecallKind.QUALITY,
    "quality_sanitary_alert": RecallKind.QUALITY,
    "alerta_sanitaria": RecallKind.QUALITY,
    "preventivo": RecallKind.PREVENTIVE,
    "preventive": RecallKind.PREVENTIVE,
}
_STRENGTH = re.compile(r"(\d+(?:[.,]\d+)?)\s*(mg|g|mcg|µg|ui)\b", re.IGNORECASE)
_IN_MG = {"mg": Decimal(1), "g": Decimal(1000), "mcg": Decimal("0.001"), "µg": Decimal("0.001")}


def lot_cell(cell: Any) -> str:
    """A lot's number; a date that a spreadsheet made of it is refused."""
    if isinstance(cell, dt.date | dt.datetime | dt.time):
        raise BadCell(
            _("La hoja de cálculo convirtió el lote en una fecha."),
            _("Dé formato de texto a la columna y escriba de nuevo el lote como viene en el aviso."),
        )
    number = str(text(60)(cell))
    if not lot_keys(number):
        raise BadCell(_("No tiene letras ni cifras."), _("Escriba el lote como viene en el aviso."))
    return number


def day_cell(cell: Any) -> Any:
    """A day, or a month (its last day)."""
    if isinstance(cell, dt.date):
        return whole_date(cell)
    if (day := read_day(shown(cell), month_alone=True)) is not None:
        return day
    return whole_date(cell)


def kind_cell(cell: Any) -> str:
    try:
        return str(_KINDS[re.sub(r"[^a-z]+", "_", heading_key(shown(cell))).strip("_")])
    except KeyError:
        raise BadCell(_("No es un tipo conocido."), _("Use uno de: falsificado, calidad, preventivo.")) from None


def sheet() -> Sheet:
    return Sheet(
        SHEET_NAME,
        [
            Field("fecha", day_cell, required=False, aliases=("date",)),
            Field("producto", text(200), aliases=("product_es", "product")),
            Field("dci", text(160), required=False, default="", aliases=("inn_en", "inn")),
            Field("clave", clave_cell, required=False, default=""),
            Field("lote", lot_cell, aliases=("lot",)),
            Field("caducidad", day_cell, required=False, aliases=("expiry",)),
            Field("tipo", kind_cell, aliases=("kind",)),
            Field("medida", text(2000), required=False, default="", aliases=("action_es", "action")),
            Field("titular", text(160), required=False, default="", aliases=("holder",)),
            Field("fuente", text(240), aliases=("source",)),
        ],
    )


def read_list(data: bytes, name: str) -> Reading:
    """The rows of the file's first table that has any; what keeps it from being read is a fault."""
    wanted = sheet()
    try:
        readers = named_readers(data, name, LISTED)
        named = [read for title, read in readers if heading_key(title) == SHEET_NAME]
        reading: Reading = (named or [read for _title, read in readers])[0](wanted)
    except Unreadable as error:
        reading = Reading(wanted)
        reading.refuse(0, "", error.problem, error.remedy, name)
        return reading
    if len(reading.rows) > MOST_ROWS:
        reading.refuse(0, "", _("Son más de %d lotes.") % MOST_ROWS, _("Divida la lista."), name)
    return reading


def grouped(reading: Reading) -> list[ListedProduct]:
    """The rows by product and notice, each with the drugs that it means; an unknown clave is a fault."""
    drugs = list(Drug.objects.exclude(inn="") | Drug.objects.in_compendio())
    by_code = {drug.code: drug for drug in drugs if drug.code}
    by_inn: dict[str, list[Drug]] = {}
    for drug in drugs:
        by_inn.setdefault(fold(drug.inn), []).append(drug)
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in reading.rows:
        columns = ("producto", "dci", "clave", "tipo", "medida", "titular", "fuente", "fecha")
        groups.setdefault(tuple(row[name] for name in columns), []).append(row)
    found = []
    for rows in groups.values():
        first = rows[0]
        if first["clave"]:
            meant = [by_code[first["clave"][:12]]] if first["clave"][:12] in by_code else []
            if not meant:
                reading.refuse(
                    first, "clave", _("El catálogo no tiene esa clave."), _("Corríjala, o déjela vacía y ponga la DCI.")
                )
        else:
            meant = of_strength(by_inn.get(fold(first["dci"]), []) if first["dci"] else [], first["producto"])
        lots = [NamedLot(row["lote"], row["caducidad"]) for row in rows]
        found.append(
            ListedProduct(
                first["tipo"],
                first["producto"],
                first["fuente"],
                lots,
                meant,
                first["titular"],
                first["medida"],
                first["fecha"],
            )
        )
    return found


def of_strength(drugs: Iterable[Drug], product: str) -> list[Drug]:
    """Those of the strength that the product names; all of them where it names none that the catalogue has."""
    listed = list(drugs)
    named = {_milligrams(amount, unit) for amount, unit in _STRENGTH.findall(product)}
    fitting = [drug for drug in listed if _milligrams(drug.strength, drug.strength_unit) in named - {None}]
    return fitting or listed


def _milligrams(amount: str, unit: str) -> Decimal | None:
    factor = _IN_MG.get(unit.lower())
    if factor is None or not re.fullmatch(r"\d+(?:[.,]\d+)?", amount):
        return None
    return (Decimal(amount.replace(",", ".")) * factor).normalize()
