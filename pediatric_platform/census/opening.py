"""Opens what was uploaded: a workbook whose sheet «censo» (or whose only sheet) is the census, or one CSV."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.cells import heading_key
from delegations.tabular import Fault, Reading
from pediatric_platform.census.sheets import NAME, PRIVATE, census_sheet
from supply.intake.opening import MAX_BYTES, Unreadable, named_readers
from supply.intake.wanted import Wanted

__all__ = ["MAX_BYTES", "open_census"]

MAX_ROWS = 20_000
SILENT = {"instrucciones", "diagnosticos", "esquemas"}
CENSUS = Wanted(
    instead=gettext_lazy("Suba el libro XLSX de la plantilla, o un CSV con las mismas columnas."),
    in_zip=gettext_lazy("Suba el libro XLSX de la plantilla, o un CSV con las mismas columnas."),
    smaller=gettext_lazy("Quite imágenes y hojas que sobren, o divida el censo por hospital."),
    narrower=gettext_lazy("El archivo se extiende mucho más allá de su tabla."),
)


def open_census(data: bytes, name: str) -> Reading:
    """The rows, and every fault of single cells; a file that is no census is one fault."""
    reading = Reading(census_sheet())
    try:
        tables = [
            (title, read) for title, read in named_readers(data, name, CENSUS) if heading_key(title) not in SILENT
        ]
        chosen = [read for title, read in tables if heading_key(title) == NAME] or [read for _title, read in tables]
        if len(chosen) != 1:
            raise Unreadable(
                _("El libro no tiene una sola hoja con el censo."),
                _("Deje una hoja con el nombre «censo», como en la plantilla."),
            )
        reading = chosen[0](census_sheet())
        if len(reading.rows) > MAX_ROWS:
            raise Unreadable(
                _("El censo tiene %(rows)d filas y el máximo es %(limit)d.")
                % {"rows": len(reading.rows), "limit": MAX_ROWS},
                str(CENSUS.smaller),
            )
    except Unreadable as error:
        reading.rows = []
        reading.faults.append(Fault(NAME, 0, "", "", error.problem, error.remedy))
    hide(reading)
    return reading


def hide(reading: Reading) -> None:
    """A fault of a column that tells who a child is names its row and column, and not what stood there."""
    for faults in (reading.faults, reading.warnings):
        faults[:] = [replace(fault, value="") if fault.column in PRIVATE else fault for fault in faults]
