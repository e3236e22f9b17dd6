"""What a ZIP really holds, before anything reads it: five kilobytes can span seventeen thousand million cells.

A ZIP's own list of sizes is what its maker wrote. And the reader of workbooks lays a sheet out as one block of rows by
columns, so that two cells far apart are enough to bring the process down.
"""

from __future__ import annotations

import copy
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

_CHUNK = 1 << 20
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


class Unsound(Exception):
    """The file is no workbook that a spreadsheet would write."""


class TooMuch(Exception):
    """More comes out of it than is taken."""


def unpacked(archive: zipfile.ZipFile, limit: int) -> Iterator[tuple[str, bytes]]:
    """Each member and its whole content. TooMuch once all of them together pass the limit, whatever the ZIP claims."""
    left = limit
    for entry in archive.infolist():
        honest = copy.copy(entry)
        # Read to the real end of the packed data, not to the end that the list claims.
        honest.file_size = left + 1
        del honest.CRC
        parts = []
        try:
            with archive.open(honest) as packed:
                while part := packed.read(_CHUNK):
                    left -= len(part)
                    if left < 0:
                        raise TooMuch
                    parts.append(part)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, RuntimeError, OSError) as error:
            raise Unsound from error
        yield entry.filename, b"".join(parts)


def check_workbook(archive: zipfile.ZipFile, *, limit: int, most_cells: int) -> None:
    """TooMuch when the workbook unpacks to more than `limit` bytes or a sheet spans more than `most_cells`."""
    for _name, content in unpacked(archive, limit):
        if b"sheetData" in content:
            rows, columns = extent(content)
            if rows * columns > most_cells:
                raise TooMuch


def extent(sheet: bytes) -> tuple[int, int]:
    """The rows and columns from A1 to the farthest cells that hold anything."""
    measuring = _Extent()
    parser = expat.ParserCreate()
    parser.StartElementHandler = measuring.start
    parser.StartDoctypeDeclHandler = measuring.doctype
    try:
        parser.Parse(sheet, True)
    except expat.ExpatError as error:
        raise Unsound from error
    return measuring.rows, measuring.columns


class _Extent:
    """Follows rows and cells as a reader of workbooks does: by their reference, or else one after the other."""

    def __init__(self) -> None:
        self.rows = self.columns = self.row = self.column = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.column = 0
        elif name == "c":
            self.column += 1
            if "r" in attributes:
                self._jump(attributes["r"])
        elif name in ("v", "is", "f"):
            self.rows, self.columns = max(self.rows, self.row), max(self.columns, self.column)

    def _jump(self, reference: str) -> None:
        match = _REFERENCE.fullmatch(reference.upper())
        if match is None:
            raise Unsound
        self.column = 0
        for letter in match[1]:
            self.column = self.column * 26 + ord(letter) - 64
        self.row = int(match[2])

    def doctype(self, *_declared: object) -> None:
        """No spreadsheet declares a document type; entities that multiply do."""
        raise Unsound
