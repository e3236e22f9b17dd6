"""Files of an uploaded week, made from plain rows."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from delegations.tabular import Fault
from supply.intake.opening import Opened, open_bytes

STOCK = ("clues", "lugar", "clave", "lote", "caducidad", "piezas")
MOVEMENTS = ("clues", "lugar", "fecha", "motivo", "clave", "lote", "caducidad", "piezas", "referencia")
PRESCRIPTIONS = ("clues", "clave", "presentadas", "surtidas", "parciales", "negadas")
HEADINGS = {"existencias": STOCK, "movimientos": MOVEMENTS, "recetas": PRESCRIPTIONS}

Rows = Sequence[Sequence[Any]]


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """An XLSX whose sheets are the rows as given, headings included."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    page.write(number, column, cell)
    return target.getvalue()


def csv_text(rows: Rows, delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def week_sheets(*, stock: Rows, movements: Rows = (), prescriptions: Rows = ()) -> dict[str, Rows]:
    """The week's sheets with their headings."""
    sheets: dict[str, Rows] = {"existencias": [STOCK, *stock]}
    if movements:
        sheets["movimientos"] = [MOVEMENTS, *movements]
    if prescriptions:
        sheets["recetas"] = [PRESCRIPTIONS, *prescriptions]
    return sheets


def opened(*, stock: Rows, movements: Rows = (), prescriptions: Rows = ()) -> Opened:
    """A week read from an XLSX of these rows."""
    return open_bytes(
        workbook(week_sheets(stock=stock, movements=movements, prescriptions=prescriptions)), "semana.xlsx"
    )


def the_fault(faults: Sequence[Fault], column: str | None = None) -> Fault:
    """The only fault (of a column)."""
    found = [fault for fault in faults if column is None or fault.column == column]
    assert len(found) == 1, "\n".join(map(str, faults)) or "no fault"
    return found[0]
