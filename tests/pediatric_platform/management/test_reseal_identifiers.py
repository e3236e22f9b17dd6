"""Identifiers at rest: unreadable without a key, found by their print, and moved to a new key in one go."""

from __future__ import annotations

import io
from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection

from delegations.models import AuditEvent
from delegations.sealing import SealedWithAnotherKey
from pediatric_platform.models import CaseAttachment, CaseFollower, Child
from tests.factories.cases import CaseAttachmentFactory, CaseFollowerFactory
from tests.factories.children import ChildFactory
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db
CURP, NSS, AGREGADO = curp(date(2019, 5, 17)), nss(), "3F2019OR"
NEW = "zQ8vW3nLk1RtYb6Xc9Mf4Hg2Jd7Se5Ua0PiOlKjHgFdSaZxCv"


@pytest.fixture
def child(db) -> Child:
    child: Child = ChildFactory(curp=CURP, without_curp="", nss=NSS, agregado=AGREGADO)
    return child


def stored() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(row_to_json(c)::text, ' ') FROM pediatric_platform_child AS c")
        return str(cursor.fetchone()[0])


def test_the_database_alone_tells_no_identifier(child: Child) -> None:
    row = stored()
    for secret in (CURP, NSS, AGREGADO):
        assert secret not in row
    assert Child.objects.get().curp == CURP


def test_equal_identifiers_have_equal_prints_and_another_kind_another_print(child: Child) -> None:
    twin = ChildFactory(nss=NSS)
    assert twin.nss_print == child.nss_print != ""
    other = ChildFactory(curp="", nss=CURP)  # the same text as another kind of identifier
    assert other.nss_print != child.curp_print


def test_sealed_twice_the_same_text_looks_different(child: Child) -> None:
    ChildFactory(nss=NSS)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT nss), count(*) FROM pediatric_platform_child WHERE nss <> ''")
        assert cursor.fetchone() == (2, 2)


def test_a_former_key_still_opens_until_everything_is_sealed_anew(child: Child, settings) -> None:
    before, former = stored(), settings.IDENTIFIER_KEY
    settings.IDENTIFIER_KEY, settings.IDENTIFIER_KEY_FALLBACKS = NEW, [former]
    assert Child.objects.get().curp == CURP
    assert Child.objects.search(CURP).get() == child  # by the former print

    said = io.StringIO()
    call_command("reseal_identifiers", stdout=said)

    assert said.getvalue().startswith("1 children")
    assert stored() != before
    settings.IDENTIFIER_KEY_FALLBACKS = []
    found = Child.objects.search(CURP).get()
    assert (found.curp, found.nss, found.agregado) == (CURP, NSS, AGREGADO)
    assert AuditEvent.objects.get(type="identifiers.resealed").after == {"children": 1}


def test_without_the_former_key_nothing_is_touched(child: Child, settings) -> None:
    before = stored()
    settings.IDENTIFIER_KEY, settings.IDENTIFIER_KEY_FALLBACKS = NEW, []
    with pytest.raises(SealedWithAnotherKey) as told:
        call_command("reseal_identifiers", stdout=io.StringIO())
    assert CURP not in str(told.value)
    assert stored() == before


def test_more_children_than_a_batch_are_all_sealed_anew(child: Child, settings, monkeypatch) -> None:
    monkeypatch.setattr("pediatric_platform.actions.identifier_seals.BATCH", 2)
    for _more in range(4):
        ChildFactory(nss=NSS)
    settings.IDENTIFIER_KEY_FALLBACKS, settings.IDENTIFIER_KEY = [settings.IDENTIFIER_KEY], NEW
    call_command("reseal_identifiers", stdout=io.StringIO())
    settings.IDENTIFIER_KEY_FALLBACKS = []
    assert [row.nss for row in Child.objects.all()] == [NSS] * 5


def test_what_families_left_to_be_called_and_their_pictures_are_sealed_anew(db, settings) -> None:
    CaseFollowerFactory(contact_name="Quien avisa", contact_phone="33 0000 0000")
    CaseAttachmentFactory(content=b"receta", size=6)
    settings.IDENTIFIER_KEY_FALLBACKS, settings.IDENTIFIER_KEY = [settings.IDENTIFIER_KEY], NEW

    call_command("reseal_identifiers", stdout=io.StringIO())

    settings.IDENTIFIER_KEY_FALLBACKS = []
    follower = CaseFollower.objects.get()
    assert (follower.contact_name, follower.contact_phone) == ("Quien avisa", "33 0000 0000")
    assert CaseAttachment.objects.get().content == b"receta"


def test_a_picture_is_unreadable_without_the_key(db) -> None:
    CaseAttachmentFactory(content=b"receta de prueba", size=16)
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM pediatric_platform_caseattachment")
        assert b"receta" not in bytes(cursor.fetchone()[0])
