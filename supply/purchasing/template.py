"""The workbook to fill in with supply orders: the columns in their order, two rows as an example, what each means."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import IO

from django.utils.translation import gettext as _

from supply.purchasing.sheet import SHEET_NAME

# As the common fields, in their order; then what helps and is not asked for.
COLUMNS = (
    "orden de suministro", "contrato", "procedimiento", "CLUES destino", "clave", "proveedor", "precio",
    "piezas emitidas", "fecha limite", "piezas recibidas", "fecha de recepcion", "remision", "lote", "caducidad",
    "estatus", "fecha de emision",
)  # fmt: skip
_DAYS = {"fecha limite", "fecha de recepcion", "caducidad", "fecha de emision"}
_NUMBERS = {"precio", "piezas emitidas", "piezas recibidas"}


def write_template(target: IO[bytes]) -> None:
    """Claves, lots and numbers of orders are text, so that no zero is lost."""
    import xlsxwriter  # heavy, and only this download needs it

    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EFEFEF"})
        text = book.add_format({"num_format": "@"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        number = book.add_format({"num_format": "0.00"})
        whole = book.add_format({"num_format": "0"})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        page = book.add_worksheet(SHEET_NAME)
        page.freeze_panes(1, 0)
        for index, column in enumerate(COLUMNS):
            form = day if column in _DAYS else number if column == "precio" else whole if column in _NUMBERS else text
            page.write_string(0, index, column, head)
            page.set_column(index, index, 20, form)
        page = book.add_worksheet("instrucciones")
        page.set_column(0, 0, 26, wrap)
        page.set_column(1, 1, 100, wrap)
        for row, (title, meaning) in enumerate(_instructions()):
            page.write_string(row, 0, title, wrap)
            page.write_string(row, 1, meaning, wrap)
        page = book.add_worksheet("instrucciones ejemplo")
        for index, column in enumerate(COLUMNS):
            page.write_string(0, index, column, head)
            page.set_column(index, index, 20)
        for row, cells in enumerate(_example(), start=1):
            for index, cell in enumerate(cells):
                if isinstance(cell, dt.date):
                    page.write_datetime(row, index, cell, day)
                elif isinstance(cell, str):
                    page.write_string(row, index, cell, text)
                else:
                    page.write_number(row, index, cell)


def _instructions() -> list[tuple[str, str]]:
    return [
        (_("una fila"), _("Es una orden, o una entrega de ella: con tres entregas, tres filas que repiten "
                          "sus datos. Lo que aún no llega deja en blanco las columnas de la entrega.")),
        ("orden de suministro", _("Su número. Volver a subir el mismo archivo no la repite: la pone al día.")),
        ("contrato", _("El número como está en Contratos; si falta, regístrelo antes con sus claves.")),
        ("procedimiento", _("Puede ir en blanco; el contrato ya lo dice.")),
        ("CLUES destino", _("La orden va al almacén de la unidad, o a su farmacia si no tiene. Para el almacén de una "
                            "delegación, el código de la delegación.")),
        ("clave", _("Con puntos o 12 dígitos, como texto; debe estar en el contrato.")),
        ("proveedor", _("La razón social o el RFC; debe ser el del contrato.")),
        ("precio", _("Por envase, en pesos, sin IVA.")),
        ("piezas emitidas, recibidas", _("Envases de la clave, que es lo que cuenta una orden de suministro; el libro "
                                         "los convierte en piezas con las que trae cada envase.")),
        (_("fechas"), _("Año-mes-día, por ejemplo 2026-11-15.")),
        ("remision, lote, caducidad", _("Como vienen en el papel y en la caja. Lo recibido entra al libro del destino, "
                                        "salvo que ya esté con la misma remisión, lote y piezas.")),
        ("estatus", _("Solo se toma «cancelada»; lo demás se calcula de lo recibido.")),
        ("fecha de emision", _("Puede faltar la columna; con ella se mide mejor el tiempo de entrega.")),
    ]  # fmt: skip


def _example() -> Sequence[Sequence[object]]:
    due, came, good = dt.date(2026, 11, 10), dt.date(2026, 11, 9), dt.date(2028, 6, 30)
    order = ("OS-000123", "C-26-001", "", "XXIMS000000", "010.000.1768.00", "Razón social", 125.5, 40, due)
    return [
        (*order, 15, came, "R-77", "LX40", good, "", dt.date(2026, 10, 20)),
        (*order, 25, due, "R-81", "LX41", good, "", dt.date(2026, 10, 20)),
    ]
