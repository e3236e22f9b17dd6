"""Reads rows (of a CSV file or of a worksheet) against a declared sheet and collects every fault, not the first one.

    UNITS = Sheet("unidades", [Field("clues", text(11)), Field("level", integer(1, 3))], unique=("clues",))
    reading = read_csv(path, UNITS)
    reading.rows      # the good rows: values by field name, and the row number
    reading.faults    # what must be put right: sheet, row, column, value, problem, remedy
    reading.warnings  # what was repaired or looks odd; nothing is refused for it

The parsers are in `delegations.cells`. Pure: no database, so that loaders and uploads share it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from delegations.cells import BadCell, Parser, Repaired, Text, heading_key, is_blank, shown


@dataclass(frozen=True)
class Field:
    """One column of a sheet. `aliases` are other headings it may have; a blank gives `default` unless `required`.

    `blank_allowed`: the column must be there, its cells may be empty.
    """

    name: str
    parse: Parser
    required: bool = True
    default: Any = None
    aliases: tuple[str, ...] = ()
    blank_allowed: bool = False

    @property
    def headings(self) -> set[str]:
        return {heading_key(name) for name in (self.name, *self.aliases)}


@dataclass(frozen=True)
class Sheet:
    """The declared shape of a file or worksheet. `unique`: the fields that together may occur once.

    `reference_only`: columns that stay in the file for its reader (where a fact comes from) and are not loaded.
    `may_be_empty`: headings alone are no fault.
    """

    name: str
    fields: Sequence[Field]
    unique: tuple[str, ...] = ()
    reference_only: tuple[str, ...] = ()
    may_be_empty: bool = False


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
    headings = next(table, [])
    columns = _columns(headings, sheet, reading)
    if columns is None:
        return reading
    seen: dict[tuple[Any, ...], int] = {}
    for number, cells in enumerate(table, start=2):
        if all(is_blank(cell) for cell in cells):
            continue
        if any(not is_blank(cell) for cell in cells[len(headings) :]):
            extra = next(cell for cell in cells[len(headings) :] if not is_blank(cell))
            reading.refuse(
                number,
                "",
                _("Hay celdas a la derecha de la última columna."),
                _("Quítelas; si un texto lleva comas, enciérrelo entre comillas."),
                extra,
            )
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
    if not reading.rows and reading.ok and not sheet.may_be_empty:
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
    for index, field_ in columns.items():
        cell = cells[index] if index < len(cells) else ""
        row.raw[field_.name] = cell
        if is_blank(cell):
            if field_.required and not field_.blank_allowed:
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
