import datetime as dt
from decimal import Decimal

from delegations.cells import boolean, choice, date, decimal, integer, text
from delegations.tabular import Field, Sheet, read_csv, read_rows

SHEET = Sheet(
    "existencias",
    [
        Field("clave", text(15)),
        Field("piezas", integer(0)),
        Field("caducidad", date, required=False, aliases=("fecha de caducidad",)),
        Field("lugar", choice(["almacen", "farmacia"]), required=False, default="farmacia"),
    ],
    unique=("clave",),
    reference_only=("fuente",),
)


def problems(reading):
    return [(fault.row, fault.column, fault.value) for fault in reading.faults]


def test_good_rows_are_read_with_their_numbers():
    reading = read_csv("clave,piezas,caducidad,lugar\nA,3,2027-01-31,Almacén\n\nB,0,31/12/2026,\n".encode(), SHEET)
    assert reading.ok
    assert [(row.number, row["clave"], row["piezas"], row["caducidad"], row["lugar"]) for row in reading.rows] == [
        (2, "A", 3, dt.date(2027, 1, 31), "almacen"),
        (4, "B", 0, dt.date(2026, 12, 31), "farmacia"),
    ]


def test_every_fault_is_listed_with_row_column_value_and_remedy():
    reading = read_csv(b"clave,piezas,caducidad\n,tres,ayer\nA,-1,\nB,2.5,\nB,1,\n", SHEET)
    assert problems(reading) == [
        (2, "clave", ""),
        (2, "piezas", "tres"),
        (2, "caducidad", "ayer"),
        (3, "piezas", "-1"),
        (4, "piezas", "2.5"),
    ]
    assert all(fault.problem and fault.remedy and fault.sheet == "existencias" for fault in reading.faults)


def test_a_row_that_repeats_another_names_it():
    reading = read_csv(b"clave,piezas\nA,1\nB,1\nA,2\n", SHEET)
    assert problems(reading) == [(4, "clave", "A")]
    assert "2" in reading.faults[0].problem


def test_a_missing_or_doubled_column_stops_the_reading():
    assert problems(read_csv(b"piezas\n1\n", SHEET)) == [(1, "clave", "")]
    assert problems(read_csv(b"clave,piezas,Piezas\nA,1,2\n", SHEET)) == [(1, "piezas", "Piezas")]


def test_a_file_without_rows_is_a_fault():
    assert problems(read_csv(b"clave,piezas\n", SHEET)) == [(2, "", "")]
    assert not read_csv(b"", SHEET).ok


def test_unknown_columns_are_mentioned_and_reference_columns_are_not():
    reading = read_csv(b"clave,piezas,color,fuente\nA,1,azul,lista\n", SHEET)
    assert reading.ok
    assert [warning.value for warning in reading.warnings] == ["color"]


def test_a_comma_too_many_is_a_fault():
    assert problems(read_csv(b"clave,piezas\nA,1,5\n", SHEET)) == [(2, "", "5")]


def test_semicolons_marks_and_old_encodings_are_understood():
    assert read_csv("\ufeffclave;piezas;lugar\nA;1;almacén\n".encode(), SHEET).rows[0]["lugar"] == "almacen"
    reading = read_csv("clave,piezas,lugar\nA,1,almacén\n".encode("cp1252"), SHEET)
    assert reading.ok
    assert reading.warnings


def test_a_worksheets_file_given_as_csv_is_refused():
    assert not read_csv(b"PK\x03\x04\0\0", SHEET).ok


def test_cells_of_a_worksheet_are_numbers_dates_and_none():
    rows = [
        ["Clave ", "PIEZAS", "Fecha de caducidad"],
        ["A", 3.0, dt.date(2027, 5, 1)],
        ["B", 4, 46388.0],
        ["C", 1, None],
    ]
    reading = read_rows(rows, SHEET)
    assert reading.ok
    assert [row["caducidad"] for row in reading.rows] == [dt.date(2027, 5, 1), dt.date(2027, 1, 1), None]
    assert [(warning.row, warning.column) for warning in reading.warnings] == [(3, "caducidad")]


def test_parsers_of_yes_no_and_of_decimals():
    assert boolean("Sí") is True
    assert boolean(0.0) is False
    assert decimal()("2.50") == Decimal("2.5")
    sheet = Sheet("x", [Field("a", boolean), Field("b", decimal(0, 10))])
    assert problems(read_csv(b"a,b\nquizas,nan\nno,11\n", sheet)) == [
        (2, "a", "quizas"),
        (2, "b", "nan"),
        (3, "b", "11"),
    ]
