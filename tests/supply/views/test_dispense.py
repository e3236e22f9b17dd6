from __future__ import annotations

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from delegations.models import AuditEvent
from supply.actions.lots import set_state
from supply.models import Balance, Movement, PrescriptionTally
from tests.factories.supply import PresentationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(pharmacy):
    return reverse("supply:dispense", args=[pharmacy.code])


def on_hand(place) -> dict[str, int]:
    return dict(Balance.objects.filter(place=place).values_list("lot__number", "on_hand"))


def test_pieces_leave_first_to_expire_first_and_the_page_says_from_where(as_, ana, address, lines, stocked, pharmacy):
    answer = as_(ana).post(address, lines({"drug": "0100001768", "pieces": "12"}))
    assert answer.status_code == 302
    assert on_hand(pharmacy) == {"NEAR": 0, "FAR": 18}
    (message,) = get_messages(answer.wsgi_request)
    assert "Se surtieron 12 piezas" in str(message)
    assert "lote NEAR: 10, lote FAR: 2" in str(message)


def test_a_named_lot_is_the_one_that_leaves(as_, ana, address, lines, stocked, pharmacy):
    as_(ana).post(address, lines({"drug": "vincristina", "lot": "far", "pieces": "2"}))
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 18}


def test_a_lot_that_is_not_here_says_what_is(as_, ana, address, lines, stocked):
    answer = as_(ana).post(address, lines({"drug": "vincristina", "lot": "zzz", "pieces": "2"}))
    ((fault, _anchor),) = answer.context["faults"]
    assert "NEAR, FAR" in fault


def test_more_than_there_is_names_the_line(as_, ana, address, lines, stocked, pharmacy):
    data = lines({}, {"drug": "vincristina", "pieces": "1"}, {"drug": "vincristina", "pieces": "40"})
    answer = as_(ana).post(address, data)
    ((fault, _anchor),) = answer.context["faults"]
    assert fault.startswith("Renglón 3, Piezas")
    assert "hay 29" in fault
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 20}


def test_a_blocked_lot_leaves_only_by_permission_said_and_explained(as_, ana, beto, address, lines, stocked, pharmacy):
    set_state(lot=stocked["near"], state="quarantined", reason="prueba", by=ana)
    row = {"drug": "vincristina", "lot": "NEAR", "pieces": "1"}
    assert "no puede usarse" in as_(ana).post(address, lines(row, key="1")).content.decode()
    answer = as_(ana).post(address, lines(row, key="2", blocked="on"))
    assert "Diga por qué" in answer.content.decode()
    assert as_(beto).post(address, lines(row, key="3", blocked="on", note="urgente")).status_code == 200
    assert on_hand(pharmacy)["NEAR"] == 10
    assert as_(ana).post(address, lines(row, key="4", blocked="on", note="urgente")).status_code == 302
    assert on_hand(pharmacy)["NEAR"] == 9
    assert AuditEvent.objects.filter(type="ledger.blocked_lot_issued").count() == 1


def test_the_preview_says_which_lots_and_what_is_missing(as_, ana, carla, pharmacy, lines, stocked):
    address = reverse("supply:issue-preview", args=[pharmacy.code])
    data = lines(
        {"drug": "vincristina", "pieces": "12"}, {"drug": "vinc", "pieces": ""}, {"drug": "vincristina", "pieces": "50"}
    )
    answer = as_(ana).post(address, data)
    first, second = answer.context["lines"]
    assert [(lot.number, pieces) for lot, pieces in first.taken] == [("NEAR", 10), ("FAR", 2)]
    assert (second.number, second.short) == (3, 32)
    assert not Movement.objects.filter(quantity__lt=0).exists()
    assert as_(carla).post(address, data).status_code == 404


def test_a_mixing_centre_chooses_between_mixing_and_giving(as_, ana, mixing_centre, pharmacy, stocked):
    choices = as_(ana).get(reverse("supply:dispense", args=[mixing_centre.code])).context["head"].fields
    assert "reason" in choices
    assert "reason" not in as_(ana).get(reverse("supply:dispense", args=[pharmacy.code])).context["head"].fields


def test_the_form_asks_a_fixed_number_of_queries(as_, ana, address, stocked, django_assert_max_num_queries):
    client = as_(ana)
    with django_assert_max_num_queries(10):
        client.get(address)


def test_prescriptions_of_the_day_are_kept_and_shown_again(as_, ana, pharmacy, hospital, vincristine, stocked, lines):
    PresentationFactory(drug=vincristine)
    address, today = reverse("supply:prescriptions", args=[pharmacy.code]), pharmacy.today()
    row = {"drug": "vincristina", "filled": "5", "partly_filled": "", "denied": "2"}
    for _again in range(2):
        answer = as_(ana).post(address, lines(row, prefix="recetas", day=f"{today:%d/%m/%Y}"))
        assert answer.status_code == 302
    tally = PrescriptionTally.objects.get(unit=hospital, day=today)
    assert (tally.presented, tally.filled, tally.denied) == (7, 5, 2)
    page = as_(ana).get(reverse("supply:dispense", args=[pharmacy.code])).content.decode()
    assert "Vincristina 1 mg solución inyectable · 010.000.1768" in page


def test_prescriptions_of_a_day_to_come_are_refused(as_, ana, pharmacy, vincristine, stocked, lines):
    PresentationFactory(drug=vincristine)
    address = reverse("supply:prescriptions", args=[pharmacy.code])
    answer = as_(ana).post(address, lines({"drug": "vincristina", "filled": "1"}, prefix="recetas", day="31/12/2099"))
    assert "aún no llega" in answer.content.decode()
    assert not PrescriptionTally.objects.exists()


def test_a_warehouse_takes_no_prescriptions(as_, ana, warehouse):
    assert as_(ana).get(reverse("supply:prescriptions", args=[warehouse.code])).status_code == 404
