from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.models import Balance, Document
from tests.factories.supply import PresentationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(pharmacy):
    return reverse("supply:count", args=[pharmacy.code])


@pytest.fixture
def sheet(pharmacy, lines):
    """What the page sends back."""

    def build(counted, *found, **head):
        data = lines(*found, prefix="nuevos", day=pharmacy.today().isoformat(), **head)
        return data | {f"lote-{lot.pk}": pieces for lot, pieces in counted.items()}

    return build


def on_hand(place) -> dict[str, int]:
    return dict(Balance.objects.filter(place=place).values_list("lot__number", "on_hand"))


def test_only_the_differences_are_posted_and_blank_is_not_counted(as_, ana, address, sheet, stocked, pharmacy):
    answer = as_(ana).post(address, sheet({stocked["near"]: "8", stocked["far"]: ""}))
    assert answer.status_code == 302
    assert on_hand(pharmacy) == {"NEAR": 8, "FAR": 20}
    assert "NEAR: −2" in " ".join(map(str, get_messages(answer.wsgi_request)))


def test_a_complete_count_takes_blanks_as_none(as_, ana, address, sheet, stocked, pharmacy):
    as_(ana).post(address, sheet({stocked["near"]: "10", stocked["far"]: ""}, complete="on"))
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 0}


def test_what_arrived_after_the_sheet_was_printed_is_left_alone(
    as_, ana, address, sheet, stocked, pharmacy, vincristine
):
    data = sheet({stocked["near"]: "10", stocked["far"]: ""}, complete="on")
    receive(
        place=pharmacy, lines=[LotLine(vincristine.pk, "NEW", pharmacy.today() + timedelta(days=90), 4)],
        key="later", by=None,
    )  # fmt: skip
    as_(ana).post(address, data)
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 0, "NEW": 4}


def test_a_lot_the_book_does_not_have_enters(as_, ana, address, sheet, stocked, pharmacy, vincristine):
    PresentationFactory(drug=vincristine)
    row = {"drug": "vincristina", "number": "x9", "expires_on": "06/2031", "pieces": "7"}
    as_(ana).post(address, sheet({stocked["near"]: "", stocked["far"]: ""}, row))
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 20, "X9": 7}


def test_no_difference_says_so(as_, ana, address, sheet, stocked):
    answer = as_(ana).post(address, sheet({stocked["near"]: "10"}))
    assert "No hubo diferencias" in " ".join(map(str, get_messages(answer.wsgi_request)))


def test_an_empty_sheet_is_no_count(as_, ana, address, sheet, stocked):
    answer = as_(ana).post(address, sheet({stocked["near"]: "", stocked["far"]: ""}))
    assert "no tiene renglones" in answer.content.decode()
    assert Document.objects.count() == 1


def test_a_figure_that_is_none_is_shown_again_with_its_lot(as_, ana, address, sheet, stocked, pharmacy):
    answer = as_(ana).post(address, sheet({stocked["near"]: "diez", stocked["far"]: "19"}))
    text = answer.content.decode()
    assert 'value="diez"' in text
    assert 'value="19"' in text
    assert "Lote NEAR: Escriba piezas enteras" in text
    assert on_hand(pharmacy) == {"NEAR": 10, "FAR": 20}


def test_a_past_day_is_counted_against_that_days_book(as_, ana, address, pharmacy, stocked, vincristine):
    dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 6)], key="d", by=ana)
    yesterday = pharmacy.today() - timedelta(days=1)
    rows = as_(ana).get(address, {"fecha": yesterday.isoformat()}).context["counted"].rows
    assert {balance.lot.number: balance.book for balance, _field in rows} == {"NEAR": 10, "FAR": 20}
    rows = as_(ana).get(address).context["counted"].rows
    assert {balance.lot.number: balance.book for balance, _field in rows} == {"NEAR": 4, "FAR": 20}


def test_one_drug_alone(as_, ana, address, stocked, vincristine, methotrexate):
    assert len(as_(ana).get(address, {"medicamento": vincristine.pk}).context["counted"].rows) == 2
    assert len(as_(ana).get(address, {"medicamento": methotrexate.pk}).context["counted"].rows) == 0
