"""The pages of recalls: found before they stop anything, answered on the phone, each seeing their own places."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from supply.forms.ledger_choices import drug_text
from supply.models import LotState, Recall, RecallState
from tests.factories.recalls import RecallFactory, RecallHoldingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(bevacizumab):
    return {
        "kind": "falsified",
        "product": "Avastin 400 mg",
        "drug": drug_text(bevacizumab),
        "lots": "B 96896 / B9689B098\nH0209B01: 08/2027",
        "source": "Alerta de prueba",
        "hours": "24",
    }


def test_the_preview_says_what_would_stop_and_stops_nothing(as_, olga, put, pharmacy, warehouse, told):
    lot = put(pharmacy, "b-96896", 5)
    put(warehouse, "H0209B01", 2)
    put(pharmacy, "B86O7H01", 3)
    answer = as_(olga).post(
        reverse("supply:recall-new"), {**told, "paso": "previa", "lots": told["lots"] + "\nB8607H01"}
    )
    hit = answer.context["hit"]
    assert {one.number for one in hit.same} == {"B-96896", "H0209B01"}
    assert (hit.pieces, hit.place_count) == (7, 2)
    assert [one.number for one in hit.hit.alike] == ["B86O7H01"]
    lot.refresh_from_db()
    assert (lot.state, Recall.objects.count()) == (LotState.USABLE, 0)


def test_what_the_person_marked_as_the_same_is_stopped_too(as_, olga, put, pharmacy, told):
    slip = put(pharmacy, "B9689B0988", 3)
    as_(olga).post(reverse("supply:recall-new"), {**told, "paso": "abrir", "tambien": ["B9689B0988"]})
    slip.refresh_from_db()
    recall = Recall.objects.get()
    assert slip.state == LotState.RECALLED
    assert {lot.number for lot in recall.lots.all()} == {"B 96896 / B9689B098", "H0209B01", "B9689B0988"}
    assert recall.lots.get(number="H0209B01").expires_on.isoformat() == "2027-08-31"


def test_a_scanned_carton_names_its_lot(as_, olga, put, pharmacy, told):
    lot = put(pharmacy, "HIMH23020", 3)
    scan = "]d201075012345678931727083110HIMH23020\x1d21A1"
    as_(olga).post(reverse("supply:recall-new"), {**told, "lots": scan, "paso": "abrir"})
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED


def test_what_is_wrong_keeps_what_was_typed(as_, olga, told):
    answer = as_(olga).post(reverse("supply:recall-new"), {**told, "lots": "H0209B01: pronto", "paso": "abrir"})
    assert answer.status_code == 422
    assert "Avastin 400 mg" in answer.content.decode()
    assert not Recall.objects.exists()


def test_ana_answers_and_takes_off_what_she_put_aside(as_, ana, olga, put, recall, pharmacy):
    put(pharmacy, "B96896", 5)
    holding = recall("B96896", by=olga).holdings.get()
    page = reverse("supply:recall-answer", args=[holding.recall_id, holding.pk])
    assert as_(ana).get(page).context["there"] == 5
    assert as_(ana).post(page, {"found": "4", "edition": "1"}).status_code == 422
    assert as_(ana).post(page, {"found": "4", "note": "Uno roto", "edition": "1"}).status_code == 302
    out = reverse("supply:recall-out", args=[holding.recall_id, holding.pk])
    assert as_(ana).post(out, {"reason": "recall", "edition": "2"}).status_code == 302
    holding.refresh_from_db()
    assert holding.document is not None


def test_each_sees_the_holders_of_their_own_places(as_, ana, beto, carla, olga, put, recall, pharmacy, other_pharmacy):
    put(pharmacy, "B96896", 5)
    put(other_pharmacy, "B96896", 7)
    found = recall("B96896", by=olga)
    page = reverse("supply:recall", args=[found.pk])
    seen = {
        person: [row.place.code for row in as_(person).get(page).context["object_list"]]
        for person in (ana, beto, carla)
    }
    assert seen == {ana: [pharmacy.code], beto: [pharmacy.code], carla: [other_pharmacy.code]}
    assert as_(olga).get(page).context["figures"]["frozen"] == 12
    mine = found.holdings.get(place=pharmacy)
    assert as_(carla).get(reverse("supply:recall-answer", args=[found.pk, mine.pk])).status_code == 404
    assert as_(olga).get(reverse("supply:recall-answer", args=[found.pk, mine.pk])).status_code == 403


@pytest.mark.parametrize("written", ["b96896", "B9689-B098", "B 96896", "RS-{pk:06d}", "avastin"])
def test_a_recall_is_found_however_its_lot_is_written(written, as_, ana, olga, recall):
    found = recall("B 96896 / B9689B098", by=olga)
    recall("OTRO99", by=olga, product="Otro")
    rows = as_(ana).get(reverse("supply:recall-list"), {"q": written.format(pk=found.pk)}).context["object_list"]
    assert list(rows) == [found]


def test_the_list_costs_the_same_for_many(as_, beto, pharmacy, django_assert_num_queries, ana):
    client = as_(ana)
    page = reverse("supply:recall-list")
    client.get(page)

    def asked() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as queries:
            client.get(page)
        return len(queries)

    RecallHoldingFactory(recall=RecallFactory(), place=pharmacy)
    one = asked()
    for _turn in range(6):
        RecallHoldingFactory(recall=RecallFactory(), place=pharmacy)
    assert asked() == one
    assert one < 25


def test_letters_are_one_sheet_for_each_holder(as_, ana, olga, put, recall, pharmacy, warehouse, monkeypatch):
    from supply import tasks
    from supply.actions.recalls import lettering

    put(pharmacy, "B96896", 5)
    put(warehouse, "B96896", 6)
    found = recall("B96896", by=olga, text="Apartar # y avisar *ya*")
    sent = []
    monkeypatch.setattr(lettering, "later", lambda name, *args: sent.append(args))
    page = reverse("supply:recall-letters-pdf", args=[found.pk])
    assert as_(ana).get(page).status_code == 302
    assert as_(ana).get(page).status_code == 302
    assert len(sent) == 1  # asked for once, however often one looks
    tasks.set_recall_letters(*sent[0])
    pdf = as_(ana).get(page)
    assert pdf.content.startswith(b"%PDF")
    assert pdf.content.count(b"/Type /Page\n") + pdf.content.count(b"/Type/Page\n") in (0, 2)


def test_a_list_is_rehearsed_first_and_loaded_on_a_second_word(as_, olga, put, pharmacy, bevacizumab):
    lot = put(pharmacy, "B96896", 5)
    head = "producto,dci,lote,tipo,fuente\n"
    file = SimpleUploadedFile("lotes.csv", (head + "Avastin,bevacizumab,B-96896,falsificado,Diario\n").encode())
    page = reverse("supply:recall-load")
    answer = as_(olga).post(page, {"archivo": file})
    lot.refresh_from_db()
    assert (answer.status_code, lot.state) == (200, LotState.USABLE)
    as_(olga).post(page, {"ficha": answer.context["token"]})
    lot.refresh_from_db()
    assert lot.state == LotState.RECALLED


def test_a_list_with_faults_says_them_all(as_, olga):
    file = SimpleUploadedFile("lotes.csv", b"producto,lote,tipo,fuente\n,--,raro,\n")
    answer = as_(olga).post(reverse("supply:recall-load"), {"archivo": file})
    assert answer.status_code == 422
    assert len(answer.context["faults"]) == 4


def test_the_template_is_a_list_that_can_be_read(as_, olga):
    from supply.intake.recalls import read_list

    data = b"".join(as_(olga).get(reverse("supply:recall-template")).streaming_content)
    reading = read_list(data, "retiros.xlsx")
    assert [fault.problem for fault in reading.faults] == ["No hay ninguna fila."]


def test_closing_with_answers_missing_is_refused_and_then_done(as_, olga, put, recall, pharmacy):
    put(pharmacy, "B96896", 5)
    found = recall("B96896", by=olga)
    page = reverse("supply:recall-close", args=[found.pk])
    assert as_(olga).post(page, {"reason": "Listo", "edition": "1"}).status_code == 422
    as_(olga).post(page, {"reason": "Listo", "despite_waiting": "on", "edition": "1"})
    found.refresh_from_db()
    assert found.state == RecallState.CLOSED
    assert found.ended_at <= timezone.now()
