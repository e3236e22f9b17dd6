from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from supply.actions.ledger import LotLine, receive
from supply.actions.lots import set_state
from tests.factories.supply import AssortmentFactory, DrugFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(pharmacy):
    return reverse("supply:stock-place", args=[pharmacy.code])


def drugs(answer) -> list[str]:
    return [drug.generic_name for drug, _lots in answer.context["rows"]]


def test_a_drug_shows_its_pieces_and_its_lots_first_to_expire_first(as_, ana, address, stocked):
    (row,) = as_(ana).get(address).context["rows"]
    drug, lots = row
    assert (drug.usable, drug.on_hand, drug.blocked, drug.expiring_30, drug.expiring_60) == (30, 30, 0, 0, 10)
    assert [lot.number for lot in lots] == ["NEAR", "FAR"]
    assert [lot.mark for lot in lots] == [60, None]


def test_a_drug_of_the_assortment_without_pieces_is_at_zero(as_, ana, address, stocked, hospital, methotrexate):
    AssortmentFactory(unit=hospital, drug=methotrexate)
    answer = as_(ana).get(address)
    assert drugs(answer) == ["Metotrexato", "Vincristina"]
    assert "En cero" in answer.content.decode()
    assert drugs(as_(ana).get(address, {"estado": "en_cero"})) == ["Metotrexato"]
    assert answer.context["totals"].out == 1


def test_blocked_pieces_are_not_usable(as_, ana, address, stocked):
    set_state(lot=stocked["near"], state="quarantined", reason="prueba", by=ana)
    ((drug, _lots),) = as_(ana).get(address, {"estado": "bloqueado"}).context["rows"]
    assert (drug.usable, drug.blocked, drug.on_hand) == (20, 10, 30)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "vincri"}, 1),
        ({"q": "010.000.1768.00"}, 1),
        ({"q": "otra"}, 0),
        ({"estado": "caduca_60"}, 1),
        ({"estado": "caduca_30"}, 0),
        ({"clase": "cytotoxic"}, 1),
        ({"surtido": "si"}, 0),
        ({"orden": "-usable"}, 1),
        ({"orden": "expiry"}, 1),
    ],
)
def test_filters(asked, found, as_, ana, address, stocked):
    assert len(as_(ana).get(address, asked).context["rows"]) == found


def test_other_places_do_not_mix_in(as_, ana, address, stocked, warehouse, other_pharmacy, vincristine):
    for place in (warehouse, other_pharmacy):
        receive(
            place=place,
            lines=[LotLine(vincristine.pk, "FAR", place.today() + timedelta(days=400), 99)],
            key="r",
            by=None,
        )
    ((drug, lots),) = as_(ana).get(address).context["rows"]
    assert drug.on_hand == 30
    assert sum(lot.on_hand for lot in lots) == 30


def test_the_file_has_a_row_per_lot(as_, ana, address, stocked, hospital, methotrexate):
    AssortmentFactory(unit=hospital, drug=methotrexate)
    text = b"".join(as_(ana).get(address, {"formato": "csv"}).streaming_content).decode()
    assert len(text.splitlines()) == 4
    assert "NEAR" in text
    assert as_(ana).get(address, {"formato": "xlsx"}).status_code == 200


def test_actions_are_those_the_person_may_take(as_, ana, olga, address, stocked):
    assert len(as_(ana).get(address).context["actions"]) == 5
    assert as_(olga).get(address).context["actions"] == []


def test_a_place_asks_the_database_the_same_whatever_it_holds(
    as_, ana, address, pharmacy, stocked, hospital, django_assert_max_num_queries
):
    for number in range(8):
        drug = DrugFactory()
        AssortmentFactory(unit=hospital, drug=drug)
        receive(
            place=pharmacy,
            lines=[LotLine(drug.pk, f"L{n}", pharmacy.today() + timedelta(days=50), 5) for n in range(4)],
            key=f"r{number}",
            by=None,
        )
    client = as_(ana)
    with django_assert_max_num_queries(12):
        assert len(client.get(address).context["rows"]) == 9


def test_the_index_lists_ones_own_places_and_counts_the_drug_sought(
    as_, ana, beto, carla, stocked, pharmacy, warehouse, other_pharmacy, methotrexate
):
    receive(
        place=warehouse,
        lines=[LotLine(methotrexate.pk, "M", warehouse.today() + timedelta(days=400), 7)],
        key="r",
        by=None,
    )
    address = reverse("supply:stock")
    rows = {place.code: place for place in as_(ana).get(address).context["object_list"]}
    assert rows[pharmacy.code].usable == 30
    assert rows[pharmacy.code].claves == 1
    assert other_pharmacy.code not in rows
    sought = as_(ana).get(address, {"medicamento": "metotrexato"}).context["object_list"]
    assert [(place.code, place.usable) for place in sought] == [(warehouse.code, 7)]
    assert pharmacy.code not in {place.code for place in as_(carla).get(address).context["object_list"]}


def test_the_index_asks_a_fixed_number_of_queries(
    as_, olga, stocked, warehouse, other_pharmacy, django_assert_max_num_queries
):
    client = as_(olga)
    with django_assert_max_num_queries(9):
        assert client.get(reverse("supply:stock")).status_code == 200
