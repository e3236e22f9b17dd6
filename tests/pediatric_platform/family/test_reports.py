"""Telling from a telephone: what to do now, a folio, and no word lost."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone

from delegations.models import AuditEvent
from delegations.open_work import of
from pediatric_platform.models import Case, Child, FamilyReport
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db

WORDS = "Ayer la enfermera dijo que no hay para el martes"


def problem(child: Child) -> str:
    return f"/mi-familia/{child.folio}/problema/"


def fever(child: Child) -> str:
    return f"/mi-familia/{child.folio}/fiebre/"


def test_a_problem_gets_a_folio_and_is_about_the_next_session(client, nina, rosa, session, phones):
    client.force_login(rosa)
    answer = client.post(problem(nina), {"key": "k", "text": WORDS}, follow=True)
    report, case = FamilyReport.objects.get(), Case.objects.get()
    assert report.session == session
    text = answer.content.decode()
    # The folio is the case's: with it they ask, and whoever answers finds it.
    assert case.folio in text
    assert WORDS in text
    assert "Lo resuelve Ana del Hospital, 33 1000 0000." in text
    assert "Debe resolverlo a más tardar" in text
    # Pressed again, it is the same.
    again = client.post(problem(nina), {"key": "k", "text": WORDS}, follow=True)
    assert case.folio in again.content.decode()
    assert FamilyReport.objects.count() == Case.objects.count() == 1
    # The report's own page, to which former notices lead, goes on to the case.
    own = f"/mi-familia/{nina.folio}/aviso/{report.folio}/"
    assert client.get(own).url == f"/mi-familia/{nina.folio}/caso/{case.folio}/"


def test_an_empty_problem_is_said_beside_the_field(client, nina, rosa):
    client.force_login(rosa)
    text = client.post(problem(nina), {"key": "k", "text": " "}).content.decode()
    assert "Escriba qué pasó." in text
    assert not FamilyReport.objects.exists()


def test_fever_says_what_to_do_before_and_after(client, nina, rosa, phones):
    client.force_login(rosa)
    before = client.get(fever(nina)).content.decode()
    after = client.post(fever(nina), {"key": "k", "temperature": "38,6 °C", "text": ""}, follow=True).content.decode()
    assert FamilyReport.objects.get().temperature == Decimal("38.6")
    for text in (before, after):
        assert "Vaya ya a urgencias de su hospital." in text
        assert "Está en quimioterapia y tiene fiebre" in text
        assert "no basta: vaya a urgencias" in text
        assert 'href="tel:3320000000"' in text
    assert before.index("Vaya ya a urgencias") < before.index('<form method="post" class="form"')


@pytest.mark.parametrize(
    ("typed", "kept"), [("38,6 °C", "38.6"), ("38.6", "38.6"), ("39", "39.0"), ("", None), ("38º", "38.0")]
)
def test_a_temperature_as_people_write_it(client, nina, rosa, typed, kept):
    client.force_login(rosa)
    client.post(fever(nina), {"key": "k", "temperature": typed})
    found = FamilyReport.objects.get().temperature
    assert (str(found) if found is not None else None) == kept


@pytest.mark.parametrize("typed", ["mucha", "380", "nan", "inf", "3.8"])
def test_a_temperature_that_cannot_be_keeps_what_was_typed(client, nina, rosa, typed):
    client.force_login(rosa)
    answer = client.post(fever(nina), {"key": "k", "temperature": typed, "text": "llora"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "llora" in text
    assert f'value="{typed}"' in text
    assert not FamilyReport.objects.exists()


def test_when_it_began_is_read_in_the_hospitals_zone(client, nina, rosa):
    unit = nina.unit
    type(unit).objects.filter(pk=unit.pk).update(time_zone="America/Tijuana")
    client.force_login(rosa)
    client.post(fever(nina), {"key": "k", "began_at": "2026-11-01T08:30"})
    assert FamilyReport.objects.get().began_at.isoformat() == "2026-11-01T16:30:00+00:00"


def test_a_session_that_ended_loses_no_word(nina, rosa):
    """The page was open for hours; its session is over when the button is pressed."""
    browser = Client()
    answer = browser.post(problem(nina), {"key": "k9", "text": WORDS})
    assert answer.status_code == 302
    assert answer.url == f"/entrar/?next={problem(nina)}"
    browser.force_login(rosa)
    text = browser.get(problem(nina)).content.decode()
    assert WORDS in text
    assert "Guardamos lo que escribió" in text
    assert 'value="k9"' in text
    assert WORDS not in browser.get(problem(nina)).content.decode()  # once
    assert not FamilyReport.objects.exists()


def test_what_another_person_had_typed_is_not_shown_on_another_page(nina, rosa):
    browser = Client()
    browser.post(problem(nina), {"key": "k9", "text": WORDS})
    browser.force_login(rosa)
    assert WORDS not in browser.get(fever(nina)).content.decode()


def test_only_ones_own_report_is_read(client, nina, rosa, hospital):
    from tests.factories.children import FamilyReportFactory, relative_of

    father = relative_of(nina, email="papa@example.org").person
    report = FamilyReportFactory(child=nina, told_by=rosa)  # of before there were cases
    path = f"/mi-familia/{nina.folio}/aviso/{report.folio}/"
    client.force_login(father)
    assert client.get(path).status_code == 404
    client.force_login(rosa)
    assert client.get(path).status_code == 200


# --- The hospital's side


@pytest.fixture
def report(client, nina, rosa, session) -> FamilyReport:
    """Fever: a problem is a case, taken and answered there."""
    client.force_login(rosa)
    client.post(fever(nina), {"key": "k", "text": WORDS})
    return FamilyReport.objects.get()


def test_who_treats_the_child_takes_it_and_answers_and_the_family_reads_it(client, nina, rosa, carmen, report):
    client.force_login(carmen)
    assert report.folio in client.get("/avisos-de-familias/").content.decode()
    path = f"/avisos-de-familias/{report.folio}/"
    text = client.get(path).content.decode()
    assert WORDS in text
    assert nina.full_name in text
    assert AuditEvent.objects.filter(type="family_report.read", by_id=carmen.pk).count() == 1
    client.post(path, {"atender": "si"})
    client.force_login(rosa)
    own = f"/mi-familia/{nina.folio}/aviso/{report.folio}/"
    assert "Carmen de Oncología lo está viendo" in client.get(own).content.decode()
    client.force_login(carmen)
    client.post(path, {"answer": "Llega mañana a las 8."})
    client.force_login(rosa)
    assert "Llega mañana a las 8." in client.get(own).content.decode()


def test_the_relatives_telephone_is_for_whoever_takes_it(client, nina, rosa, carmen, felipe, mireya, report):
    """Oncology has it anyway, to call; pharmacy and the mixing centre once they take the report, the others never."""
    nina.guardians.filter(person=rosa).update(phone="33 1234 9876")
    path = f"/avisos-de-familias/{report.folio}/"

    def sees(person) -> bool:
        client.force_login(person)
        return "3312349876" in client.get(path).content.decode()

    assert [sees(person) for person in (carmen, felipe, mireya)] == [True, False, False]
    client.force_login(felipe)
    client.post(path, {"atender": "si"})
    assert [sees(person) for person in (carmen, felipe, mireya)] == [True, True, False]


def test_it_is_there_for_nobody_else(client, ana, beto, olga, admin, other_hospital, report):
    elsewhere = PersonFactory(email="lejos@example.org")
    PostingFactory(person=elsewhere, role="clinician", unit=other_hospital)
    for person, listed in ((ana, 403), (beto, 403), (olga, 403), (admin, 403), (elsewhere, 200)):
        client.force_login(person)
        answer = client.get("/avisos-de-familias/")
        assert answer.status_code == listed
        assert report.folio not in answer.content.decode()
        assert client.get(f"/avisos-de-familias/{report.folio}/").status_code in {403, 404}
        assert client.post(f"/avisos-de-familias/{report.folio}/", {"atender": "si"}).status_code in {403, 404}
    report.refresh_from_db()
    assert report.taken_at is None


def test_what_waits_too_long_is_marked(client, carmen, report):
    client.force_login(carmen)
    assert "Por atender</span>" in client.get("/avisos-de-familias/").content.decode()
    FamilyReport.objects.update(kind="fever", told_at=timezone.now() - timedelta(minutes=31))
    assert "Sin atender</span>" in client.get("/avisos-de-familias/").content.decode()


def test_the_list_is_found_filtered_and_downloaded_without_names(client, nina, carmen, report):
    client.force_login(carmen)
    assert report.folio in client.get("/avisos-de-familias/?q=fernanda&estado=por_atender").content.decode()
    assert report.folio not in client.get("/avisos-de-familias/?estado=listo").content.decode()
    file = b"".join(client.get("/avisos-de-familias/?formato=csv").streaming_content).decode("utf-8-sig")
    assert report.folio in file
    assert nina.folio in file
    for word in (nina.first_surname, nina.short_name, WORDS):
        assert word not in file


def test_the_list_asks_no_query_a_row(client, nina, rosa, carmen, report, django_assert_num_queries):
    from tests.factories.children import FamilyReportFactory

    client.force_login(carmen)
    client.get("/avisos-de-familias/")
    for _one in range(12):
        FamilyReportFactory(child=nina, told_by=rosa)
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/avisos-de-familias/")


LIST_QUERIES = 4


def test_it_is_open_work_of_a_post_that_treats_children(delegation, ana, report):
    head = PersonFactory(email="jefa@example.org")
    posting = PostingFactory(person=head, role="head_medical_services", delegation=delegation)
    (kind,) = [kind for kind in of(posting) if kind["kind"] == "family_reports"]
    assert report.folio in kind["items"][0]["text"]
    assert not [kind for kind in of(ana.postings.get()) if kind["kind"] == "family_reports"]


def test_a_problem_leads_those_who_treat_to_its_case(client, nina, rosa, carmen, ana):
    client.force_login(rosa)
    client.post(problem(nina), {"key": "k", "text": WORDS})
    told, case = FamilyReport.objects.get(), Case.objects.get()
    client.force_login(carmen)
    assert f"{case.folio} · Abierto" in client.get("/avisos-de-familias/?estado=caso").content.decode()
    assert told.folio not in client.get("/avisos-de-familias/?estado=por_atender").content.decode()
    path = f"/avisos-de-familias/{told.folio}/"
    text = client.get(path).content.decode()
    assert f"/casos/{case.folio}/" in text
    assert "Responder a la familia" not in text
    for sent in ({"atender": "si"}, {"answer": "x"}):
        client.post(path, sent)
    told.refresh_from_db()
    assert (told.taken_at, told.answer) == (None, "")
    assert not [kind for kind in of(carmen.postings.get()) if kind["kind"] == "family_reports" and kind["items"]]
