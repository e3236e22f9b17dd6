"""Reads rows (of a CSV file or of a worksheet) against a declared sheet and collects every fault, not the first one.

    UNITS = Sheet("unidades", [Field("clues", text(11)), Field("level", integer(1, 3))], unique=("clues",))
    reading = read_csv(path, UNITS)
    reading.rows      # the good rows: values by field name, and the row number
    reading.faults    # what must be put right: sheet, row, column, value, problem, remedy
    reading.warnings  # what was repaired or looks odd; nothing is refused for it

A parser is a function of the raw cell that returns the value, raises `BadCell(problem, remedy)`, or returns
`Repaired(value, problem)`. Pure: no database, so that loaders and uploads share it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import IO, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

Text = str | Promise
EXCEL_EPOCH = dt.date(1899, 12, 30)


class BadCell(ValueError):
    """The value of a cell cannot be taken: the problem, and what to do about it."""

    def __init__(self, problem: Text, remedy: Text = "") -> None:
        super().__init__(str(problem))
        self.problem, self.remedy = problem, remedy


@dataclass(frozen=True)
class Repaired:
    """A value that was understood only after a repair worth a warning."""

    value: Any
    problem: Text
    remedy: Text = ""


Parser = Callable[[Any], Any]


@dataclass(frozen=True)
class Field:
    """One column of a sheet. `aliases` are other headings it may have; a blank gives `default` unless `required`."""

    name: str
    parse: Parser
    required: bool = True
    default: Any = None
    aliases: tuple[str, ...] = ()

    @property
    def headings(self) -> set[str]:
        return {heading_key(name) for name in (self.name, *self.aliases)}


@dataclass(frozen=True)
class Sheet:
    """The declared shape of a file or worksheet. `unique`: the fields that together may occur once.

    `reference_only`: columns that stay in the file for its reader (where a fact comes from) and are not loaded.
    """

    name: str
    fields: Sequence[Field]
    unique: tuple[str, ...] = ()
    reference_only: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """One thing wrong (or repaired) in one cell, in words for the person who has to put it right."""

    sheet: str
    row: int
    column: str
    value: str
    problem: str
    remedy: str = ""

    def __str__(self) -> str:
        where = _("%(sheet)s, fila %(row)d, columna %(column)s") % {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column or "-",
        }
        return f"{where}: «{self.value}». {self.problem} {self.remedy}".rstrip()

    def as_dict(self) -> dict[str, Any]:
        """For JSON and for tables."""
        return {name: getattr(self, name) for name in ("sheet", "row", "column", "value", "problem", "remedy")}


@dataclass
class Row:
    """A row whose every cell could be read; its number is the one a spreadsheet shows."""

    number: int
    values: dict[str, Any]
    raw: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]


@dataclass
class Reading:
    """What came of reading a sheet. All or nothing is the caller's: `ok` says whether it may be used."""

    sheet: Sheet
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        return not self.faults

    def refuse(self, row: Row | int, column: str, problem: Text, remedy: Text = "", value: Any = None) -> None:
        """Note a fault that the caller found (a name it does not know, two rows that contradict each other)."""
        self.faults.append(self._fault(row, column, problem, remedy, value))

    def warn(self, row: Row | int, column: str, problem: Text, remedy: Text = "", value: Any = None) -> None:
        """Note something odd that does not stand in the way."""
        self.warnings.append(self._fault(row, column, problem, remedy, value))

    def _fault(self, row: Row | int, column: str, problem: Text, remedy: Text, value: Any) -> Fault:
        if isinstance(row, Row):
            value = row.raw.get(column, "") if value is None else value
            row = row.number
        return Fault(self.sheet.name, row, column, shown(value), str(problem), str(remedy))


# --- Reading -----------------------------------------------------------------------------------------------------


def read_csv(source: Path | str | bytes | IO[bytes], sheet: Sheet) -> Reading:
    """Read a CSV: UTF-8 (with or without mark) or, with a warning, Windows-1252; commas or semicolons."""
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, str | Path):
        data = Path(source).read_bytes()
    else:
        data = source.read()
    reading = Reading(sheet)
    try:
        content = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        content = data.decode("cp1252", errors="replace")
        reading.warn(
            1,
            "",
            _("El archivo no está en UTF-8; se leyó como Windows-1252."),
            _("Guárdelo como «CSV UTF-8» y revise los acentos."),
        )
    if "\0" in content:
        reading.refuse(1, "", _("El archivo no es un CSV."), _("Guárdelo como «CSV UTF-8» y súbalo de nuevo."))
        return reading
    head = content.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    return read_rows(csv.reader(io.StringIO(content, newline=""), delimiter=delimiter), sheet, reading)


def read_rows(rows: Iterable[Sequence[Any]], sheet: Sheet, reading: Reading | None = None) -> Reading:
    """Read rows of cells, the first being the headings (as a worksheet gives them) against `sheet`."""
    reading = reading or Reading(sheet)
    table = iter(rows)
    columns = _columns(next(table, []), sheet, reading)
    if columns is None:
        return reading
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in enumerate(table, start=2):
        if all(is_blank(cell) for cell in cells):
            continue
        row = _read_row(number, cells, columns, reading)
        if row is None or not sheet.unique:
            continue
        key = tuple(row.values[name] for name in sheet.unique)
        first = seen.setdefault(key, number)
        if first != number:
            reading.refuse(
                row,
                sheet.unique[0],
                _("Repite lo que ya dice la fila %(row)d.") % {"row": first},
                _("Deje una sola fila por %(names)s.") % {"names": ", ".join(sheet.unique)},
            )
    if not reading.rows and reading.ok:
        reading.refuse(2, "", _("No hay ninguna fila."), _("Ponga los datos debajo de los encabezados."))
    return reading


def _columns(headings: Sequence[Any], sheet: Sheet, reading: Reading) -> dict[int, Field] | None:
    """Which field each column holds; None (with faults) when a required column is missing or doubled."""
    known = {heading: field_ for field_ in sheet.fields for heading in field_.headings}
    columns: dict[int, Field] = {}
    for index, heading in enumerate(headings):
        found = known.get(heading_key(heading))
        if found is None:
            if not is_blank(heading) and heading_key(heading) not in sheet.reference_only:
                reading.warn(1, shown(heading), _("Esta columna no se usa."), value=heading)
        elif found in columns.values():
            reading.refuse(1, found.name, _("La columna está dos veces."), _("Quite una de las dos."), heading)
        else:
            columns[index] = found
    for field_ in sheet.fields:
        if field_.required and field_ not in columns.values():
            reading.refuse(
                1,
                field_.name,
                _("Falta la columna."),
                _("Ponga en la primera fila el encabezado «%(name)s».") % {"name": field_.name},
            )
    return columns if reading.ok else None


def _read_row(number: int, cells: Sequence[Any], columns: dict[int, Field], reading: Reading) -> Row | None:
    """The row, if every cell of it could be read; otherwise its faults are noted and the answer is None."""
    row = Row(number, {field_.name: field_.default for field_ in reading.sheet.fields}, {})
    before = len(reading.faults)
    if len(cells) > len(columns) and any(not is_blank(cell) for cell in cells[max(columns) + 1 :]):
        extra = [cell for cell in cells[max(columns) + 1 :] if not is_blank(cell)]
        reading.warn(number, "", _("Hay celdas a la derecha de la última columna; no se usan."), value=extra[0])
    for index, field_ in columns.items():
        cell = cells[index] if index < len(cells) else ""
        row.raw[field_.name] = cell
        if is_blank(cell):
            if field_.required:
                reading.refuse(row, field_.name, _("Falta el dato."), _("Escriba un valor."))
            continue
        try:
            value = field_.parse(cell)
        except BadCell as bad:
            reading.refuse(row, field_.name, bad.problem, bad.remedy)
            continue
        if isinstance(value, Repaired):
            reading.warn(row, field_.name, value.problem, value.remedy)
            value = value.value
        row.values[field_.name] = value
    if len(reading.faults) > before:
        return None
    reading.rows.append(row)
    return row


def is_blank(cell: Any) -> bool:
    """Whether a cell holds nothing (worksheets give '' or None)."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def heading_key(heading: Any) -> str:
    """A heading without accents, case or spaces: `Caducidad ` and `caducidad` are the same column."""
    folded = unicodedata.normalize("NFKD", str(heading or "")).encode("ascii", "ignore").decode()
    return "_".join(folded.lower().replace("_", " ").split())


def shown(value: Any, limit: int = 80) -> str:
    """A cell as the fault list shows it."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    out = "" if value is None else str(value)
    return out if len(out) <= limit else out[: limit - 1] + "…"


# --- Parsers -----------------------------------------------------------------------------------------------------


def text(max_length: int = 200) -> Parser:
    """Text without spaces around it, at most `max_length` characters; a number in a text column loses its `.0`."""

    def parse(cell: Any) -> str:
        out = " ".join(shown(cell, limit=10**6).split())
        if len(out) > max_length:
            raise BadCell(
                _("El texto tiene %(count)d caracteres.") % {"count": len(out)},
                _("Use %(limit)d como máximo.") % {"limit": max_length},
            )
        return out

    return parse


def integer(minimum: int | None = None, maximum: int | None = None) -> Parser:
    """A whole number, in figures, between the two (inclusive). Grouping commas are not guessed at."""

    def parse(cell: Any) -> int:
        try:
            value = Decimal(str(cell).strip())
        except InvalidOperation:
            raise BadCell(_("No es un número."), _("Escriba sólo cifras, sin comas ni unidades.")) from None
        if not value.is_finite() or value != value.to_integral_value():
            raise BadCell(_("No es un número entero."), _("Escriba piezas completas, sin decimales."))
        _within(value, minimum, maximum)
        return int(value)

    return parse


def decimal(minimum: float | None = None, maximum: float | None = None) -> Parser:
    """A number with or without decimals (point), between the two (inclusive)."""

    def parse(cell: Any) -> Decimal:
        try:
            value = Decimal(str(cell).strip())
        except InvalidOperation:
            raise BadCell(_("No es un número."), _("Escriba cifras con punto decimal, por ejemplo 2.5.")) from None
        if not value.is_finite():
            raise BadCell(_("No es un número."), _("Escriba cifras con punto decimal, por ejemplo 2.5."))
        _within(value, minimum, maximum)
        return value

    return parse


def _within(value: Decimal, minimum: float | None, maximum: float | None) -> None:
    if minimum is not None and value < Decimal(str(minimum)):
        raise BadCell(_("Es menor que %(limit)s.") % {"limit": minimum}, _("Revise el dato."))
    if maximum is not None and value > Decimal(str(maximum)):
        raise BadCell(_("Es mayor que %(limit)s.") % {"limit": maximum}, _("Revise el dato."))


def choice(values: Iterable[str]) -> Parser:
    """One of `values`, written with or without accents and capitals."""
    known = {heading_key(value): value for value in values}

    def parse(cell: Any) -> str:
        try:
            return known[heading_key(shown(cell))]
        except KeyError:
            raise BadCell(
                _("No es un valor conocido."), _("Use uno de: %(values)s.") % {"values": ", ".join(known.values())}
            ) from None

    return parse


YES, NO = {"1", "si", "s", "yes", "true", "verdadero"}, {"0", "no", "n", "false", "falso"}


def boolean(cell: Any) -> bool:
    """Sí or no."""
    if isinstance(cell, bool):
        return cell
    key = heading_key(shown(cell))
    if key in YES or key in NO:
        return key in YES
    raise BadCell(_("No es sí ni no."), _("Escriba «sí» o «no»."))


DATE_REMEDY = gettext_lazy("Escriba la fecha como año-mes-día, por ejemplo 2026-11-15.")


def date(cell: Any) -> dt.date | Repaired:
    """A date: a real one, `2026-11-15`, `15/11/2026`, or (repaired) the serial number that a spreadsheet shows."""
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    raw = shown(cell).strip()
    if raw.isdigit() and 20_000 <= int(raw) <= 80_000:
        return Repaired(
            EXCEL_EPOCH + dt.timedelta(days=int(raw)), _("La fecha venía como número de serie; se convirtió.")
        )
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%Y/%m/%d", "%Y-%m-%d %H:%M:%S"):
        try:
            return dt.datetime.strptime(raw, pattern).date()
        except ValueError:
            continue
    raise BadCell(_("No es una fecha."), DATE_REMEDY)
