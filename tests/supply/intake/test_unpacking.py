"""Files made to bring the reader down: refused in words before anything reads them."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from supply.intake.opening import MAX_CELLS, open_bytes
from supply.intake.unpacking import TooMuch, Unsound, check_workbook, extent, unpacked
from tests.factories.weeks import STOCK, workbook

SHEET = '<worksheet xmlns="x"><sheetData>{}</sheetData></worksheet>'


def sheet(cells: str) -> bytes:
    return SHEET.format(cells).encode()


def with_sheet(content: bytes) -> bytes:
    """A workbook of the template's shape whose sheet is something else."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook({"existencias": [STOCK]}))) as sound,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as bad,
    ):
        for name in sound.namelist():
            bad.writestr(name, content if name.startswith("xl/worksheets/") else sound.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("cells", "size"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3"><v>1</v></c></row>', (3, 3)),
        ('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576" s="4"/></row>', (1, 1)),  # only formatted
        ("<row><c><v>1</v></c><c><v>1</v></c></row><row/><row><c><v>1</v></c></row>", (3, 2)),
        ('<row r="7"><!-- <c r=" --><c r="XFD1048576"><is><t>x</t></is></c></row>', (1_048_576, 16_384)),
        ("", (0, 0)),
    ],
)
def test_the_block_that_a_sheet_spans(cells: str, size: tuple[int, int]) -> None:
    assert extent(sheet(cells)) == size


@pytest.mark.parametrize(
    "content",
    [
        sheet('<row r="1"><c r="ABCDE1"><v>1</v></c></row>'),
        b"<sheetData><row>",
        b'<!DOCTYPE x [<!ENTITY a "aaaa">]><sheetData>&a;</sheetData>',
    ],
)
def test_what_no_spreadsheet_writes_is_unsound(content: bytes) -> None:
    with pytest.raises(Unsound):
        extent(content)


def test_two_cells_far_apart_are_refused_in_words() -> None:
    far = with_sheet(sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="XFD1048576"><v>1</v></c></row>'))
    assert len(far) < 20_000
    opened = open_bytes(far, "semana.xlsx")
    assert "más allá de una semana" in opened.faults[0].problem
    assert opened.faults[0].remedy


def test_many_empty_rows_and_one_wide_are_refused() -> None:
    wide = (
        "<row>"
        + "<c><v>1</v></c>" * 16_000
        + "</row>"
        + "<row/>" * (MAX_CELLS // 16_000)
        + "<row><c><v>1</v></c></row>"
    )
    assert "más allá" in open_bytes(with_sheet(sheet(wide)), "semana.xlsx").faults[0].problem


def lying_about_its_size(content: bytes) -> bytes:
    """A ZIP whose list says that its member holds ten bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", content)
    data = bytearray(made.getvalue())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(signature) + offset
        data[at : at + 4] = struct.pack("<I", 10)
    return bytes(data)


def test_a_list_of_sizes_that_lies_is_not_believed() -> None:
    data = lying_about_its_size(b"0" * 50_000)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.infolist()[0].file_size == 10
        assert [len(content) for _name, content in unpacked(archive, 50_000)] == [50_000]
        with pytest.raises(TooMuch):
            check_workbook(archive, limit=49_999, most_cells=1)


def test_a_workbook_that_unpacks_beyond_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supply.intake.opening.MAX_UNPACKED_BYTES", 1_000)
    assert open_bytes(lying_about_its_size(b"0" * 5_000), "semana.xlsx").faults[0].problem


def test_a_zip_of_thousands_of_files_is_refused() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(1_001):
            archive.writestr(f"{number}.csv", "")
    assert "más allá" in open_bytes(made.getvalue(), "semana.zip").faults[0].problem


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"MZ\x90\x00" + b"\0" * 100, "semana.xlsx"),
        (b"%PDF-1.7 ...", "semana.xlsx"),
        (b"clues\0\x01\x02", "semana.csv"),
        (b"\x89PNG\r\n", "semana.zip"),
        (b"<html></html>", "semana.xlsx"),
    ],
)
def test_what_it_is_counts_not_what_it_is_called(data: bytes, name: str) -> None:
    assert open_bytes(data, name).faults[0].remedy
