"""Opens what was uploaded: one sheet of supply orders, of a workbook, a ZIP or a CSV."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.cells import heading_key
from delegations.tabular import Fault, Reading
from supply.intake.opening import Unreadable, named_readers
from supply.intake.wanted import Wanted
from supply.purchasing.sheet import SHEET_NAME, order_sheet

ORDERS = Wanted(
    instead=gettext_lazy("Suba el libro XLSX de la plantilla, o un CSV con sus mismas columnas."),
    in_zip=gettext_lazy("Ponga en el ZIP un archivo ordenes.csv."),
    smaller=gettext_lazy("Quite imágenes y hojas que sobren, o divida el archivo por mes."),
    narrower=gettext_lazy("El archivo se extiende mucho más allá de la tabla de órdenes."),
)


def open_orders(data: bytes, name: str) -> Reading:
    """The sheet named «ordenes», or the only one there is; why it cannot be read is a fault of the reading."""
    reading = Reading(order_sheet())
    try:
        tables = [
            (title, read)
            for title, read in named_readers(data, name, ORDERS)
            if not heading_key(title).startswith("instruc")
        ]
        named = [read for title, read in tables if heading_key(title) == SHEET_NAME]
        if len(named) != 1 and len(tables) != 1:
            raise Unreadable(
                _("No se sabe cuál de las hojas trae las órdenes."),
                _("Llame «%(name)s» a una sola hoja, como en la plantilla.") % {"name": SHEET_NAME},
            )
        return (named[0] if len(named) == 1 else tables[0][1])(reading.sheet)
    except Unreadable as error:
        reading.faults.append(Fault(error.sheet or SHEET_NAME, 0, "", name, error.problem, error.remedy))
        return reading
