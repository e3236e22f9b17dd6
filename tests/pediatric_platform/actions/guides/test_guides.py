"""A guide's life: written, published, superseded, withdrawn; who must read it and who has."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from delegations.errors import NotAllowed, Refusal
from delegations.models import AuditEvent, Notification, Person, Unit
from pediatric_platform.actions.guides import (
    Paper,
    acknowledge,
    add_guide,
    change_guide,
    change_version,
    draft_version,
    link_guide,
    paper_of,
    publish,
    remove_statement,
    unlink_guide,
    withdraw,
    write_statement,
)
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.guides import (
    AlreadyWithdrawn,
    FactMissing,
    GuideExists,
    NotAPdf,
    NotCurrent,
    NothingToOpen,
    NotPublished,
    NumberTaken,
    OneThing,
    PdfTooLarge,
    PointExists,
    PublishedStays,
    ReasonMissing,
)
from pediatric_platform.models import Guide, GuideLink, GuideReading, GuideStatement, GuideVersion
from pediatric_platform.selectors.guides.listing import guides_about, guides_for
from pediatric_platform.selectors.guides.readers import read_share
from supply.models import Drug
from tests.factories.guides import GuideFactory, GuideVersionFactory, published
from tests.factories.supply import DrugFactory
from tests.pediatric_platform.files_made_up import pdf

pytestmark = pytest.mark.django_db

ABOUT = {"title": "Fiebre", "kind": "guideline", "reach": "institute", "body": "Comité de prueba"}
FIRST = {"number": "1", "language": "es", "source": "Acta de prueba", "url": "https://example.org/1"}


def names(person: Person) -> set[str]:
    return set(guides_for(person).values_list("code", flat=True))


def test_from_nothing_to_a_second_version(olga: Person, carmen: Person, felipe: Person, ana: Person) -> None:
    guide = add_guide(code="fiebre", by=olga, must_read=["clinician", "pharmacist"], **ABOUT)
    assert "fiebre" not in names(carmen)  # nothing published yet
    assert "fiebre" in names(olga)
    first = draft_version(guide=guide, by=olga, **FIRST)
    point = write_statement(version=first, key="Primera hora", text="En una hora.", grade="Fuerte", edition=1, by=olga)
    assert (point.key, point.position) == ("primera-hora", 1)
    publish(version=first, edition=2, by=olga)
    assert "fiebre" in names(carmen)
    assert set(Notification.objects.filter(kind="guide.published").values_list("person__email", flat=True)) == {
        carmen.email,
        felipe.email,
    }
    acknowledge(version=first, by=carmen)
    acknowledge(version=first, by=carmen)
    assert GuideReading.objects.get().person == carmen
    assert read_share(guide, first, ana) == (1, 2)

    second = draft_version(guide=guide, by=olga, **FIRST | {"number": "2"})
    assert list(second.statements.values_list("key", "text", "grade")) == [("primera-hora", "En una hora.", "Fuerte")]
    publish(version=second, edition=1, by=olga)
    first.refresh_from_db()
    assert first.state == "superseded"
    assert read_share(guide, second, ana) == (0, 2)  # another version is read anew
    with pytest.raises(NotCurrent):
        acknowledge(version=first, by=felipe)
    assert Notification.objects.filter(kind="guide.published", person=carmen).count() == 2
    assert guides_for(carmen).get(code="fiebre").is_owed
    assert not guides_for(ana).get(code="fiebre").is_owed


def test_a_withdrawn_version_says_why_and_is_not_in_force(olga: Person, carmen: Person) -> None:
    version = published(code="fiebre")
    with pytest.raises(ReasonMissing):
        withdraw(version=version, reason="  ", edition=version.edition, by=olga)
    withdraw(version=version, reason="Tenía un error", edition=version.edition, by=olga)
    row = guides_for(carmen).get(code="fiebre")
    assert (row.version_id, row.state) == (None, "withdrawn")
    with pytest.raises(AlreadyWithdrawn):
        withdraw(version=version, reason="Otra vez", edition=None, by=olga)
    with pytest.raises(NotPublished):
        withdraw(version=GuideVersionFactory(number="9"), reason="Nunca salió", edition=None, by=olga)


def test_what_was_published_stays_by_every_way(olga: Person) -> None:
    version = published(code="fiebre")
    point = version.statements.get()
    for act in (
        lambda: change_version(version=version, edition=None, by=olga, **FIRST),
        lambda: write_statement(version=version, key="otro", text="Otro", edition=None, by=olga),
        lambda: remove_statement(statement=point, edition=None, by=olga),
        lambda: publish(version=version, edition=None, by=olga),
    ):
        with pytest.raises(PublishedStays):
            act()
    for change in (
        lambda: GuideVersion.objects.filter(pk=version.pk).update(summary="Otra cosa"),
        lambda: GuideStatement.objects.filter(pk=point.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_second_of_two_who_change_a_draft_is_told(olga: Person, admin: Person) -> None:
    draft = draft_version(guide=GuideFactory(), by=olga, **FIRST)
    change_version(version=draft, edition=1, by=admin, **FIRST | {"source": "Otra fuente"})
    with pytest.raises(StaleEdition) as refused:
        change_version(version=draft, edition=1, by=olga, **FIRST | {"source": "La mía"})
    assert admin.full_name in refused.value.message
    draft.refresh_from_db()
    assert draft.source == "Otra fuente"


def test_the_same_again_is_no_change(olga: Person) -> None:
    guide = add_guide(code="fiebre", by=olga, **ABOUT)
    draft = draft_version(guide=guide, by=olga, **FIRST)
    change_guide(guide=guide, by=olga, **ABOUT)
    change_version(version=draft, edition=1, by=olga, **FIRST)
    draft.refresh_from_db()
    assert draft.edition == 1
    assert not AuditEvent.objects.filter(type__in=["guide.changed", "guide_version.changed"]).exists()


def test_what_cannot_be_written(olga: Person) -> None:
    guide = add_guide(code="fiebre", by=olga, **ABOUT)
    for code in ("fiebre", "nueva", "familias"):
        with pytest.raises(GuideExists):
            add_guide(code=code, by=olga, **ABOUT)
    with pytest.raises(FactMissing):
        add_guide(code="otra", by=olga, **ABOUT | {"title": "  "})
    draft = draft_version(guide=guide, by=olga, **FIRST | {"url": ""})
    with pytest.raises(NumberTaken):
        draft_version(guide=guide, by=olga, **FIRST)
    with pytest.raises(NothingToOpen):
        publish(version=draft, edition=None, by=olga)
    write_statement(version=draft, key="a", text="Algo", edition=None, by=olga)
    with pytest.raises(PointExists):
        write_statement(version=draft, key="A", text="Otra cosa", edition=None, by=olga)


def test_only_the_country_writes_and_only_the_staff_reads(
    ana: Person, beto: Person, carmen: Person, rosa: Person, olga: Person
) -> None:
    version = published(code="fiebre")
    for person in (ana, beto, carmen, rosa):
        for act in (
            lambda by: add_guide(code="otra", by=by, **ABOUT),
            lambda by: change_guide(guide=version.guide, by=by, **ABOUT),
            lambda by: draft_version(guide=version.guide, by=by, **FIRST | {"number": "2"}),
            lambda by: withdraw(version=version, reason="No", edition=None, by=by),
            lambda by: link_guide(guide=version.guide, drug=DrugFactory(), by=by),
        ):
            with pytest.raises(NotAllowed):
                act(person)
    with pytest.raises(NotAllowed):
        acknowledge(version=version, by=rosa)
    assert names(rosa) == set()
    Guide.objects.update(is_public=True)
    assert names(rosa) == {"fiebre"}


def test_a_link_to_one_strength_of_a_drug_shows_on_the_others(olga: Person, vincristine: Drug) -> None:
    version = published(code="fiebre")
    other = DrugFactory(inn=vincristine.inn, strength="2")
    link_guide(guide=version.guide, drug=vincristine, by=olga)
    link_guide(guide=version.guide, drug=vincristine, by=olga)
    assert GuideLink.objects.count() == 1
    assert guides_about(drug=other) == [version]
    with pytest.raises(OneThing):
        link_guide(guide=version.guide, by=olga)
    unlink_guide(link=GuideLink.objects.get(), by=olga)
    assert guides_about(drug=vincristine) == []


def test_a_document_is_a_pdf_without_programs() -> None:
    assert paper_of("../Guía n.º 1.PDF", pdf()).name == "Guía-n.º-1.pdf"
    with pytest.raises(NotAPdf):
        paper_of("guia.pdf", b"<html>")
    with pytest.raises(PdfTooLarge):
        paper_of("guia.pdf", b"%PDF-1.4" + b"0" * 11_000_000)
    with pytest.raises(Refusal):
        paper_of("guia.pdf", pdf(b"<< /S /JavaScript /JS (app.alert) >>"))


def test_the_file_of_a_draft_stays_until_another_is_sent(olga: Person, hospital: Unit) -> None:
    draft = draft_version(guide=GuideFactory(), by=olga, paper=Paper("uno.pdf", b"%PDF-uno"), **FIRST | {"url": ""})
    change_version(version=draft, edition=1, by=olga, **FIRST | {"url": "", "source": "Otra"})
    draft.refresh_from_db()
    assert (draft.file_name, bytes(draft.file or b""), len(draft.file_sha256)) == ("uno.pdf", b"%PDF-uno", 64)
    publish(version=draft, edition=2, by=olga)
    event = AuditEvent.objects.get(type="guide_version.published")
    assert event.after["sha256"] == draft.file_sha256
