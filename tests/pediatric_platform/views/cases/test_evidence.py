"""A case's checklist and files on its page: who asks, who sends, who sees, and how a file is handed out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from delegations.models import AuditEvent
from pediatric_platform.actions.cases.attach import attach
from pediatric_platform.actions.cases.check import run_checklist
from pediatric_platform.models import CaseAttachment, CaseCheck
from pediatric_platform.selectors.case_evidence import evidence_of
from supply.actions.ledger import LotLine, receive
from tests.factories.cases import CaseFactory, CaseFollowerFactory
from tests.factories.children import ChildFactory
from tests.pediatric_platform.files_made_up import jpeg, pdf

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(ana, hospital, vincristine, pharmacy):
    case = CaseFactory(unit=hospital, drug=vincristine, owner=ana.postings.get())
    CaseFollowerFactory(case=case)
    return case


def address(name: str, case, *more) -> str:
    return reverse(f"pediatric:{name}", args=[case.folio, *more])


def page_of(client, person, case) -> str:
    client.force_login(person)
    return client.get(address("case", case)).content.decode()


def test_ana_asks_again_and_the_page_tells_what_was_found(
    client, ana, case, delegation_warehouse, pharmacy, vincristine
):
    lot = LotLine(vincristine.pk, "L-1", pharmacy.today() + timedelta(days=300), 12)
    receive(place=delegation_warehouse, lines=[lot], key="there", by=None)
    client.force_login(ana)
    answer = client.post(address("case-check", case))
    assert answer["Location"] == f"{address('case', case)}#revision"
    assert CaseCheck.objects.get(case=case).by == ana
    page = page_of(client, ana, case)
    assert "Hay 12 piezas en el almacén de la delegación." in page
    assert "No viene nada en camino." in page
    assert "aquí no se registran órdenes desde hace medio año" in page


def test_beto_is_offered_the_transfer_filled_in_and_ana_the_telephone(
    client, ana, beto, case, delegation_warehouse, pharmacy, vincristine
):
    lot = LotLine(vincristine.pk, "L-1", pharmacy.today() + timedelta(days=300), 12)
    receive(place=delegation_warehouse, lines=[lot], key="there", by=None)
    run_checklist(case=case)
    beto.postings.update(office_phone="33 0000 0000")
    transfer = (
        f"/lugares/{delegation_warehouse.code}/traspasar/?destino={pharmacy.code}&amp;medicamento={vincristine.pk}"
    )
    assert transfer in page_of(client, beto, case)
    page = page_of(client, ana, case)
    assert transfer not in page
    assert "Llamar a Beto de la Delegación, 33 0000 0000" in page
    client.force_login(beto)
    form = client.get(transfer.replace("&amp;", "&")).content.decode()
    assert pharmacy.code in form
    assert "L-1" in form


def test_a_case_without_its_drug_says_what_to_ask(client, ana, hospital):
    case = CaseFactory(unit=hospital, drug=None, drug_words="la roja", owner=ana.postings.get())
    run_checklist(case=case)
    assert "No se sabe qué medicamento falta" in page_of(client, ana, case)


def test_a_photograph_is_sent_seen_and_taken_away(client, ana, case):
    client.force_login(ana)
    file = SimpleUploadedFile("IMG_0001.jpg", jpeg(place=True), "image/jpeg")
    sent = client.post(address("case-attach", case), {"file": file, "title": "Receta"})
    assert sent.status_code == 302
    row = CaseAttachment.objects.get(case=case)
    assert "Receta" in page_of(client, ana, case)

    shown = client.get(address("case-attachment", case, row.pk))
    assert shown.content == bytes(row.content)
    assert shown["Content-Type"] == "image/jpeg"
    assert shown["Content-Disposition"] == f'inline; filename="{case.folio}-{row.pk}.jpg"'
    assert AuditEvent.objects.filter(type="case.file_read", target_id=str(case.pk), by_id=ana.pk).count() == 1

    assert client.post(address("case-detach", case, row.pk), {"reason": ""}).status_code == 422
    assert client.post(address("case-detach", case, row.pk), {"reason": "De otra persona"}).status_code == 302
    assert client.get(address("case-attachment", case, row.pk)).status_code == 404
    assert "Se quitó 1 archivo." in page_of(client, ana, case)


def test_a_file_is_never_taken_for_a_page(client, ana, case):
    row = attach(case=case, data=pdf(), by=ana)
    client.force_login(ana)
    answer = client.get(address("case-attachment", case, row.pk))
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "script-src" not in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("receta.jpg", b"<html><script>alert(1)</script></html>", "no es una foto JPG o PNG"),
        ("receta.svg", b"<svg onload='alert(1)'/>", "no es una foto JPG o PNG"),
        ("receta.jpg", b"", "está vacío"),
        ("receta.jpg", jpeg() + bytes(5 * 1024 * 1024), "pasa de 5 MB"),
        ("receta.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), "trae programas"),
    ],
)
def test_what_may_not_be_kept_is_refused_on_the_form(client, ana, case, name, data, says):
    client.force_login(ana)
    page = client.post(address("case-attach", case), {"file": SimpleUploadedFile(name, data), "title": "Receta"})
    assert page.status_code == 422
    assert says in page.content.decode()
    assert 'value="Receta"' in page.content.decode()
    assert not CaseAttachment.objects.exists()


def test_who_may_not_read_what_families_write_sees_no_file(client, ana, mireya, admin, carla, case):
    row = attach(case=case, data=jpeg(), title="Receta de la mamá", by=ana)
    there = address("case-attachment", case, row.pk)
    for person, status in ((admin, 403), (carla, 404), (mireya, 403), (ana, 200)):
        client.force_login(person)
        assert client.get(there).status_code == status
    assert "Receta de la mamá" not in page_of(client, admin, case)
    assert AuditEvent.objects.filter(type="case.file_read").count() == 1


def test_the_file_of_another_case_is_not_there(client, ana, case, vincristine):
    other = CaseFactory(unit=case.unit, drug=vincristine, owner=case.owner)
    row = attach(case=other, data=jpeg(), by=ana)
    client.force_login(ana)
    assert client.get(address("case-attachment", case, row.pk)).status_code == 404


def test_who_only_opens_cases_takes_away_only_their_own_files(client, ana, mireya, case):
    mine = attach(case=case, data=jpeg(), by=mireya)
    other = attach(case=case, data=jpeg(colour="black"), by=ana)
    client.force_login(mireya)
    assert client.get(address("case-detach", case, other.pk)).status_code == 403
    assert client.post(address("case-detach", case, mine.pk), {"reason": "Era otra hoja"}).status_code == 302


def test_the_evidence_costs_the_page_no_query_per_line(
    client, ana, case, nina, other_pharmacy, pharmacy, vincristine, django_assert_max_num_queries
):
    for place in (pharmacy, other_pharmacy):
        lot = LotLine(vincristine.pk, f"L-{place.pk}", place.today() + timedelta(days=300), 40)
        receive(place=place, lines=[lot], key="there", by=None)
    for colour in ("white", "black", "red"):
        attach(case=case, data=jpeg(colour=colour), by=ana)
    CaseFollowerFactory(case=case, child=ChildFactory(unit=case.unit))
    run_checklist(case=case)
    with django_assert_max_num_queries(8):
        shown = evidence_of(case, person=ana)
    assert len(shown.lines) == 7
    assert len(shown.files) == 3
