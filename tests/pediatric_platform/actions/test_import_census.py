"""A census comes in whole or not at all, each fault with its row, its column and a remedy; twice is once."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pytest
import xlsxwriter
from django.utils import timezone

from delegations.models import AuditEvent
from pediatric_platform.actions.import_census import import_census
from pediatric_platform.census.opening import open_census
from pediatric_platform.models import Child, Growth, Plan, Session, Stay
from tests.factories.children import ChildFactory, DiagnosisFactory, induction
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db

BORN = date(2019, 5, 17)
COLUMNS = [
    "folio", "curp", "sin_curp_porque", "nss", "agregado", "nombres", "primer_apellido", "segundo_apellido",
    "fecha_nacimiento", "sexo", "clues", "diagnostico", "riesgo", "fecha_diagnostico", "peso_kg", "talla_cm",
    "fecha_medida", "esquema", "inicio_esquema", "motivo_desviacion", "es_otra_porque",
]  # fmt: skip


@pytest.fixture
def today(hospital) -> date:
    return hospital.today()


@pytest.fixture
def row(hospital, today):
    """A row without a fault; `row(sexo="")` changes a cell."""
    DiagnosisFactory(code="leucemia-linfoblastica", name="Leucemia linfoblástica aguda")

    def make(**cells) -> dict:
        return {
            "curp": curp(BORN, "M"),
            "nombres": "Luz María",
            "primer_apellido": "Prueba",
            "segundo_apellido": "Simulada",
            "fecha_nacimiento": BORN,
            "sexo": "niña",
            "clues": hospital.clues,
            "diagnostico": "Leucemia linfoblastica aguda",
            "fecha_diagnostico": date(2026, 1, 12),
            "peso_kg": 20,
            "talla_cm": 115.2,
            "fecha_medida": today - timedelta(days=2),
        } | cells

    return make


def book(*rows: dict, columns=COLUMNS, sheet: str = "censo") -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        day = made.add_format({"num_format": "yyyy-mm-dd"})
        page = made.add_worksheet(sheet)
        page.write_row(0, 0, list(columns))
        for number, cells in enumerate(rows, start=1):
            for index, name in enumerate(columns):
                value = cells.get(name, "")
                if isinstance(value, date):
                    page.write_datetime(number, index, value, day)
                elif value != "":
                    page.write(number, index, value)
    return target.getvalue()


def load(by, *rows: dict, dry_run: bool = False):
    return import_census(reading=open_census(book(*rows), "censo.xlsx"), by=by, dry_run=dry_run)


def other(row, number: int, **cells) -> dict:
    """Another child, unlike the ones before."""
    born = BORN + timedelta(days=number)
    own = {"curp": curp(born, "M", head="XEXX"), "fecha_nacimiento": born, "nombres": f"Otra Número {number}"}
    return row(**(own | cells))


class TestGood:
    def test_registers_with_stay_measure_and_folio(self, row, carmen, hospital, today):
        outcome = load(carmen, row(nss=nss(), sexo="Femenino"))
        assert (outcome.faults, outcome.registered, outcome.measured) == ([], 1, 1)
        child = Child.objects.get()
        assert (child.full_name, child.sex, child.unit) == ("Luz María Prueba Simulada", "M", hospital)
        assert (child.curp, child.nss, child.registered_by) == (curp(BORN, "M"), nss(), carmen)
        assert Stay.objects.get(child=child).since == today
        growth = Growth.objects.get(child=child)
        assert (growth.weight_kg, growth.height_cm, growth.surface_m2) == (20, Decimal("115.2"), Decimal("0.800"))
        assert Child.objects.search("luz prueba").get() == child

    def test_a_rehearsal_stores_nothing(self, row, carmen):
        assert load(carmen, row(), dry_run=True).registered == 1
        assert not Child.objects.exists()
        assert not AuditEvent.objects.filter(type="census.imported").exists()

    def test_the_same_file_twice_is_one(self, row, carmen):
        rows = [row(), other(row, 1, curp="", sin_curp_porque="En trámite"), other(row, 2)]
        load(carmen, *rows)
        before = list(Child.objects.values_list("pk", "edition"))
        again = load(carmen, *rows)
        assert again.faults == []
        assert again.already_there
        assert again.known == 3
        assert list(Child.objects.values_list("pk", "edition")) == before
        assert Growth.objects.count() == 3
        assert AuditEvent.objects.filter(type="census.imported").count() == 1

    def test_a_later_file_adds_the_newer_measure_and_keeps_the_record(self, row, carmen, today):
        load(carmen, row())
        child = Child.objects.get()
        outcome = load(carmen, row(folio=child.folio, curp="", peso_kg=20.5, fecha_medida=today, nombres="Luz Maria X"))
        assert outcome.faults == []
        assert (outcome.registered, outcome.measured) == (0, 1)
        assert any(child.folio in warning.problem for warning in outcome.warnings)
        child.refresh_from_db()
        assert child.given_names == "Luz María"

    def test_of_a_child_who_died_nothing_is_written_and_the_rest_goes_in(self, row, carmen, today):
        regimen = induction(code="LLA-PRUEBA", name="Protocolo de prueba")
        load(carmen, row())
        Child.objects.update(state="deceased", state_on=today)
        child = Child.objects.get()
        again = row(peso_kg=21, fecha_medida=today, esquema=regimen.protocol.code, inicio_esquema=today)
        outcome = load(carmen, again, other(row, 1))
        assert (outcome.faults, outcome.registered, outcome.measured, outcome.plans) == ([], 1, 1, 0)
        assert [fault.row for fault in outcome.warnings if child.folio in fault.problem] == [2]
        assert Growth.objects.filter(child=child).count() == 1

    def test_begins_the_plan_by_its_action(self, row, carmen, today):
        regimen = induction(code="LLA-PRUEBA", name="Protocolo de prueba")
        cells = {"esquema": regimen.protocol.code, "inicio_esquema": today + timedelta(days=1)}
        outcome = load(carmen, row(**cells))
        assert (outcome.faults, outcome.plans) == ([], 1)
        assert Plan.objects.get().regimen == regimen
        assert Session.objects.exists()
        assert load(carmen, row(**cells)).already_there

    @pytest.mark.parametrize("shape", ["2019-05-17", "17/05/2019", "17-05-2019", 43602])
    def test_a_date_in_every_shape(self, row, carmen, shape):
        assert load(carmen, row(fecha_nacimiento=shape)).faults == []
        assert Child.objects.get().birth_date == BORN

    def test_a_number_that_lost_its_zeros_is_understood_and_said(self, row, carmen):
        whole = nss("0098170001")
        outcome = load(carmen, row(nss=int(whole)))
        assert outcome.faults == []
        assert "ceros" in outcome.warnings[0].problem
        assert Child.objects.get().nss == whole

    def test_a_bare_m_is_settled_by_the_curp(self, row, carmen):
        assert load(carmen, row(sexo="M")).faults == []
        assert Child.objects.get().sex == "M"
        boy = date(2020, 3, 1)
        load(carmen, row(curp=curp(boy, "H"), fecha_nacimiento=boy, nombres="Leo", sexo="M"))
        assert Child.objects.get(given_names="Leo").sex == "H"


@pytest.mark.parametrize(
    ("cells", "column", "says"),
    [
        ({"sexo": "M", "curp": "", "sin_curp_porque": "En trámite"}, "sexo", "mujer o masculino"),
        ({"sexo": "otro"}, "sexo", "sexo"),
        ({"sexo": "niño"}, "curp", "otro sexo"),
        ({"curp": ""}, "curp", "Falta la CURP"),
        ({"curp": curp(BORN)[:-1] + "9"}, "curp", "último dígito"),
        ({"curp": "ABC"}, "curp", "forma"),
        ({"fecha_nacimiento": date(2018, 5, 17)}, "curp", "otra fecha"),
        ({"fecha_nacimiento": "31/02/2019"}, "fecha_nacimiento", "fecha"),
        ({"fecha_nacimiento": date(1991, 1, 1)}, "fecha_nacimiento", "25 años"),
        ({"nss": "123"}, "nss", "11 dígitos"),
        ({"nss": 123.5}, "nss", "dígitos"),
        ({"clues": "XXIMS000001"}, "clues", "No hay un hospital"),
        ({"diagnostico": "Leucemia linfoblastica agda"}, "diagnostico", "catálogo"),
        ({"peso_kg": 200}, "peso_kg", "No es posible a esa edad"),
        ({"peso_kg": 115.2, "talla_cm": 30}, "talla_cm", "No es posible a esa edad"),
        ({"talla_cm": ""}, "talla_cm", "Una medida son"),
        ({"fecha_medida": date(2018, 1, 1)}, "fecha_medida", "anterior al nacimiento"),
        ({"fecha_diagnostico": date(2018, 1, 1)}, "fecha_diagnostico", "anterior al nacimiento"),
        ({"esquema": "NO-HAY"}, "esquema", "aprobado"),
        ({"folio": "N-222222"}, "folio", "folio"),
        ({"nombres": ""}, "nombres", "Falta el dato"),
    ],
)
def test_each_fault_names_its_row_its_column_and_what_to_do(row, carmen, cells, column, says):
    outcome = load(carmen, other(row, 5), row(**cells))
    told = [fault for fault in outcome.faults if fault.column == column and says in fault.problem]
    assert told, outcome.faults
    assert told[0].row == 3
    assert told[0].remedy
    assert not Child.objects.exists()


class TestDoubles:
    def test_the_same_curp_twice_in_the_file(self, row, carmen):
        (fault,) = load(carmen, row(), row(nombres="Luz")).faults
        assert (fault.row, fault.column) == (3, "curp")

    def test_the_same_child_twice_without_curp(self, row, carmen):
        bare = {"curp": "", "sin_curp_porque": "En trámite"}
        (fault,) = load(carmen, row(**bare), row(**bare, nombres="LUZ MARIA")).faults
        assert (fault.row, fault.column) == (3, "nombres")

    def test_twins_with_two_curps_are_two(self, row, carmen):
        twin = row(curp=curp(BORN, "M", head="XUXX"), nombres="Luz Elena")
        outcome = load(carmen, row(), twin)
        assert (outcome.faults, outcome.registered) == ([], 2)

    def test_somebody_alike_on_record_is_told_by_folio_and_a_reason_lets_her_in(self, row, carmen, hospital):
        known = ChildFactory(
            given_names="Luz Mari", first_surname="Prueba", second_surname="Simulada", birth_date=BORN, unit=hospital
        )
        (fault,) = load(carmen, row()).faults
        assert known.folio in fault.problem
        assert load(carmen, row(es_otra_porque="Son primas, las dos vinieron hoy")).registered == 1

    def test_a_child_of_another_hospital_is_told_by_its_hospital_alone(self, row, carmen, other_hospital):
        away = ChildFactory(curp=curp(BORN, "M"), without_curp="", birth_date=BORN, unit=other_hospital)
        (fault,) = load(carmen, row()).faults
        assert other_hospital.name in fault.problem
        assert away.folio not in fault.problem
        assert "traslado" in fault.remedy

    def test_a_folio_of_another_hospital_is_not_there(self, row, carmen, other_hospital):
        away = ChildFactory(unit=other_hospital)
        faults = load(carmen, row(folio=away.folio)).faults
        assert {fault.column for fault in faults} == {"folio"}


class TestAllOrNothing:
    def test_one_fault_in_many_rows_stores_nothing_and_all_are_told(self, row, carmen):
        rows = [other(row, number) for number in range(8)]
        rows[3]["sexo"], rows[6]["clues"] = "x", "XXIMS000001"
        outcome = load(carmen, *rows)
        assert {(fault.row, fault.column) for fault in outcome.faults} == {(5, "sexo"), (8, "clues")}
        assert not Child.objects.exists()
        assert not Stay.objects.exists()

    def test_more_plans_than_a_request_can_write_are_refused_at_the_first_row_too_many(
        self, row, carmen, today, monkeypatch
    ):
        monkeypatch.setattr("pediatric_platform.actions.import_census.MAX_PLANS", 1)
        regimen = induction(code="LLA-PRUEBA", name="Protocolo de prueba")
        cells = {"esquema": regimen.protocol.code, "inicio_esquema": today + timedelta(days=1)}
        outcome = load(carmen, row(**cells), other(row, 1, **cells))
        assert [(fault.row, fault.column) for fault in outcome.faults] == [(3, "esquema")]
        assert not Child.objects.exists()

    def test_a_plan_that_cannot_begin_takes_everything_back(self, row, carmen, today):
        regimen = induction(code="LLA-PRUEBA", name="Protocolo de prueba")
        late = other(
            row, 1, esquema=regimen.protocol.code, inicio_esquema=today, fecha_medida=today - timedelta(days=90)
        )
        outcome = load(carmen, row(), late)
        assert [(fault.row, fault.column) for fault in outcome.faults] == [(3, "fecha_medida")]
        assert not Child.objects.exists()
        assert not Plan.objects.exists()

    def test_whoever_does_not_register_there_is_told_at_the_clues(self, row, carla, felipe):
        for person in (carla, felipe):
            (fault,) = load(person, row()).faults
            assert fault.column == "clues"
        assert not Child.objects.exists()


class TestFiles:
    @pytest.mark.parametrize(
        ("data", "name"),
        [(b"", "censo.xlsx"), (b"hola", "censo.xlsx"), (b"PK\x03\x04roto", "censo.xlsx"), (b"%PDF-1.7", "censo.pdf")],
    )
    def test_what_is_no_census_is_one_fault(self, carmen, data, name):
        outcome = import_census(reading=open_census(data, name), by=carmen)
        assert len(outcome.faults) == 1
        assert outcome.faults[0].remedy

    def test_a_missing_column_is_named(self, row, carmen):
        data = book(row(), columns=[name for name in COLUMNS if name != "clues"])
        outcome = import_census(reading=open_census(data, "c.xlsx"), by=carmen)
        assert "clues" in {fault.column for fault in outcome.faults}

    def test_a_csv_serves_too(self, row, carmen):
        cells = row()
        text = ",".join(COLUMNS) + "\n" + ",".join(str(cells.get(name, "")) for name in COLUMNS)
        outcome = import_census(reading=open_census(text.encode(), "hospital.csv"), by=carmen)
        assert (outcome.faults, outcome.registered) == ([], 1)


def test_no_fault_no_trail_and_no_log_quotes_a_row(row, carmen, caplog):
    load(carmen, row(nombres="Secretísima", nss=nss()))
    wrong = load(carmen, row(nombres="Secretísima", curp="SECRETA", fecha_nacimiento="Secreta"))
    told = " ".join(str(fault) for fault in (*wrong.faults, *wrong.warnings))
    events = " ".join(f"{event.target_label} {event.before} {event.after}" for event in AuditEvent.objects.all())
    for text in (told, events, caplog.text):
        assert "ecret" not in text
        assert nss() not in text
    event = AuditEvent.objects.get(type="census.imported")
    assert event.after["folios"] == [Child.objects.get().folio]
    assert timezone.now() - event.at < timedelta(minutes=1)


def test_as_many_statements_for_two_hundred_as_for_ten(row, carmen, django_assert_max_num_queries):
    rows = [other(row, number) for number in range(200)]
    reading = open_census(book(*rows), "censo.xlsx")
    with django_assert_max_num_queries(30):
        outcome = import_census(reading=reading, by=carmen)
    assert outcome.registered == 200
