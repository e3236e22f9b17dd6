from __future__ import annotations

import pytest
from django.urls import reverse

from supply.actions.ledger import IssueLine, accept, dispatch, dispense
from supply.models import Balance, Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(pharmacy, stocked, vincristine, ana):
    return dispense(place=pharmacy, lines=[IssueLine(vincristine.pk, 12)], key="d", by=ana, reference="R-1").document


def back(document) -> str:
    return reverse("supply:document-reverse", args=[document.pk])


def test_a_document_says_what_it_did(as_, ana, given, django_assert_max_num_queries):
    client = as_(ana)
    with django_assert_max_num_queries(12):
        text = client.get(reverse("supply:document", args=[given.pk])).content.decode()
    assert "Se surtieron 12 piezas" in text
    assert "R-1" in text


def test_the_consequences_are_spelled_out_before(as_, ana, given):
    answer = as_(ana).get(back(given))
    rows = [(row.movement.lot.number, row.change, row.before, row.after) for row in answer.context["consequences"]]
    assert sorted(rows) == [("FAR", 2, 18, 20), ("NEAR", 10, 0, 10)]
    assert answer.context["why_not"] == ""


def test_taking_back_restores_and_returns_to_where_one_was(as_, ana, given, pharmacy, vincristine):
    kardex = reverse("supply:kardex-drug", args=[pharmacy.code, vincristine.pk])
    answer = as_(ana).post(back(given), {"regreso": kardex, "note": "error de captura"})
    assert answer.url == kardex
    assert dict(Balance.objects.values_list("lot__number", "on_hand")) == {"NEAR": 10, "FAR": 20}
    assert Document.objects.get(reverses=given).note == "error de captura"


def test_taken_back_twice_is_once(as_, ana, given):
    client = as_(ana)
    client.post(back(given))
    answer = client.post(back(given), follow=True)
    assert "Ya estaba revertido" in answer.content.decode()
    assert Document.objects.filter(reverses=given).count() == 1


def test_the_way_back_never_leads_to_another_site(as_, ana, given):
    answer = as_(ana).post(back(given), {"regreso": "//evil.example/"})
    assert answer.url == reverse("supply:document", args=[given.pk])


def test_what_was_given_out_cannot_be_unreceived_and_the_page_says_why(as_, ana, given):
    receipt = Document.objects.get(idempotency_key="stocked")
    answer = as_(ana).get(back(receipt))
    assert "ya salieron en otro documento" in answer.context["why_not"]
    answer = as_(ana).post(back(receipt), follow=True)
    assert answer.status_code == 200
    assert not Document.objects.filter(reverses=receipt).exists()


def test_a_sent_transfer_already_received_is_not_the_senders_to_take_back(
    as_, ana, pharmacy, warehouse, stocked, vincristine
):
    sent = dispatch(place=pharmacy, to_place=warehouse, lines=[IssueLine(vincristine.pk, 2)], key="t", by=ana)
    accept(transfer=sent.transfer, key="a", by=ana)
    assert "ya recibió" in as_(ana).get(back(sent.document)).context["why_not"]
