from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from delegations.models import AuditEvent
from pediatric_platform.actions.cases.attach import MOST, attach, detach
from pediatric_platform.errors.case_evidence import (
    AlreadyRemoved,
    CaseTakesNoFiles,
    NotYoursToAttach,
    RemovalNeedsReason,
    TooManyAttachments,
    UnknownFileType,
)
from pediatric_platform.models import CaseAttachment, CaseEvent
from tests.factories.cases import CaseFactory, CaseFollowerFactory
from tests.factories.children import ChildFactory, relative_of
from tests.pediatric_platform.files_made_up import jpeg, png

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(ana, hospital, vincristine, nina, rosa):
    case = CaseFactory(unit=hospital, drug=vincristine)
    CaseFollowerFactory(case=case, child=nina, person=rosa)
    return case


def test_what_a_mother_sends_is_kept_clean_sealed_and_told(case, rosa):
    sent = jpeg(place=True)
    row = attach(case=case, data=sent, title=" Receta  de hoy ", from_family=True, by=rosa)
    row = CaseAttachment.objects.get(pk=row.pk)
    assert (row.title, row.content_type, row.from_family, row.added_by) == ("Receta de hoy", "image/jpeg", True, rosa)
    assert bytes(row.content).startswith(b"\xff\xd8\xff")
    assert b"Camara" not in row.content
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM pediatric_platform_caseattachment WHERE id = %s", [row.pk])
        assert b"\xff\xd8\xff" not in bytes(cursor.fetchone()[0])
    event = CaseEvent.objects.get(case=case, kind="attached")
    assert (event.by, event.for_family) == (rosa, True)
    assert AuditEvent.objects.get(type="case.attached").after == {
        "attachment": row.pk, "type": "image/jpeg", "size": row.size, "from_family": True,
    }  # fmt: skip


def test_the_same_picture_twice_is_one(case, ana):
    first = attach(case=case, data=jpeg(), by=ana)
    assert attach(case=case, data=jpeg(), by=ana) == first
    assert CaseEvent.objects.filter(case=case, kind="attached").count() == 1


def test_what_is_no_picture_leaves_no_trace(case, ana):
    with pytest.raises(UnknownFileType):
        attach(case=case, data=b"<svg onload='alert(1)'/>", by=ana)
    assert not CaseAttachment.objects.exists()
    assert not AuditEvent.objects.filter(type="case.attached").exists()


def test_there_is_room_for_so_many_and_no_more(case, ana):
    for number in range(MOST):
        attach(case=case, data=png((10 + number, 10)), by=ana)
    with pytest.raises(TooManyAttachments):
        attach(case=case, data=jpeg(), by=ana)
    detach(attachment=CaseAttachment.objects.filter(case=case).first(), reason="Repetida", by=ana)
    assert attach(case=case, data=jpeg(), by=ana).pk


@pytest.mark.parametrize("who", ["carla", "beto", "mireya", "ana"])
def test_staff_who_open_or_work_cases_of_the_hospital_send_files(case, who, request):
    person: Any = request.getfixturevalue(who)
    if who == "carla":
        with pytest.raises(NotYoursToAttach):
            attach(case=case, data=jpeg(), by=person)
    else:
        assert attach(case=case, data=jpeg(), by=person).added_by == person


def test_another_family_sends_nothing_into_this_case(case, hospital):
    other = relative_of(ChildFactory(unit=hospital), email="otra@example.org", full_name="Otra Mamá").person
    with pytest.raises(NotYoursToAttach):
        attach(case=case, data=jpeg(), from_family=True, by=other)
    with pytest.raises(NotYoursToAttach):
        attach(case=case, data=jpeg(), from_family=False, by=None)
    with pytest.raises(NotYoursToAttach):
        attach(case=case, data=jpeg(), from_family=False, by=other)


def test_the_father_of_the_child_sends_too_and_a_relative_without_consent_does_not(case, nina, rosa):
    father = relative_of(nina, email="papa@example.org", full_name="El Papá").person
    assert attach(case=case, data=jpeg(), from_family=True, by=father).pk
    nina_alone = CaseFactory(unit=case.unit, owner=case.owner)
    CaseFollowerFactory(case=nina_alone, child=None, person=rosa)
    assert attach(case=nina_alone, data=jpeg(), from_family=True, by=rosa).pk
    with pytest.raises(NotYoursToAttach):
        attach(case=nina_alone, data=jpeg(), from_family=True, by=father)


def test_an_ended_case_takes_no_files(case, ana):
    other = CaseFactory(unit=case.unit, owner=case.owner)
    case.state, case.merged_into, case.ended_at = "merged", other, case.opened_at
    case.deadline_at = case.remind_at = case.contact_by = None
    case.save()
    with pytest.raises(CaseTakesNoFiles):
        attach(case=case, data=jpeg(), by=ana)


def test_a_file_taken_away_is_gone_and_says_why_and_may_be_sent_again(case, rosa, ana, mireya):
    row = attach(case=case, data=jpeg(), from_family=True, by=rosa)
    with pytest.raises(RemovalNeedsReason):
        detach(attachment=row, reason="  ", by=ana)
    with pytest.raises(NotYoursToAttach):
        detach(attachment=row, reason="No es mía", by=mireya)
    gone = detach(attachment=row, reason="Es la receta de otra persona", by=ana)
    gone.refresh_from_db()
    assert (gone.content, gone.removed_by) == (None, ana)
    assert gone.removed_reason == "Es la receta de otra persona"
    with pytest.raises(AlreadyRemoved):
        detach(attachment=row, reason="Otra vez", by=ana)
    assert attach(case=case, data=jpeg(), from_family=True, by=rosa).pk != row.pk
    assert AuditEvent.objects.get(type="case.detached").after == {"attachment": row.pk}


def test_who_sent_it_may_take_it_away(case, rosa):
    row = attach(case=case, data=jpeg(), from_family=True, by=rosa)
    assert detach(attachment=row, reason="Era otra hoja", by=rosa).removed_at is not None
