from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from delegations.models import AuditEvent, PlaceKind
from pediatric_platform.actions.cases.check import run_checklist
from pediatric_platform.checklist.shown import order_note, sentence_of, tone_of
from pediatric_platform.errors.case_evidence import NotYoursToCheck
from pediatric_platform.models import CaseCheck, CaseEvent
from supply.actions.ledger import IssueLine, LotLine, dispatch, receive
from supply.actions.lots import set_state
from supply.actions.requirements import Package, declare
from supply.models import Drug, Lot, LotState, SupplyOrder
from tests.factories.cases import CaseFactory
from tests.factories.delegations import PlaceFactory, UnitFactory
from tests.factories.purchasing import ContractLineFactory, SupplyOrderFactory
from tests.factories.supply import DrugFactory, PresentationFactory

pytestmark = pytest.mark.django_db


def lines(case: Any, by: Any = None) -> dict[str, dict[str, Any]]:
    return {line["kind"]: line for line in run_checklist(case=case, by=by).lines}


def stock(place: Any, drug: Drug, pieces: int, *, days: int = 300, number: str = "") -> Lot:
    number = number or f"{place.code}-{drug.pk}"
    line = LotLine(drug.pk, number, place.today() + timedelta(days=days), pieces)
    receive(place=place, lines=[line], key=number, by=None, occurred_on=place.today() - timedelta(days=7))
    return Lot.objects.get(number=number)


@pytest.fixture
def case(hospital, vincristine):
    return CaseFactory(unit=hospital, drug=vincristine, needed_on=hospital.today() + timedelta(days=2))


def test_a_hospital_that_tells_nothing_is_not_said_to_have_nothing(case):
    found = lines(case)
    assert [line["verdict"] for line in found.values()] == [
        "unknown", "unknown", "no", "unknown", "no", "no", "unknown",
    ]  # fmt: skip
    assert list(found) == [
        "in_unit", "warehouses", "in_transit", "supply_orders", "neighbours", "equivalents", "recalls",
    ]  # fmt: skip


def test_pieces_in_another_place_of_the_hospital_are_found_by_place(case, pharmacy, warehouse, vincristine):
    stock(warehouse, vincristine, 7)
    line = lines(case)["in_unit"]
    assert (line["verdict"], line["pieces"]) == ("yes", 7)
    assert [(row["place"], row["pieces"]) for row in line["rows"]] == [(warehouse.code, 7)]
    assert line["data_at"] is not None


def test_what_may_not_be_used_is_told_apart_and_never_counted_as_there(case, pharmacy, vincristine):
    held = stock(pharmacy, vincristine, 5, number="RETIRADO")
    set_state(lot=held, state=LotState.RECALLED, reason="Alerta", by=None)
    stock(pharmacy, vincristine, 4, days=-2, number="CADUCO")
    found = lines(case)
    assert (found["in_unit"]["verdict"], found["in_unit"]["pieces"]) == ("no", 0)
    assert found["recalls"]["verdict"] == "yes"
    assert {(row["number"], row["state"], row["pieces"]) for row in found["recalls"]["rows"]} == {
        ("RETIRADO", "recalled", 5),
        ("CADUCO", "expired", 4),
    }


def test_the_delegations_warehouse_and_what_it_sent_are_found(case, pharmacy, delegation_warehouse, vincristine):
    stock(delegation_warehouse, vincristine, 10)
    today = pharmacy.today()
    sent = dispatch(
        place=delegation_warehouse, to_place=pharmacy, lines=[IssueLine(vincristine.pk, 4)], key="sent", by=None,
        expected_on=today + timedelta(days=3),
    ).transfer  # fmt: skip
    found = lines(case)
    assert (found["warehouses"]["verdict"], found["warehouses"]["pieces"]) == ("yes", 6)
    row = found["in_transit"]["rows"][0]
    assert (row["transfer"], row["pieces"], row["certainty"], row["to_unit"]) == (sent.pk, 4, "dated", True)
    assert row["in_time"] is False  # a day after it is needed


def test_a_neighbour_keeps_what_its_own_children_need(case, other_hospital, other_pharmacy, vincristine):
    stock(other_pharmacy, vincristine, 10)
    today = other_hospital.today()
    declare(packages=[Package("s900", "N-222222", other_hospital.pk, today, ((vincristine.pk, 7),))])
    row = lines(case)["neighbours"]["rows"][0]
    assert (row["clues"], row["pieces"], row["usable"], row["required"]) == (other_hospital.clues, 3, 10, 7)
    assert row["cpm"] is None
    declare(packages=[Package("s901", "N-333333", other_hospital.pk, today, ((vincristine.pk, 3),))])
    assert lines(case)["neighbours"]["verdict"] == "no"


def test_what_expires_within_the_month_is_its_holders_to_use(case, other_pharmacy, vincristine):
    stock(other_pharmacy, vincristine, 10, days=20)
    assert lines(case)["neighbours"]["verdict"] == "no"


def test_the_nearest_neighbour_comes_first(hospital, delegation, other_delegation, transit, other_transit, vincristine):
    hospital.latitude, hospital.longitude = 20.68, -103.34
    hospital.save()
    far = UnitFactory(delegation=other_delegation, latitude=32.5, longitude=-117.0, name="Lejos")
    near = UnitFactory(delegation=delegation, latitude=20.5, longitude=-103.2, name="Cerca")
    for unit, pieces in ((far, 500), (near, 5)):
        stock(PlaceFactory(unit=unit, kind=PlaceKind.PHARMACY, code=f"{unit.clues}-FAR"), vincristine, pieces)
    rows = lines(CaseFactory(unit=hospital, drug=vincristine))["neighbours"]["rows"]
    assert [row["name"] for row in rows] == ["Cerca", "Lejos"]
    assert 20 <= rows[0]["km"] <= 30
    assert 1800 <= rows[1]["km"] <= 2000


def test_another_strength_that_goes_the_same_way_is_offered_and_tablets_are_not(case, pharmacy, vincristine):
    vincristine.form = "SOLUCIÓN INYECTABLE"
    vincristine.save()
    other = DrugFactory(code="010.000.9991", generic_name="Vincristina", strength="5", inn="vincristine",
                        form="SOLUCIÓN INYECTABLE")  # fmt: skip
    tablets = DrugFactory(code="010.000.9992", generic_name="Vincristina", strength="2", inn="vincristine",
                          form="TABLETA")  # fmt: skip
    stock(pharmacy, other, 3)
    stock(pharmacy, tablets, 30)
    line = lines(case)["equivalents"]
    assert (line["verdict"], [row["drug"] for row in line["rows"]]) == ("yes", [other.pk])


def test_a_case_whose_drug_nobody_knows_says_what_to_ask(hospital):
    case = CaseFactory(unit=hospital, drug=None, drug_words="la roja")
    assert list(lines(case)) == ["no_drug"]


def test_it_stays_as_evidence_with_its_event_and_its_trail(ana, case):
    first = run_checklist(case=case)
    second = run_checklist(case=case, by=ana)
    assert set(CaseCheck.objects.filter(case=case)) == {first, second}
    events = CaseEvent.objects.filter(case=case, kind="checked").order_by("pk")
    assert [event.by for event in events] == [None, ana]
    assert AuditEvent.objects.filter(type="case.checked").count() == 2


def test_nobody_of_another_hospital_checks_it(case, carla, mireya):
    for person in (carla, mireya):
        with pytest.raises(NotYoursToCheck):
            run_checklist(case=case, by=person)
    assert not CaseCheck.objects.exists()


def test_a_long_country_takes_no_more_statements(
    case, vincristine, other_delegation, other_transit, django_assert_max_num_queries
):
    for number in range(12):
        unit = UnitFactory(delegation=other_delegation, name=f"Hospital {number}")
        stock(PlaceFactory(unit=unit, kind=PlaceKind.PHARMACY, code=f"{unit.clues}-FAR"), vincristine, 5 + number)
    with django_assert_max_num_queries(14):
        assert len(lines(case)["neighbours"]["rows"]) == 8


def test_orders_of_suppliers_are_told_with_how_sure_they_are(case, pharmacy, delegation_warehouse, vincristine):
    """Fourteen packs of five, two of them late to the warehouse with no day; of another delegation nothing is told."""
    assert lines(case)["supply_orders"]["verdict"] == "unknown"
    today = pharmacy.today()
    line = ContractLineFactory(presentation=PresentationFactory(drug=vincristine, pieces_per_pack=5))
    SupplyOrderFactory(
        line=line, place=pharmacy, packs=12, number="OS-PRONTO", deadline_on=today + timedelta(days=1),
        expected_on=today + timedelta(days=3), expectation={"threshold": 0.8},
    )  # fmt: skip
    late = today - timedelta(days=4)
    SupplyOrderFactory(line=line, place=delegation_warehouse, packs=2, number="OS-TARDE", deadline_on=late)
    SupplyOrderFactory(line=line, packs=9)
    found = lines(case)["supply_orders"]
    assert (found["verdict"], found["pieces"]) == ("yes", 70)
    soon, slow = found["rows"]
    assert (soon["number"], soon["pieces"], soon["in_time"], soon["to_unit"]) == ("OS-PRONTO", 60, False, True)
    assert (slow["number"], slow["late_days"], slow["on"], slow["in_time"]) == ("OS-TARDE", 4, None, None)
    with translation.override("es-mx"):
        assert sentence_of(found) == "Se pidieron 70 piezas que el proveedor aún no entrega."
        assert "con 80 % de probabilidad · después de cuando se necesita" in order_note(soon)
        assert "venció hace 4 días · no puede decirse cuándo llega · al almacén" in order_note(slow)
    assert tone_of(found) == "quiet", "what is only ordered, and not in time, is no good news"
    SupplyOrder.objects.filter(place__in=[pharmacy, delegation_warehouse]).update(state="cancelled", reason="Prueba")
    assert lines(case)["supply_orders"]["verdict"] == "no"
