"""Opens what was uploaded (a workbook, a folder or ZIP of CSVs, one CSV): its sheets, or why it cannot be read."""

from __future__ import annotations

import csv
import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from delegations.cells import heading_key
from delegations.tabular import Fault, Reading, Sheet, read_csv, read_rows
from supply.intake.sheets import STOCK_NAME, week_sheets
from supply.intake.unpacking import TooMuch, Unsound, check_workbook
from supply.intake.wanted import WEEK, Wanted

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 150 * 1024 * 1024
MAX_ROWS = 120_000
# A sheet is laid out as one block from A1 to its farthest cell.
MAX_CELLS = 3_000_000
MAX_MEMBERS = 1_000
SHEET_NAMES = tuple(week_sheets())
# Sheets of the template that are there to be read, not filled in.
SILENT = {"instrucciones", "claves", "instructions"}

_ZIP_START, _OLE_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


class Unreadable(Exception):
    """The file as a whole cannot be taken: the problem and the remedy, for the fault list."""

    def __init__(self, problem: str | Promise, remedy: str | Promise, sheet: str = "") -> None:
        super().__init__(str(problem))
        self.problem, self.remedy, self.sheet = str(problem), str(remedy), sheet


@dataclass
class Opened:
    """What the file holds: a reading for each sheet of the week found in it, and faults of the file itself."""

    readings: dict[str, Reading] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def all_faults(self) -> list[Fault]:
        return self.faults + [fault for reading in self.readings.values() for fault in reading.faults]

    @property
    def all_warnings(self) -> list[Fault]:
        return self.warnings + [warning for reading in self.readings.values() for warning in reading.warnings]


Reader = Callable[[Sheet], Reading]


def open_folder(path: Path) -> Opened:
    """A folder that holds existencias.csv and, if there is anything to tell, movimientos.csv and recetas.csv."""
    files = [item for item in sorted(path.iterdir()) if item.suffix.lower() == ".csv"]
    if sum(item.stat().st_size for item in files) > MAX_UNPACKED_BYTES:
        return _refused(_too_big(MAX_UNPACKED_BYTES))
    return _read([(item.stem, _csv_reader(item.read_bytes)) for item in files])


def open_bytes(data: bytes, name: str) -> Opened:
    """An XLSX, a ZIP of CSVs, or one CSV named after its sheet."""
    try:
        return _read(named_readers(data, name))
    except Unreadable as error:
        return _refused(error, name)


def named_readers(data: bytes, name: str, wanted: Wanted = WEEK) -> list[tuple[str, Reader]]:
    """Each sheet's name and what reads it. Unreadable when the file is none of the kinds taken."""
    if not data:
        raise Unreadable(_("El archivo está vacío."), _("Guárdelo de nuevo y súbalo."))
    if len(data) > MAX_BYTES:
        raise _too_big(MAX_BYTES, wanted)
    if data.startswith(_OLE_START):
        if _ENCRYPTED in data:
            raise Unreadable(_("El libro tiene contraseña."), _("Quite la contraseña y guárdelo de nuevo."))
        raise Unreadable(_("Es un libro de Excel antiguo (XLS)."), _("Guárdelo como «Libro de Excel (.xlsx)»."))
    if data.startswith(_ZIP_START):
        return _from_zip(data, wanted)
    if Path(name).suffix.lower() == ".csv" and b"\0" not in data[:4096]:
        return [(Path(name).stem, _csv_reader(lambda: data))]
    raise Unreadable(
        _("El archivo no es un XLSX ni un ZIP de CSV."),
        wanted.instead,
    )


def _from_zip(data: bytes, wanted: Wanted) -> list[tuple[str, Reader]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise _damaged() from error
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise _too_big(MAX_UNPACKED_BYTES, wanted)
    if len(entries) > MAX_MEMBERS:
        raise _too_wide(wanted)
    names = {entry.filename for entry in entries}
    if "[Content_Types].xml" in names:
        return _from_workbook(data, archive, wanted)
    if any(entry.flag_bits & 1 for entry in entries):
        raise Unreadable(_("El ZIP tiene contraseña."), _("Haga el ZIP sin contraseña."))
    tables = [
        entry
        for entry in entries
        if Path(entry.filename).suffix.lower() == ".csv" and not entry.filename.startswith("__MACOSX/")
    ]
    if not tables:
        raise Unreadable(
            _("El ZIP no trae ningún CSV."),
            wanted.in_zip,
        )
    return [(Path(entry.filename).stem, _csv_reader(_unpacker(archive, entry))) for entry in tables]


def _unpacker(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Callable[[], bytes]:
    def unpack() -> bytes:
        try:
            with archive.open(entry) as packed:
                return packed.read(MAX_UNPACKED_BYTES)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError) as error:
            raise _damaged() from error

    return unpack


def _from_workbook(data: bytes, archive: zipfile.ZipFile, wanted: Wanted) -> list[tuple[str, Reader]]:
    try:
        check_workbook(archive, limit=MAX_UNPACKED_BYTES, most_cells=MAX_CELLS)
    except TooMuch as error:
        raise _too_wide(wanted) from error
    except Unsound as error:
        raise _damaged() from error
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise _damaged() from error
    return [(name, _sheet_reader(book, name)) for name in book.sheet_names]


def _sheet_reader(book: CalamineWorkbook, name: str) -> Reader:
    def read(sheet: Sheet) -> Reading:
        try:
            page = book.get_sheet_by_name(name)
        except (CalamineError, OSError, ValueError) as error:
            raise _damaged() from error
        _refuse_long(page.total_height, sheet.name)
        return read_rows(page.iter_rows(), sheet)

    return read


def _csv_reader(load: Callable[[], bytes]) -> Reader:
    def read(sheet: Sheet) -> Reading:
        data = load()
        _refuse_long(data.count(b"\n"), sheet.name)
        try:
            return read_csv(data, sheet)
        except csv.Error as error:
            raise Unreadable(
                _("El CSV está mal formado."),
                _("Ábralo en una hoja de cálculo y guárdelo como «CSV UTF-8»."),
                sheet.name,
            ) from error

    return read


def _refuse_long(rows: int, sheet: str) -> None:
    if rows > MAX_ROWS:
        raise Unreadable(
            _("La hoja tiene %(rows)d filas y el máximo es %(limit)d.") % {"rows": rows, "limit": MAX_ROWS},
            _("Quite las filas vacías del final o divida el archivo por unidades."),
            sheet,
        )


def _read(tables: list[tuple[str, Reader]]) -> Opened:
    """Read each sheet of the week that the tables hold; what is missing, doubled or unknown is noted."""
    opened = Opened()
    sheets = week_sheets()
    for name, read in tables:
        key = heading_key(name)
        if key in sheets:
            if key in opened.readings:
                opened.faults.append(
                    Fault(key, 0, "", name, _("La hoja está dos veces."), _("Deje una sola con ese nombre."))
                )
                continue
            try:
                opened.readings[key] = read(sheets[key])
            except Unreadable as error:
                opened.readings[key] = Reading(sheets[key])
                opened.faults.append(Fault(error.sheet or key, 0, "", name, error.problem, error.remedy))
        elif key not in SILENT:
            meant = get_close_matches(key, SHEET_NAMES, 1, 0.7)
            remedy = _("¿Quiso decir «%(name)s»? Cambie el nombre de la hoja.") % {"name": meant[0]} if meant else ""
            opened.warnings.append(Fault(name, 0, "", name, _("Esta hoja no se usa."), remedy))
    if STOCK_NAME not in opened.readings:
        opened.faults.append(
            Fault(
                STOCK_NAME,
                0,
                "",
                "",
                _("Falta la hoja «existencias»."),
                _("Agregue una hoja (o un CSV) con ese nombre y el conteo de cierre por lote."),
            )
        )
    return opened


def _refused(error: Unreadable, name: str = "") -> Opened:
    return Opened(faults=[Fault(error.sheet, 0, "", name, error.problem, error.remedy)])


def _too_big(limit: int, wanted: Wanted = WEEK) -> Unreadable:
    return Unreadable(_("El archivo pasa de %(limit)d MB.") % {"limit": limit // 2**20}, wanted.smaller)


def _too_wide(wanted: Wanted) -> Unreadable:
    return Unreadable(
        wanted.narrower,
        _("Quite las celdas escritas lejos de la tabla, o copie la tabla a la plantilla."),
    )


def _damaged() -> Unreadable:
    return Unreadable(_("El archivo está dañado o incompleto."), _("Ábralo, guárdelo de nuevo como XLSX y súbalo."))
