"""Each fault of an upload, in its own sentence and with its remedy, at its sheet, row and column."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from delegations.models import Person, Place, Unit
from supply.actions.closing import close_week
from supply.actions.import_week import Imported, import_week
from supply.actions.ledger import IssueLine, LotLine, dispatch, dispense, receive
from supply.actions.lots import set_state
from supply.intake.opening import open_bytes
from supply.models import Document, Drug, Lot, LotState, WeeklyReport
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory, PresentationFactory
from tests.factories.weeks import HEADINGS, STOCK, csv_text, opened, the_fault, workbook, zipped

CLUES, CLAVE = "JCIMS000001", "010.000.1768.00"
EXPIRY = dt.date(2030, 6, 30)
GOOD = (CLUES, "farmacia", CLAVE, "A1", EXPIRY, 5)
WEEK = IsoWeek.last_complete(timezone.now(), ZoneInfo("America/Tijuana"))
MONDAY, SUNDAY = WEEK.monday, WEEK.sunday


@pytest.fixture(autouse=True)
def world(pharmacy: Place, vincristine: Drug) -> None:
    PresentationFactory(drug=vincristine)
    PresentationFactory(drug=vincristine, clave="010.000.1768.01", pieces_per_pack=10)


def stock(**changes: object) -> tuple:
    return tuple({**dict(zip(STOCK, GOOD, strict=True)), **changes}.values())


def move(**changes: object) -> tuple:
    row = {
        "clues": CLUES, "lugar": "farmacia", "fecha": MONDAY, "motivo": "recepcion", "clave": CLAVE, "lote": "A1",
        "caducidad": EXPIRY, "piezas": 1, "referencia": "",
    }  # fmt: skip
    return tuple({**row, **changes}.values())


def load(person: Person | None = None, *, week: IsoWeek = WEEK, **sheets: object) -> Imported:
    return import_week(week=week, opened=opened(**{"stock": [GOOD], **sheets}), by=person)  # type: ignore[arg-type]


def load_bytes(data: bytes, name: str = "semana.xlsx") -> Imported:
    return import_week(week=WEEK, opened=open_bytes(data, name), by=None)


def receive_before(place: Place, drug: Drug, pieces: int = 10, number: str = "A1", expires: dt.date = EXPIRY) -> Lot:
    receive(
        place=place, lines=[LotLine(drug.pk, number, expires, pieces)], key=f"before-{number}", by=None,
        occurred_on=MONDAY - dt.timedelta(days=3), reason="opening",
    )  # fmt: skip
    return Lot.objects.get(number=number)


# --- Cells -------------------------------------------------------------------------------------------------------

CELLS = [
    ("clues", "", "Falta el dato"),
    ("clues", "JCIMS999999", "No hay unidad ni delegación"),
    ("clues", "HOSPITAL 1", "No hay unidad ni delegación"),
    ("clues", "JCIMS0000012", "tiene 12 caracteres"),
    ("lugar", "", "Falta el dato"),
    ("lugar", "bodega", "No es un valor conocido"),
    ("lugar", "central_de_mezclas", "no tiene central de mezclas"),
    ("clave", "", "Falta el dato"),
    ("clave", "010.000.9999.00", "no está en el catálogo"),
    ("clave", "VINCRISTINA", "no son dígitos"),
    ("clave", "010.000.1768", "no tiene 12 dígitos"),
    ("clave", "1.0000176800E10", "perdió dígitos"),
    ("lote", "", "Falta el lote"),
    ("lote", "X" * 41, "41 caracteres"),
    ("lote", dt.date(2026, 3, 12), "convirtió el lote en una fecha"),
    ("lote", 1234567890123456789.0, "pudo perder dígitos"),
    ("caducidad", "", "Falta la caducidad"),
    ("caducidad", "junio", "No es una fecha"),
    ("caducidad", "2030-02-30", "No es una fecha"),
    ("caducidad", dt.date(2099, 1, 1), "no es posible"),
    ("caducidad", "1999-12-31", "no es posible"),
    ("piezas", "", "Faltan las piezas"),
    ("piezas", "diez", "No es un número de piezas"),
    ("piezas", 2.5, "decimales"),
    ("piezas", "2,5", "decimales"),
    ("piezas", -3, "llevan signo"),
    ("piezas", "+3", "llevan signo"),
    ("piezas", "1,200", "llevan comas"),
    ("piezas", 10_000_000, "más de 1000000"),
    ("piezas", "5 cajas", "No es un número de piezas"),
    ("piezas", True, "No es un número de piezas"),
]


@pytest.mark.parametrize(("column", "value", "problem"), CELLS)
def test_cell_of_the_count(column: str, value: object, problem: str) -> None:
    fault = the_fault(load(stock=[GOOD, stock(lote="B2") if column != "lote" else (*GOOD[:3], "B2", EXPIRY, 1),
                                  stock(**{"lote": "C3", column: value})]).faults)  # fmt: skip
    assert (fault.sheet, fault.row, fault.column) == ("existencias", 4, column)
    assert problem in fault.problem
    assert fault.remedy
    assert not Document.objects.exists()


MOVES = [
    ({"fecha": ""}, "fecha", "Falta el dato"),
    ({"fecha": "ayer"}, "fecha", "No es una fecha"),
    ({"fecha": MONDAY - dt.timedelta(days=1)}, "fecha", "no es de la semana"),
    ({"fecha": SUNDAY + dt.timedelta(days=1)}, "fecha", "no es de la semana"),
    ({"motivo": "salida"}, "motivo", "No es un valor conocido"),
    ({"piezas": 0}, "piezas", "Cero piezas"),
    ({"piezas": -1}, "piezas", "signo"),
    ({"lote": ""}, "lote", "Falta el dato"),
    ({"caducidad": ""}, "caducidad", "Falta el dato"),
    ({"caducidad": MONDAY - dt.timedelta(days=1)}, "caducidad", "había caducado"),
    ({"caducidad": MONDAY - dt.timedelta(days=1), "motivo": "surtimiento"}, "caducidad", "había caducado"),
    ({"motivo": "caducidad"}, "caducidad", "aún no caducaba"),
    ({"motivo": "traspaso_salida"}, "referencia", "de dónde viene o a dónde va"),
    ({"motivo": "traspaso_salida", "referencia": "al hospital"}, "referencia", "a qué lugar"),
    ({"motivo": "traspaso_salida", "referencia": f"{CLUES}/farmacia"}, "referencia", "mismo lugar"),
    ({"motivo": "traspaso_entrada", "referencia": "del almacén"}, "referencia", "de dónde viene"),
    ({"motivo": "traspaso_entrada", "referencia": "99"}, "referencia", "No hay un traspaso 99"),
    ({"motivo": "traspaso_entrada", "referencia": "JAL/almacen"}, "referencia", "No hay un traspaso en camino"),
    ({"referencia": "R" * 121}, "referencia", "121 caracteres"),
]


@pytest.mark.parametrize(("changes", "column", "problem"), MOVES)
def test_cell_of_a_movement(changes: dict[str, object], column: str, problem: str, delegation_warehouse: Place) -> None:
    fault = the_fault(load(movements=[move(), move(**changes)]).faults)
    assert (fault.sheet, fault.row, fault.column) == ("movimientos", 3, column)
    assert problem in fault.problem
    assert fault.remedy


TALLIES = [
    ((CLUES, CLAVE, 5, 1, 1, 1), "presentadas", "suman 3"),
    ((CLUES, CLAVE, "", 1, 1, 1), "presentadas", "Falta el dato"),
    ((CLUES, CLAVE, 3, 4, 0, -1), "negadas", "signo"),
    ((CLUES, "010.000.9999.00", 1, 1, 0, 0), "clave", "no está en el catálogo"),
    (("JAL", CLAVE, 1, 1, 0, 0), "clues", "no surte recetas"),
    ((CLUES, "010.000.1768.01", 1, 1, 0, 0), "clave", "ya están en la fila 2"),
]


@pytest.mark.parametrize(("row", "column", "problem"), TALLIES)
def test_cell_of_the_prescriptions(row: tuple, column: str, problem: str) -> None:
    fault = the_fault(load(prescriptions=[(CLUES, CLAVE, 1, 1, 0, 0), row]).faults, column)
    assert (fault.sheet, fault.row, fault.column) == ("recetas", 3, column)
    assert problem in fault.problem
    assert fault.remedy


# --- Rows against one another and against what is stored ----------------------------------------------------------


def test_lot_counted_twice() -> None:
    assert "ya está contado en la fila 2" in the_fault(load(stock=[GOOD, stock(piezas=2)]).faults).problem


def test_lot_counted_twice_in_two_presentations() -> None:
    fault = the_fault(load(stock=[GOOD, stock(clave="010.000.1768.01")]).faults)
    assert "otra presentación (010.000.1768.00)" in fault.problem


def test_unit_out_of_scope(carla: Person, hospital: Unit) -> None:
    fault = the_fault(load(carla).faults)
    assert (fault.column, f"Usted no carga la semana de {hospital.name}" in fault.problem) == ("clues", True)


def test_delegation_code_with_a_place_of_a_unit(delegation_warehouse: Place) -> None:
    fault = the_fault(load(stock=[stock(clues="JAL")]).faults)
    assert (fault.column, "sólo va su almacén" in fault.remedy) == ("lugar", True)


def test_movements_of_a_place_that_was_not_counted(warehouse: Place) -> None:
    fault = the_fault(load(movements=[move(lugar="almacen")]).faults)
    assert (fault.column, "no está en la hoja «existencias»" in fault.problem) == ("lugar", True)


def test_opening_balance_where_the_ledger_runs_already(pharmacy: Place, vincristine: Drug) -> None:
    receive_before(pharmacy, vincristine)
    fault = the_fault(load(movements=[move(motivo="saldo_inicial")]).faults)
    assert (fault.column, "no lleva saldo inicial" in fault.problem) == ("motivo", True)


@pytest.mark.parametrize(
    ("state", "motive", "problem"),
    [
        (LotState.RECALLED, "surtimiento", "está retirado"),
        (LotState.RECALLED, "recepcion", "está retirado"),
        (LotState.QUARANTINED, "mezcla", "en cuarentena"),
    ],
)
def test_blocked_lot_is_not_used(pharmacy: Place, vincristine: Drug, state: str, motive: str, problem: str) -> None:
    set_state(lot=receive_before(pharmacy, vincristine), state=state, reason="prueba", by=None)
    fault = the_fault(load(movements=[move(motivo=motive)]).faults)
    assert (fault.column, problem in fault.problem) == ("lote", True)


def test_more_leaves_than_there_was(pharmacy: Place, vincristine: Drug) -> None:
    receive_before(pharmacy, vincristine, 10)
    fault = the_fault(load(movements=[move(motivo="surtimiento", piezas=11)]).faults)
    assert (fault.sheet, fault.row, fault.column) == ("movimientos", 2, "piezas")
    assert "quedaría en -1 piezas" in fault.problem


def test_leaves_before_it_arrives() -> None:
    fault = the_fault(
        load(
            stock=[stock(piezas=0)],
            movements=[move(motivo="surtimiento", piezas=4), move(fecha=SUNDAY, piezas=4)],
        ).faults
    )
    assert f"Al cierre del {MONDAY}" in fault.problem


def test_count_that_makes_a_later_day_negative(pharmacy: Place, vincristine: Drug) -> None:
    receive_before(pharmacy, vincristine, 10)
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 8)], key="later", by=None)
    fault = the_fault(load(stock=[stock(piezas=3)]).faults)
    assert (fault.sheet, fault.row) == ("existencias", 2)
    assert "quedaría en -5 piezas" in fault.problem


def test_transfer_with_another_lot_or_more_pieces_than_were_sent(
    pharmacy: Place, delegation_warehouse: Place, vincristine: Drug
) -> None:
    lot = receive_before(delegation_warehouse, vincristine, 10)
    sent = dispatch(
        place=delegation_warehouse, to_place=pharmacy, lines=[IssueLine(vincristine.pk, 4, lot.pk)], key="d", by=None,
        occurred_on=MONDAY + dt.timedelta(days=1),
    ).transfer  # fmt: skip
    arrival = {"motivo": "traspaso_entrada", "referencia": str(sent.pk), "fecha": SUNDAY}
    assert "no trae ese lote" in the_fault(load(movements=[move(**arrival, lote="Z9")]).faults).problem
    assert "más piezas de las enviadas (4)" in the_fault(load(movements=[move(**arrival, piezas=5)]).faults).problem
    early = {**arrival, "fecha": MONDAY}
    assert "El traspaso salió el" in the_fault(load(movements=[move(**early)]).faults).problem
    two_days = [move(**arrival), move(**{**arrival, "fecha": SUNDAY - dt.timedelta(days=1)})]
    assert "en dos fechas" in the_fault(load(movements=two_days).faults).problem


# --- The week ------------------------------------------------------------------------------------------------------


def test_week_that_is_not_over() -> None:
    week = IsoWeek.of(timezone.localdate()).next()
    fault = the_fault(load(week=week).faults)
    assert "aún no termina" in fault.problem
    assert week.next().monday.isoformat() in fault.remedy


def test_week_that_is_closed(pharmacy: Place) -> None:
    close_week(places=[pharmacy], week=WEEK)
    assert "firmada y cerrada" in the_fault(load().faults).problem


def test_week_that_is_signed(pharmacy: Place, hospital: Unit) -> None:
    now = timezone.now()
    WeeklyReport.objects.create(
        delegation=hospital.delegation, unit=hospital, week=MONDAY, state="signed", drafted_at=now, due_at=now,
        signed_at=now,
    )  # fmt: skip
    assert "firmada y cerrada" in the_fault(load().faults).problem


def test_week_before_the_ledger_of_the_place_starts() -> None:
    assert load(week=WEEK).ok
    assert "Cargue las semanas en orden" in the_fault(load(week=WEEK.previous()).faults).remedy


# --- The file ------------------------------------------------------------------------------------------------------


def sheet(rows: list[tuple]) -> bytes:
    return workbook({"existencias": rows})


FILES = [
    (b"", "semana.xlsx", "está vacío"),
    (b"hola", "semana.txt", "no es un XLSX"),
    (b"PK\x03\x04 roto", "semana.xlsx", "dañado"),
    (workbook({"existencias": [STOCK]})[:-400], "semana.xlsx", "dañado"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "semana.xls", "Excel antiguo"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
        "semana.xlsx",
        "contraseña",
    ),
    (workbook({"Hoja1": [STOCK, GOOD]}), "semana.xlsx", "Falta la hoja «existencias»"),
    (workbook({"existensias": [STOCK, GOOD]}), "semana.xlsx", "Falta la hoja «existencias»"),
    (sheet([]), "semana.xlsx", "Falta la columna"),
    (sheet([STOCK]), "semana.xlsx", "No hay ninguna fila"),
    (sheet([STOCK[:5], GOOD[:5]]), "semana.xlsx", "Falta la columna"),
    (sheet([(*STOCK[:5], "pzas"), GOOD]), "semana.xlsx", "Falta la columna"),
    (sheet([(*STOCK, "Piezas"), (*GOOD, 5)]), "semana.xlsx", "La columna está dos veces"),
    (sheet([STOCK, GOOD[:3]]), "semana.xlsx", "no trae ningún conteo"),
    (zipped({"otra.txt": b"x"}), "semana.zip", "no trae ningún CSV"),
    (zipped({"movimientos.csv": csv_text([HEADINGS["movimientos"]]).encode()}), "semana.zip", "Falta la hoja"),
    (
        zipped({f"{folder}/existencias.csv": csv_text([STOCK, GOOD]).encode() for folder in "ab"}),
        "semana.zip",
        "dos veces",
    ),
]


@pytest.mark.parametrize(("data", "name", "problem"), FILES)
def test_file_that_cannot_be_taken(data: bytes, name: str, problem: str) -> None:
    outcome = load_bytes(data, name)
    assert any(problem in fault.problem for fault in outcome.faults), outcome.faults
    assert all(fault.remedy for fault in outcome.faults)
    assert not Document.objects.exists()


def test_misspelt_heading_is_named_beside_the_missing_one() -> None:
    outcome = load_bytes(sheet([(*STOCK[:5], "pzas"), GOOD]))
    assert the_fault(outcome.faults).column == "piezas"
    assert any(warning.value == "pzas" for warning in outcome.warnings)


def test_misspelt_sheet_is_recognised() -> None:
    assert any("¿Quiso decir «existencias»?" in str(w) for w in load_bytes(workbook({"existensias": [STOCK]})).warnings)


def test_file_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supply.intake.opening.MAX_BYTES", 10)
    assert "pasa de" in the_fault(load_bytes(sheet([STOCK, GOOD])).faults).problem


def test_file_that_unpacks_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("supply.intake.opening.MAX_UNPACKED_BYTES", 10)
    assert "pasa de" in the_fault(load_bytes(sheet([STOCK, GOOD])).faults).problem


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_sheet_with_too_many_rows(monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    monkeypatch.setattr("supply.intake.opening.MAX_ROWS", 3)
    rows = [STOCK, *[GOOD] * 6]
    data, name = (sheet(rows), "semana.xlsx") if form == "xlsx" else (csv_text(rows).encode(), "existencias.csv")
    fault = the_fault(load_bytes(data, name).faults)
    assert (fault.sheet, "el máximo es 3" in fault.problem) == ("existencias", True)


# --- What is repaired, or odd: a warning, and the week is loaded ---------------------------------------------------

REPAIRS = [
    ({"clave": 10000176800}, "cero inicial"),
    ({"clave": "10000176800"}, "cero inicial"),
    ({"caducidad": 47664}, "número de serie"),
    ({"caducidad": MONDAY - dt.timedelta(days=40)}, "ya caducó"),
]


@pytest.mark.parametrize(("changes", "problem"), REPAIRS)
def test_repaired_with_a_warning(changes: dict[str, object], problem: str) -> None:
    outcome = load(stock=[stock(**changes)])
    assert outcome.ok, outcome.faults
    assert any(problem in warning.problem for warning in outcome.warnings)


def test_twelve_digits_need_no_repair() -> None:
    outcome = load(stock=[stock(clave="010000176800", lugar="Farmacia", piezas="5", caducidad="30/06/2030")])
    assert outcome.ok, outcome.faults
    assert [warning.column for warning in outcome.warnings] == ["clues"]


def test_odd_things_are_warned_of(
    pharmacy: Place, warehouse: Place, hospital: Unit, vincristine: Drug, methotrexate: Drug
) -> None:
    AssortmentFactory(unit=hospital, drug=methotrexate)
    receive_before(pharmacy, vincristine, 50)
    outcome = load(
        stock=[stock(clave="010.000.1768.01"), stock(lote="A2"), stock(lote="A2", caducidad=dt.date(2030, 7, 1))],
        movements=[move(clave="010.000.1768.01", piezas=3, lote="B1"), move(lote="B2"), move(lote="B2")],
    )
    assert outcome.ok, outcome.faults
    said = "\n".join(warning.problem for warning in outcome.warnings)
    for problem in (
        "no está en el surtido",
        "justo 5 envases",
        "no es múltiplo",
        "figura con caducidad 2030-06-30",
        "Es idéntica a la fila 3",
        f"no trae existencias de {warehouse.name}",
    ):
        assert problem in said


def test_check_digit_of_the_clues_only_warns(hospital: Unit) -> None:
    Unit.objects.filter(pk=hospital.pk).update(clues="JCIMS000019")
    outcome = load(stock=[stock(clues="JCIMS000019")])
    assert outcome.ok, outcome.faults
    assert any("último dígito" in warning.problem for warning in outcome.warnings)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "latin-1"])
def test_csv_of_any_separator_and_encoding(delimiter: str, encoding: str, hospital: Unit) -> None:
    rows = [("CLUES", "Lugar", "Clave", "Lote", "Caducidad", "Piezas", "Medicación"), (*GOOD, "Vincristina inyección")]
    files = {"semana/existencias.csv": csv_text(rows, delimiter).encode(encoding)}
    outcome = load_bytes(zipped(files), "semana.zip")
    assert outcome.ok, outcome.faults
    assert any("UTF-8" in warning.problem for warning in outcome.warnings) == (encoding == "latin-1")


def test_unfilled_rows_of_the_template_are_no_stock() -> None:
    outcome = load(stock=[GOOD, stock(lote="", caducidad="", piezas="")])
    assert outcome.ok, outcome.faults
    assert any("claves sin existencia" in warning.problem for warning in outcome.warnings)


def test_a_place_may_say_that_nothing_is_left(pharmacy: Place, vincristine: Drug) -> None:
    receive_before(pharmacy, vincristine, 7)
    outcome = load(stock=[stock(lote="", caducidad="", piezas=0)])
    assert outcome.ok, outcome.faults
    assert outcome.adjusted_down == 7
