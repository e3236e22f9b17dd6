import datetime as dt
from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from python_calamine import CalamineWorkbook

from delegations.exports import Column, csv_lines, export_response, safe_text, write_xlsx

ROW = SimpleNamespace(
    name="Ácido folínico",
    unit=SimpleNamespace(code="AGS"),
    nothing=None,
    pieces=1200,
    share=Decimal("0.25"),
    day=dt.date(2026, 11, 15),
    evil="=HYPERLINK(1)",
    yes=True,
)
COLUMNS = [
    Column("Nombre", "name"),
    Column("Delegación", "unit.code"),
    Column("Nada", "nothing.at.all"),
    Column("Piezas", "pieces"),
    Column("Parte", lambda row: row.share),
    Column("Día", "day"),
    Column("Malo", "evil"),
    Column("¿Sí?", "yes"),
]


def test_a_csv_holds_what_the_columns_say():
    head, row = csv_lines([ROW], COLUMNS)
    assert head == "\ufeffNombre,Delegación,Nada,Piezas,Parte,Día,Malo,¿Sí?\r\n"
    assert row == "Ácido folínico,AGS,,1200,0.25,2026-11-15,'=HYPERLINK(1),Sí\r\n"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "|cmd", "%x"])
def test_no_text_runs_as_a_formula(text):
    assert safe_text(text).startswith("'")


def test_negative_numbers_stay_numbers():
    assert list(csv_lines([{"n": -3}], [Column("n", "n")]))[1] == "-3\r\n"


def test_a_workbook_holds_numbers_dates_and_harmless_text():
    book = BytesIO()
    assert write_xlsx(book, [ROW], COLUMNS, "datos") == 1
    rows = CalamineWorkbook.from_filelike(BytesIO(book.getvalue())).get_sheet_by_index(0).to_python()
    assert rows[0][0] == "Nombre"
    assert rows[1] == ["Ácido folínico", "AGS", "", 1200.0, 0.25, dt.date(2026, 11, 15), "=HYPERLINK(1)", "Sí"]


def test_the_download_is_named_and_dated(rf):
    request = rf.get("/")
    request.user, request.resolver_match = AnonymousUser(), None
    response = export_response([ROW], COLUMNS, "Existencias de Aguascalientes", "csv", request=request)
    assert response["Content-Disposition"].startswith('attachment; filename="existencias-de-aguascalientes-20')
    with pytest.raises(ValueError, match="pdf"):
        export_response([], COLUMNS, "x", "pdf", request=request)
