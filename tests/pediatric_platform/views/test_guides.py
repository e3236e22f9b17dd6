"""Pages of guides: the staff's, who writes them, and the open ones of families."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from delegations.models import AuditEvent, Person
from pediatric_platform.actions.guides import acknowledge, draft_version, link_guide, publish, withdraw, write_statement
from pediatric_platform.models import Guide, GuideReading, GuideVersion
from supply.models import Drug
from tests.factories.children import ProtocolFactory
from tests.factories.guides import GuideFactory, GuideVersionFactory, published
from tests.pediatric_platform.files_made_up import pdf

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"pediatric:{name}", args=args)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_the_list_shows_the_version_in_force_and_what_is_owed(
    carmen: Person, ana: Person, rosa: Person, django_assert_max_num_queries
) -> None:
    owed = published(code="fiebre", must_read=["clinician"])
    published(code="otra")
    GuideVersionFactory(guide=GuideFactory(code="en-borrador"))
    with django_assert_max_num_queries(21):
        answer = signed_in(carmen).get(url("guide-list"))
    assert [guide.code for guide in answer.context["object_list"]] == ["fiebre", "otra"]
    assert "Debo leerla" in answer.content.decode()
    pending = signed_in(carmen).get(url("guide-list"), {"pendiente": "si"}).context["object_list"]
    assert [guide.code for guide in pending] == ["fiebre"]
    acknowledge(version=owed, by=carmen)
    assert not signed_in(carmen).get(url("guide-list"), {"pendiente": "si"}).context["object_list"]
    assert "Debo leerla" not in signed_in(ana).get(url("guide-list")).content.decode()
    assert signed_in(rosa).get(url("guide-list")).status_code == 403


def test_search_finds_by_topic_in_either_language(carmen: Person) -> None:
    published(code="fiebre", title="Fiebre", title_en="Fever and neutropenia", topics="hora dorada")
    published(code="otra", title="Náusea")
    for words in ("neutropenia", "hora dorada", "FIEBRE"):
        found = signed_in(carmen).get(url("guide-list"), {"q": words}).context["object_list"]
        assert [guide.code for guide in found] == ["fiebre"], words


def test_a_clinician_says_they_have_read_it_and_the_delegation_sees_who_has_not(
    carmen: Person, felipe: Person, beto: Person, carla: Person
) -> None:
    version = published(code="fiebre", must_read=["clinician", "pharmacist"])
    answer = signed_in(carmen).post(url("guide-read", "fiebre", version.pk))
    assert answer.status_code == 302
    assert GuideReading.objects.get().person == carmen
    page = signed_in(beto).get(url("guide-readers", "fiebre"))
    assert [(row.person.full_name, bool(row.read_at)) for row in page.context["postings"]] == [
        (felipe.full_name, False),
        (carmen.full_name, True),
    ]
    text = b"".join(signed_in(beto).get(url("guide-readers", "fiebre"), {"formato": "csv"}).streaming_content).decode()
    assert carmen.full_name in text
    assert not signed_in(carla).get(url("guide-readers", "fiebre")).context["postings"]


def test_a_guide_from_its_form_to_families(olga: Person, client: Client) -> None:
    office = signed_in(olga)
    about = {"title": "Fiebre en casa", "kind": "leaflet", "reach": "institute", "body": "Comité de prueba"}
    assert office.post(url("guide-new"), {**about, "code": "Fiebre en Casa", "is_public": "on"}).status_code == 302
    version = {"number": "1", "language": "es", "source": "Acta", "url": "", "summary": "Qué hacer con fiebre."}
    bad = office.post(
        url("guide-version-new", "fiebre-en-casa"), {**version, "file": SimpleUploadedFile("x.pdf", b"<html>")}
    )
    assert bad.status_code == 422
    assert "no es un PDF" in bad.content.decode()
    good = SimpleUploadedFile("Fiebre en casa.pdf", pdf(), "application/pdf")
    assert office.post(url("guide-version-new", "fiebre-en-casa"), {**version, "file": good}).status_code == 302
    draft = GuideVersion.objects.get()
    point = {"edition": 1, "key": "llamar", "text": "Llame antes de salir."}
    assert office.post(url("guide-statement-add", "fiebre-en-casa", draft.pk), point).status_code == 302
    assert client.get(url("guide-public", "fiebre-en-casa")).status_code == 404
    assert office.post(url("guide-publish", "fiebre-en-casa", draft.pk), {"edition": 2}).status_code == 302

    listed = client.get(url("guide-public-list"))
    assert "Fiebre en casa" in listed.content.decode()
    assert len(listed.content) < 20_000
    shown = client.get(url("guide-public", "fiebre-en-casa")).content.decode()
    assert "Llame antes de salir." in shown
    file = client.get(url("guide-public-file", "fiebre-en-casa"))
    assert file["Content-Type"] == "application/pdf"
    assert "sandbox" in file["Content-Security-Policy"]
    assert file.content.startswith(b"%PDF-")
    Guide.objects.update(is_public=False)
    for name in ("guide-public", "guide-public-file"):
        assert client.get(url(name, "fiebre-en-casa")).status_code == 404


def test_a_draft_is_its_writers_alone(olga: Person, carmen: Person) -> None:
    guide = published(code="fiebre").guide
    draft = draft_version(guide=guide, number="2", language="es", source="Acta", url="https://example.org", by=olga)
    assert signed_in(olga).get(url("guide-version", "fiebre", draft.pk)).status_code == 200
    assert signed_in(carmen).get(url("guide-version", "fiebre", draft.pk)).status_code == 404
    for name in ("guide-version-change", "guide-publish", "guide-statement-add"):
        assert signed_in(carmen).get(url(name, "fiebre", draft.pk)).status_code == 403
    assert "2" not in [row.number for row in signed_in(carmen).get(url("guide", "fiebre")).context["versions"]]


def test_two_who_write_the_same_draft_the_second_is_told_and_loses_nothing(olga: Person, admin: Person) -> None:
    draft = GuideVersionFactory(guide=GuideFactory(code="fiebre"))
    form = {"number": "1", "language": "es", "url": "https://example.org/guia", "edition": 1}
    first = signed_in(admin).post(url("guide-version-change", "fiebre", draft.pk), {**form, "source": "La primera"})
    assert first.status_code == 302
    second = signed_in(olga).post(url("guide-version-change", "fiebre", draft.pk), {**form, "source": "La segunda"})
    assert second.status_code == 422
    text = second.content.decode()
    assert 'value="La segunda"' in text
    assert admin.full_name in text
    assert 'name="edition" value="2"' in text


def test_the_comparison_marks_words(olga: Person, carmen: Person) -> None:
    first = published(code="fiebre")
    second = draft_version(
        guide=first.guide, number="2", language="es", source="Acta", url="https://example.org", by=olga
    )
    point = second.statements.get()
    write_statement(version=second, statement=point, key=point.key, text="Antibiótico en la primera media hora.",
                    edition=None, by=olga)  # fmt: skip
    publish(version=second, edition=None, by=olga)
    text = signed_in(carmen).get(url("guide-compare", "fiebre")).content.decode()
    assert "<ins>media </ins>" in text
    assert "<del>" not in text


def test_a_version_that_nobody_summed_up_is_not_compared(carmen: Person) -> None:
    version = published(code="fiebre")
    older = GuideVersionFactory(guide=version.guide, number="0")
    GuideVersion.objects.filter(pk=older.pk).update(state="superseded", published_at=version.published_at)
    answer = signed_in(carmen).get(url("guide-compare", "fiebre"), {"de": older.pk, "a": version.pk})
    assert answer.context["changes"] == []
    assert "No se puede comparar punto por punto" in answer.content.decode()


def test_a_guide_shows_on_the_pages_of_what_it_is_about(
    olga: Person, carmen: Person, rosa: Person, vincristine: Drug
) -> None:
    guide = published(code="fiebre", title="Guía de la fiebre").guide
    protocol = ProtocolFactory()
    link_guide(guide=guide, protocol=protocol, by=olga)
    link_guide(guide=guide, drug=vincristine, by=olga)
    pages = [url("protocol", protocol.code), reverse("supply:drug-detail", args=[vincristine.pk])]
    for page in pages:
        assert "Guía de la fiebre" in signed_in(carmen).get(page).content.decode(), page
        assert "Guía de la fiebre" not in signed_in(rosa).get(page).content.decode(), page


def test_what_is_linked_is_taken_out_again(olga: Person, vincristine: Drug) -> None:
    guide = published(code="fiebre").guide
    office = signed_in(olga)
    assert office.post(url("guide-links", "fiebre"), {"drug": vincristine.pk}).status_code == 302
    assert office.post(url("guide-links", "fiebre"), {}).status_code == 422
    link = guide.links.get()
    assert office.post(url("guide-links", "fiebre"), {"quitar": link.pk}).status_code == 200
    assert not guide.links.exists()


def test_a_recommendation_is_changed_and_taken_out(olga: Person) -> None:
    draft = GuideVersionFactory(guide=GuideFactory(code="fiebre"))
    point = write_statement(version=draft, key="hora", text="Una hora.", edition=None, by=olga)
    office, page = signed_in(olga), url("guide-statement", "fiebre", draft.pk, point.pk)
    said = {"edition": 2, "key": "hora", "text": "Media hora.", "position": 4}
    assert office.post(page, said).status_code == 302
    assert office.post(page, {"quitar": "si", "edition": 2}).status_code == 422  # somebody changed it since
    assert office.post(page, {"quitar": "si", "edition": 3}).status_code == 302
    assert not draft.statements.exists()


def test_opening_the_document_is_on_record(carmen: Person) -> None:
    version = published(code="fiebre")
    assert signed_in(carmen).get(url("guide-file", "fiebre", version.pk)).content == b"%PDF-1.4"
    assert AuditEvent.objects.get(type="guide.file_read").by_id == carmen.pk
    with_only_an_address = GuideVersionFactory(guide=version.guide, number="9")
    assert signed_in(carmen).get(url("guide-file", "fiebre", with_only_an_address.pk)).status_code == 404


def test_everybody_finds_what_is_theirs_to_read(carmen: Person, rosa: Person, client: Client) -> None:
    published(code="para-todos", title="Fiebre para familias", is_public=True)
    published(code="de-personal", title="Fiebre para personal")
    search = reverse("delegations:search")
    staff = signed_in(carmen).get(search, {"q": "fiebre para"}).content.decode()
    assert url("guide", "de-personal") in staff
    for asker in (client, signed_in(rosa)):
        text = asker.get(search, {"q": "fiebre para"}).content.decode()
        assert url("guide-public", "para-todos") in text
        assert "Fiebre para personal" not in text


def three_versions(olga: Person) -> tuple[GuideVersion, GuideVersion, GuideVersion]:
    """Two that say no date, and one that does; each with what the first says."""
    first = published(code="fiebre", must_read=["clinician"])
    made = [first]
    for number, day in (("2", None), ("3", date(2026, 11, 20))):
        draft = draft_version(
            guide=first.guide, number=number, language="es", source="Prueba", url="https://x.mx", issued_on=day, by=olga
        )
        made.append(publish(version=draft, edition=draft.edition, by=olga))
    return made[0], made[1], made[2]


def test_the_version_in_force_comes_first_and_is_compared_whatever_date_it_has(olga: Person, carmen: Person) -> None:
    _first, second, third = three_versions(olga)
    shown = signed_in(carmen).get(url("guide", "fiebre")).context["versions"]
    assert [row.number for row in shown] == ["3", "2", "1"]
    compared = signed_in(carmen).get(url("guide-compare", "fiebre")).context
    assert (compared["earlier"], compared["later"]) == (second, third)


def test_what_a_withdrawn_version_leaves_behind_is_said(olga: Person, carmen: Person) -> None:
    _first, second, third = three_versions(olga)
    before = signed_in(carmen).get(url("guide-version", "fiebre", second.pk)).content.decode()
    assert "Ya hay otra versión vigente" in before
    asked = signed_in(olga).get(url("guide-withdraw", "fiebre", third.pk)).content.decode()
    assert "La guía se queda sin versión vigente" in asked
    withdraw(version=third, reason="Error", edition=None, by=olga)
    after = signed_in(carmen).get(url("guide-version", "fiebre", second.pk)).content.decode()
    assert "Ya hay otra versión vigente" not in after
    assert "no hay versión vigente" in after
    compared = signed_in(carmen).get(url("guide-compare", "fiebre")).context
    assert compared["later"] == second
