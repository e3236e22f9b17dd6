from __future__ import annotations

import pytest
from django.urls import reverse

from supply.models import Balance, Lot, Movement

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(pharmacy):
    return reverse("supply:adjust", args=[pharmacy.code])


def test_the_reason_gives_the_sign(as_, ana, address, lines, stocked, pharmacy):
    rows = ({"lot": "near", "reason": "damage", "pieces": "2"}, {"lot": "far", "reason": "loan_in", "pieces": "5"})
    answer = as_(ana).post(address, lines(*rows))
    assert answer.status_code == 302
    assert dict(Balance.objects.values_list("lot__number", "on_hand")) == {"NEAR": 8, "FAR": 25}


def test_a_line_without_a_reason_is_refused_and_kept(as_, ana, address, lines, stocked):
    answer = as_(ana).post(address, lines({"lot": "near", "reason": "", "pieces": "2"}))
    assert 'value="near"' in answer.content.decode()
    ((fault, _anchor),) = answer.context["faults"]
    assert fault.startswith("Renglón 1, Motivo")


def test_more_than_there_is_stands_beside_its_line(as_, ana, address, lines, stocked):
    answer = as_(ana).post(address, lines({"lot": "near", "reason": "expiry", "pieces": "11"}))
    ((fault, _anchor),) = answer.context["faults"]
    assert fault.startswith("Renglón 1, Piezas")
    assert Movement.objects.filter(quantity__lt=0).count() == 0


def test_a_lot_of_another_place_cannot_be_named(as_, ana, address, lines, stocked, warehouse):
    address = reverse("supply:adjust", args=[warehouse.code])
    answer = as_(ana).post(address, lines({"lot": "near", "reason": "damage", "pieces": "1"}))
    assert "Nada coincide" in answer.content.decode()


def test_a_lot_comes_filled_in_from_its_page(as_, ana, address, stocked):
    lot = Lot.objects.get(number="NEAR")
    assert "NEAR · Vincristina" in as_(ana).get(address, {"lote": lot.pk}).content.decode()
