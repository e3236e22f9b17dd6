from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from supply.models import Balance, Document, Lot, Movement
from tests.factories.supply import PresentationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def address(pharmacy):
    return reverse("supply:receive", args=[pharmacy.code])


@pytest.fixture
def pack(vincristine):
    return PresentationFactory(drug=vincristine, clave="010.000.1768.00", pieces_per_pack=10)


def said(answer) -> str:
    return " ".join(str(message) for message in get_messages(answer.wsgi_request))


def row(**changes):
    return {"drug": "010.000.1768.00", "number": "ab-1", "expires_on": "01/2031", "pieces": "12", **changes}


def test_typed_digits_a_month_and_pieces_are_a_receipt(as_, ana, address, lines, pack, pharmacy):
    answer = as_(ana).post(address, lines(row(drug="010000176800"), key="k1", reason="receipt"))
    assert answer.status_code == 302
    lot = Lot.objects.get()
    assert (lot.number, lot.expires_on) == ("AB-1", date(2031, 1, 31))
    assert Balance.objects.get(place=pharmacy).on_hand == 12
    assert "Se recibieron 12 piezas: Vincristina" in said(answer)
    assert Document.objects.get().posted_by == ana


def test_the_toast_leads_back(as_, ana, address, lines, pack):
    client = as_(ana)
    page = client.post(address, lines(row(), key="k1", reason="receipt"), follow=True).content.decode()
    undo = reverse("supply:document-reverse", args=[Document.objects.get().pk])
    assert f'action="{undo}"' in page
    assert client.post(undo, follow=True).status_code == 200
    assert Balance.objects.get().on_hand == 0


def test_sent_twice_is_one_effect_and_says_so(as_, ana, address, lines, pack):
    client, data = as_(ana), lines(row(), key="k1", reason="receipt")
    client.post(address, data)
    answer = client.post(address, data)
    assert Movement.objects.count() == 1
    assert "ya estaba asentado" in said(answer)


def test_the_key_comes_with_the_form_and_is_its_own(as_, ana, address, pack):
    client = as_(ana)
    keys = {client.get(address).context["head"]["key"].value() for _ in range(2)}
    assert len(keys) == 2


def test_packs_become_pieces(as_, ana, address, lines, pack):
    as_(ana).post(address, lines(row(packs="3", pieces=""), key="k1", reason="receipt"))
    assert Balance.objects.get().on_hand == 30


def test_packs_that_say_otherwise_than_pieces_are_refused(as_, ana, address, lines, pack):
    answer = as_(ana).post(address, lines(row(packs="3", pieces="25"), key="k1", reason="receipt"))
    assert "3 envases de 10 son 30 piezas, no 25" in answer.content.decode()
    assert not Movement.objects.exists()


@pytest.mark.parametrize("text", ["31/12/2031", "31122031", "2031-12-31", "12/2031", "12-31"])
def test_an_expiry_is_read_as_it_is_printed(text, as_, ana, address, lines, pack):
    as_(ana).post(address, lines(row(expires_on=text), key="k1", reason="receipt"))
    assert Lot.objects.get().expires_on == date(2031, 12, 31)


def test_nothing_typed_is_lost_and_every_fault_names_its_line(as_, ana, address, lines, pack):
    data = lines(
        row(drug="no existe"), row(expires_on="31/02/2031"), row(pieces="cero"), row(pieces="-4"), {},
        key="k1", reason="receipt", note="con prisa",
    )  # fmt: skip
    answer = as_(ana).post(address, data)
    text = answer.content.decode()
    assert answer.status_code == 200
    for typed in ("no existe", "31/02/2031", "cero", "-4", "con prisa", "ab-1", 'value="k1"'):
        assert typed in text
    faults = [text for text, _anchor in answer.context["faults"]]
    assert [fault.split(",")[0] for fault in faults] == ["Renglón 1", "Renglón 2", "Renglón 3", "Renglón 4"]
    assert not Movement.objects.exists()


def test_the_ledgers_refusal_stands_beside_its_line_with_the_remedy(as_, ana, address, lines, pack, pharmacy):
    old = pharmacy.today() - timedelta(days=40)
    data = lines(row(), row(number="OLD", expires_on=f"{old:%d/%m/%Y}"), key="k1", reason="receipt")
    answer = as_(ana).post(address, data)
    ((fault, _anchor),) = answer.context["faults"]
    assert fault.startswith("Renglón 2")
    assert "El lote OLD no puede usarse" in fault
    assert "Elija otro lote" in fault
    assert not Movement.objects.exists()


def test_blank_rows_and_removed_rows_are_no_lines(as_, ana, address, lines, pack):
    data = lines(row(), {}, row(number="GONE", DELETE="on"), {}, key="k1", reason="receipt")
    as_(ana).post(address, data)
    assert Lot.objects.get().number == "AB-1"


def test_an_empty_form_is_no_document(as_, ana, address, lines, pack):
    answer = as_(ana).post(address, lines({}, key="k1", reason="receipt"))
    assert "El documento no tiene renglones" in answer.content.decode()


def test_a_key_used_for_something_else_is_told_and_renewed(as_, ana, address, lines, pack):
    client = as_(ana)
    client.post(address, lines(row(), key="k1", reason="receipt"))
    answer = client.post(address, lines(row(pieces="99"), key="k1", reason="receipt"))
    assert "ya se había asentado con otro contenido" in answer.content.decode()
    assert answer.context["head"]["key"].value() != "k1"
    assert Movement.objects.count() == 1


def test_a_name_that_means_several_says_which(as_, ana, address, lines, pack, vincristine):
    PresentationFactory(drug=vincristine, clave="010.000.1768.01", pieces_per_pack=1)
    answer = as_(ana).post(address, lines(row(drug="vincristina"), key="k1", reason="receipt"))
    assert answer.status_code == 302
    answer = as_(ana).post(address, lines(row(drug="vincristina", packs="1", pieces=""), key="k2", reason="receipt"))
    assert "Sin la clave de 12 dígitos" in answer.content.decode()


def test_suggestions_find_by_clave_and_by_name(as_, ana, client, pack):
    address = reverse("supply:suggest-drugs")
    for query in ("0100001768", "010.000.1768.00", "vincri", "VINCRÍ 1"):
        (found,) = as_(ana).get(address, {"q": query}).json()["results"]
        assert found["value"].endswith("010.000.1768.00")
        assert found["pack"] == 10
    assert as_(ana).get(address, {"q": ""}).json() == {"results": []}
    assert client.get(address).status_code == 302
