from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Person, Place, Unit
from supply.actions.closing import close_week
from supply.actions.import_week import Imported, import_week
from supply.actions.ledger import LotLine, dispatch, dispense, receive
from supply.actions.ledger.lines import IssueLine
from supply.models import (
    Balance,
    Document,
    DocumentKind,
    Drug,
    Lot,
    Movement,
    PrescriptionTally,
    Source,
    Transfer,
    TransferState,
    WeeklyReport,
)
from supply.reasons import Reason
from supply.selectors.ledger_checks import check_ledger
from supply.weeks import IsoWeek
from tests.factories.supply import PresentationFactory
from tests.factories.weeks import opened, the_fault

EXPIRY = dt.date(2030, 6, 30)
CLUES = "JCIMS000001"
CLAVE = "010.000.1768.00"


@pytest.fixture
def week() -> IsoWeek:
    return IsoWeek.last_complete(timezone.now(), ZoneInfo("America/Tijuana"))


@pytest.fixture(autouse=True)
def catalogue(vincristine: Drug, methotrexate: Drug) -> None:
    PresentationFactory(drug=vincristine)
    PresentationFactory(drug=methotrexate, pieces_per_pack=10)


def stock(pieces: object, *, lot: str = "A1", place: str = "farmacia", clave: str = CLAVE, clues: str = CLUES) -> tuple:
    return (clues, place, clave, lot, EXPIRY, pieces)


def move(
    day: dt.date, motive: str, pieces: object, *, lot: str = "A1", place: str = "farmacia", reference: str = "",
    expiry: dt.date = EXPIRY, clave: str = CLAVE, clues: str = CLUES,
) -> tuple:  # fmt: skip
    return (clues, place, day, motive, clave, lot, expiry, pieces, reference)


def load(week: IsoWeek, by: Person | None = None, *, dry_run: bool = False, **sheets) -> Imported:
    return import_week(week=week, opened=opened(**sheets), by=by, dry_run=dry_run)


def on_hand(place: Place, lot: str = "A1") -> int:
    return Balance.objects.get(place=place, lot__number=lot).on_hand


def ledger_is_sound() -> bool:
    return all(result.ok for result in check_ledger())


def test_first_week_of_a_place_opens_its_ledger_on_the_eve(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    outcome = load(
        week,
        ana,
        stock=[stock(45)],
        movements=[move(week.monday, "recepcion", 10), move(week.sunday, "surtimiento", 5)],
        prescriptions=[(CLUES, CLAVE, 4, 2, 1, 1)],
    )
    assert outcome.ok, outcome.faults
    opening = Movement.objects.get(reason=Reason.OPENING)
    assert (opening.quantity, opening.occurred_on) == (40, week.monday - dt.timedelta(days=1))
    assert on_hand(pharmacy) == 45
    assert not Document.objects.filter(kind=DocumentKind.COUNT).exists()
    assert set(Document.objects.values_list("source", flat=True)) == {Source.UPLOAD}
    tally = PrescriptionTally.objects.get()
    assert (tally.day, tally.presented, tally.denied) == (week.sunday, 4, 1)
    report = WeeklyReport.objects.get(unit__clues=CLUES)
    assert (report.week, report.state, report.source) == (week.monday, "draft", Source.UPLOAD)
    assert ledger_is_sound()


def test_difference_between_ledger_and_count_posts_a_count(
    week: IsoWeek, ana: Person, pharmacy: Place, vincristine: Drug
) -> None:
    receive(
        place=pharmacy, lines=[LotLine(vincristine.pk, "A1", EXPIRY, 30), LotLine(vincristine.pk, "GONE", EXPIRY, 4)],
        key="before", by=None, occurred_on=week.monday - dt.timedelta(days=10),
    )  # fmt: skip
    outcome = load(week, ana, stock=[stock(27)], movements=[move(week.monday, "surtimiento", 1)])
    assert outcome.ok, outcome.faults
    count = Document.objects.get(kind=DocumentKind.COUNT)
    assert count.occurred_on == week.sunday
    assert sorted(count.movements.values_list("quantity", flat=True)) == [-4, -2]
    assert (on_hand(pharmacy), on_hand(pharmacy, "GONE"), outcome.adjusted_down) == (27, 0, 6)
    assert any("GONE" in warning.problem for warning in outcome.warnings)


def test_count_is_of_the_sunday_whatever_was_posted_after(
    week: IsoWeek, ana: Person, pharmacy: Place, vincristine: Drug
) -> None:
    receive(
        place=pharmacy, lines=[LotLine(vincristine.pk, "A1", EXPIRY, 30)], key="before", by=None,
        occurred_on=week.monday,
    )  # fmt: skip
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 10)], key="after", by=None)
    outcome = load(week, ana, stock=[stock(29)])
    assert outcome.ok, outcome.faults
    assert (on_hand(pharmacy), outcome.adjusted_down) == (19, 1)


def test_same_file_twice_is_one_effect(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    sheets = {
        "stock": [stock(45), stock(0, lot="B2")],
        "movements": [move(week.monday, "recepcion", 10), move(week.sunday, "surtimiento", 5, lot="B2")],
        "prescriptions": [(CLUES, CLAVE, 4, 2, 1, 1)],
    }
    first = load(week, ana, **sheets)
    before = (Movement.objects.count(), Document.objects.count(), AuditEvent.objects.count())
    second = load(week, ana, **{name: rows[::-1] for name, rows in sheets.items()})
    assert first.ok
    assert second.already_there
    assert (Movement.objects.count(), Document.objects.count(), AuditEvent.objects.count()) == before
    assert second.unchanged == sum(first.documents.values())


def test_same_file_after_the_week_was_closed_is_still_no_fault(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    assert load(week, ana, stock=[stock(45)]).ok
    close_week(places=[pharmacy], week=week)
    assert load(week, ana, stock=[stock(45)]).already_there
    fault = the_fault(load(week, ana, stock=[stock(44)]).faults)
    assert "firmada y cerrada" in fault.problem


def test_a_corrected_file_replaces_the_earlier_one(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    wrong = [move(week.monday, "recepcion", 100), move(week.days[2], "surtimiento", 80)]
    right = [move(week.monday, "recepcion", 90), move(week.days[2], "surtimiento", 80)]
    assert load(week, ana, stock=[stock(30)], movements=wrong).ok
    second = load(week, ana, stock=[stock(30)], movements=right)
    assert second.ok, second.faults
    assert second.reversed == 3
    assert on_hand(pharmacy) == 30
    received = Movement.objects.filter(reason=Reason.RECEIPT).values_list("quantity", flat=True)
    assert sorted(received) == [-100, 90, 100]
    third = load(week, ana, stock=[stock(30)], movements=wrong)
    assert third.ok, third.faults
    assert on_hand(pharmacy) == 30
    assert load(week, ana, stock=[stock(30)], movements=wrong).already_there
    assert ledger_is_sound()


def test_rehearsal_tells_what_would_change_and_stores_nothing(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    outcome = load(week, ana, dry_run=True, stock=[stock(45)], movements=[move(week.monday, "recepcion", 10)])
    assert outcome.ok
    assert outcome.documents == {"receive": 2}
    assert not Document.objects.exists()
    assert not Lot.objects.exists()
    assert not WeeklyReport.objects.exists()


def test_any_fault_and_nothing_is_stored(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    outcome = load(week, ana, stock=[stock(45), stock("muchas", lot="B2")])
    assert the_fault(outcome.faults).column == "piezas"
    assert not Document.objects.exists()
    assert not Lot.objects.exists()


def test_all_faults_of_all_sheets_are_told_at_once(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    outcome = load(
        week,
        ana,
        stock=[stock(-1), stock(2, clave="010.000.9999.00", lot="B2"), ("NADIE", "farmacia", CLAVE, "C3", EXPIRY, 1)],
        movements=[move(week.monday, "salida", 5), move(week.monday - dt.timedelta(days=9), "recepcion", 5)],
        prescriptions=[(CLUES, CLAVE, 9, 1, 1, 1)],
    )
    found = {(fault.sheet, fault.row, fault.column) for fault in outcome.faults}
    assert found >= {
        ("existencias", 2, "piezas"),
        ("existencias", 3, "clave"),
        ("existencias", 4, "clues"),
        ("movimientos", 2, "motivo"),
        ("movimientos", 3, "fecha"),
        ("recetas", 2, "presentadas"),
    }
    assert all(fault.problem and fault.remedy for fault in outcome.faults)


def test_transfer_between_two_places_of_the_file(
    week: IsoWeek, ana: Person, pharmacy: Place, warehouse: Place, vincristine: Drug
) -> None:
    outcome = load(
        week,
        ana,
        stock=[stock(20, place="almacen"), stock(8)],
        movements=[
            move(week.monday, "traspaso_salida", 10, place="almacen", reference=f"{CLUES}/farmacia"),
            move(week.days[1], "traspaso_entrada", 10, reference=f"{CLUES}/almacen"),
            move(week.days[2], "surtimiento", 2),
        ],
    )
    assert outcome.ok, outcome.faults
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.accepted_on) == (TransferState.ACCEPTED, week.days[1])
    assert (on_hand(warehouse), on_hand(pharmacy)) == (20, 8)
    assert ledger_is_sound()


def test_transfer_in_accepts_the_numbered_transfer_and_what_is_missing_is_a_shortfall(
    week: IsoWeek, ana: Person, pharmacy: Place, delegation_warehouse: Place, vincristine: Drug
) -> None:
    receive(
        place=delegation_warehouse, lines=[LotLine(vincristine.pk, "A1", EXPIRY, 50)], key="k", by=None,
        occurred_on=week.monday,
    )  # fmt: skip
    lot = Lot.objects.get()
    sent = dispatch(
        place=delegation_warehouse, to_place=pharmacy, lines=[IssueLine(vincristine.pk, 12, lot.pk)], key="d", by=None,
        occurred_on=week.monday,
    )  # fmt: skip
    outcome = load(
        week, ana, stock=[stock(11)],
        movements=[move(week.days[2], "traspaso_entrada", 11, reference=str(sent.transfer.pk))],
    )  # fmt: skip
    assert outcome.ok, outcome.faults
    sent.transfer.refresh_from_db()
    assert sent.transfer.state == TransferState.ACCEPTED_SHORT
    assert any("faltan 1 pieza" in warning.problem for warning in outcome.warnings)
    assert on_hand(pharmacy) == 11
    assert ledger_is_sound()
    again = load(
        week, ana, stock=[stock(12)],
        movements=[move(week.days[2], "traspaso_entrada", 12, reference=str(sent.transfer.pk))],
    )  # fmt: skip
    assert again.ok, again.faults
    sent.transfer.refresh_from_db()
    assert sent.transfer.state == TransferState.ACCEPTED
    assert on_hand(pharmacy) == 12
    assert ledger_is_sound()


def test_transfer_out_to_a_place_outside_the_file_stays_in_transit(
    week: IsoWeek, ana: Person, pharmacy: Place, delegation_warehouse: Place
) -> None:
    outcome = load(
        week, ana, stock=[stock(5)], movements=[move(week.monday, "traspaso_salida", 3, reference="JAL/almacen")]
    )
    assert outcome.ok, outcome.faults
    assert Transfer.objects.get().state == TransferState.IN_TRANSIT
    assert ledger_is_sound()


def test_delegation_loads_its_own_warehouse_by_its_code(
    week: IsoWeek, beto: Person, delegation_warehouse: Place
) -> None:
    outcome = load(week, beto, stock=[stock(5, clues="JAL", place="almacen")])
    assert outcome.ok, outcome.faults
    assert on_hand(delegation_warehouse) == 5
    assert WeeklyReport.objects.get(unit=None).source == Source.UPLOAD


def test_a_manager_loads_only_where_they_answer(
    week: IsoWeek, ana: Person, beto: Person, carla: Person, olga: Person, pharmacy: Place, hospital: Unit
) -> None:
    for person in (carla, olga):
        fault = the_fault(load(week, person, stock=[stock(5)]).faults)
        assert (fault.column, hospital.name in fault.problem) == ("clues", True)
    assert load(week, beto, stock=[stock(5)]).ok


def test_prescriptions_of_the_week_include_what_was_noted_on_its_days(
    week: IsoWeek, ana: Person, pharmacy: Place, hospital: Unit, vincristine: Drug
) -> None:
    PrescriptionTally.objects.create(unit=hospital, drug=vincristine, day=week.monday, presented=3, filled=2, denied=1)
    assert load(week, ana, stock=[stock(5)], prescriptions=[(CLUES, CLAVE, 7, 5, 0, 2)]).ok
    sunday = PrescriptionTally.objects.get(day=week.sunday)
    assert (sunday.presented, sunday.filled, sunday.denied) == (4, 3, 1)
    fault = the_fault(load(week, ana, stock=[stock(5)], prescriptions=[(CLUES, CLAVE, 2, 2, 0, 0)]).faults)
    assert "ya se anotaron" in fault.problem


def test_every_motive_posts_under_its_reason(week: IsoWeek, ana: Person, pharmacy: Place) -> None:
    old = week.monday - dt.timedelta(days=30)
    day = week.days[3]
    motives = {
        "recepcion": Reason.RECEIPT, "surtimiento": Reason.DISPENSING, "mezcla": Reason.MIXING,
        "devolucion_paciente": Reason.PATIENT_RETURN, "devolucion_proveedor": Reason.SUPPLIER_RETURN,
        "merma": Reason.DAMAGE, "retiro": Reason.RECALL, "robo": Reason.THEFT, "prestamo_recibido": Reason.LOAN_IN,
        "prestamo_otorgado": Reason.LOAN_OUT, "sobrante": Reason.COUNT_UP, "faltante": Reason.COUNT_DOWN,
    }  # fmt: skip
    rows = [move(day, motive, 1) for motive in motives]
    rows.append(move(day, "saldo_inicial", 1, lot="N"))
    rows.append(move(day, "caducidad", 1, lot="OLD", expiry=old))
    expired = (CLUES, "farmacia", CLAVE, "OLD", old, 2)
    outcome = load(week, ana, stock=[stock(20), stock(1, lot="N"), expired], movements=rows)
    assert outcome.ok, outcome.faults
    posted = set(Movement.objects.filter(occurred_on=day).values_list("reason", flat=True))
    assert posted == {*motives.values(), Reason.OPENING, Reason.EXPIRY}
    assert ledger_is_sound()


def test_number_of_queries_does_not_grow_with_the_rows(
    week: IsoWeek, ana: Person, pharmacy: Place, django_assert_max_num_queries
) -> None:
    small = [stock(5, lot=f"S{number}") for number in range(3)]
    large = [stock(5, lot=f"L{number}") for number in range(300)]
    with django_assert_max_num_queries(70):
        assert load(week, ana, dry_run=True, stock=small).ok
    with django_assert_max_num_queries(70):
        assert load(week, ana, stock=large).ok
