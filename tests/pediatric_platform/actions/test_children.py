"""The registry: who may write into it, what it refuses, and what of it the trail tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from delegations.errors import NotAllowed
from delegations.models import AuditEvent, Person, RowChange, Unit
from pediatric_platform.actions.children import ChildFacts, correct, register
from pediatric_platform.errors.children import (
    AlreadyRegistered,
    BadBirthDate,
    BadDay,
    BadIdentifier,
    ChildRefusal,
    ClosedHospital,
    CurpOrReason,
    FieldMissing,
    LooksRegistered,
)
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.models import Child, Stay
from tests.factories.children import DiagnosisFactory
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db
BORN = date(2019, 5, 17)
NSS = nss()
REASON = "Vive en otra ciudad y la mamá es otra"


@pytest.fixture
def facts(hospital: Unit) -> ChildFacts:
    return ChildFacts(
        given_names="  Lucía   Regina ",
        first_surname="Prueba",
        second_surname="Inventada",
        birth_date=BORN,
        sex="M",
        curp=curp(BORN).lower(),
        nss="99-98-17-0001-8",
        agregado="3f2019or",
        diagnosis=DiagnosisFactory(),
        unit=hospital,
        diagnosed_on=date(2026, 1, 12),
    )


def test_a_child_is_registered_with_a_folio_its_first_stay_and_tidy_identifiers(facts: ChildFacts, carmen) -> None:
    child = register(facts=facts, by=carmen)

    child = Child.objects.get(pk=child.pk)
    assert child.folio.startswith("N-")
    assert len(child.folio) == 8
    assert (child.full_name, child.curp, child.nss) == ("Lucía Regina Prueba Inventada", curp(BORN), NSS)
    assert child.agregado == "3F2019OR"
    assert child.registered_by == carmen
    stay = Stay.objects.get(child=child)
    assert (stay.unit, stay.since, stay.until) == (facts.unit, facts.unit.today(), None)


def test_the_trail_of_a_registration_names_nobody(facts: ChildFacts, carmen) -> None:
    child = register(facts=facts, by=carmen)
    correct(child=child, facts=replace(facts, given_names="Luciana"), edition=1, by=carmen)

    events = AuditEvent.objects.about(child).order_by("pk")
    assert [event.type for event in events] == ["child.registered", "child.corrected"]
    assert events[1].after == {"fields": ["given_names"]}
    told = " ".join(f"{e.target_label} {e.before} {e.after}" for e in AuditEvent.objects.all())
    told += " ".join(str(vars(row)) for row in RowChange.objects.all())
    for secret in ("Luc", "Regina", "Inventada", curp(BORN), NSS, "3F2019OR", "2019-05-17"):
        assert secret not in told


def test_the_database_holds_no_identifier_that_can_be_read(facts: ChildFacts, carmen) -> None:
    register(facts=facts, by=carmen)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM pediatric_platform_child AS c")
        row = cursor.fetchone()[0]
    for secret in (curp(BORN), NSS, "3F2019OR"):
        assert secret not in row


def test_whoever_does_not_treat_children_there_registers_none(facts: ChildFacts, ana, felipe, olga, other_hospital):
    for person in (ana, felipe, olga):
        with pytest.raises(NotAllowed):
            register(facts=facts, by=person)
    assert not Child.objects.exists()


def test_a_clinician_registers_at_their_own_hospital_alone(facts: ChildFacts, carmen: Person, other_hospital) -> None:
    with pytest.raises(NotAllowed):
        register(facts=replace(facts, unit=other_hospital), by=carmen)


def test_a_closed_hospital_takes_nobody(facts: ChildFacts, carmen, hospital: Unit) -> None:
    hospital.closed_on = hospital.today()
    hospital.save()
    with pytest.raises(ClosedHospital):
        register(facts=replace(facts, unit=hospital), by=carmen)


@pytest.mark.parametrize(
    ("change", "refusal", "field"),
    [
        ({"given_names": "  "}, FieldMissing, "given_names"),
        ({"sex": "X"}, FieldMissing, "sex"),
        ({"curp": ""}, CurpOrReason, "curp"),
        ({"curp": curp(BORN)[:-1] + "0"}, BadIdentifier, "curp"),
        ({"birth_date": date(2019, 5, 18)}, BadIdentifier, "curp"),
        ({"sex": "H"}, BadIdentifier, "curp"),
        ({"nss": "99981700019"}, BadIdentifier, "nss"),
        ({"curp": "", "without_curp": "x", "birth_date": date(2999, 1, 1)}, BadBirthDate, "birth_date"),
        ({"curp": "", "without_curp": "x", "birth_date": date(1919, 5, 17)}, BadBirthDate, "birth_date"),
        ({"diagnosed_on": date(2019, 5, 16)}, BadDay, "diagnosed_on"),
        ({"diagnosed_on": date(2999, 1, 1)}, BadDay, "diagnosed_on"),
        ({"given_names": "x" * 81}, ChildRefusal, "given_names"),
        ({"first_surname": "Pru\x00eba"}, ChildRefusal, "first_surname"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_and_stores_nothing(facts, carmen, change, refusal, field: str) -> None:
    with pytest.raises(refusal) as told:
        register(facts=replace(facts, **change), by=carmen)
    assert told.value.field == field
    assert told.value.remedy
    assert not Child.objects.exists()


def test_the_same_curp_is_the_same_child_whatever_is_confirmed(facts: ChildFacts, carmen) -> None:
    child = register(facts=facts, by=carmen)
    with pytest.raises(AlreadyRegistered) as told:
        register(facts=replace(facts, given_names="Otra", another_because=REASON), by=carmen)
    assert told.value.in_reach
    assert child.folio in told.value.message


def test_a_child_of_another_hospital_is_told_by_its_hospital_alone(facts, carmen, other_hospital) -> None:
    child = register(facts=replace(facts, unit=other_hospital), by=None)
    with pytest.raises(AlreadyRegistered) as told:
        register(facts=replace(facts, given_names="Otra"), by=carmen)
    assert not told.value.in_reach
    said = f"{told.value.message} {told.value.remedy}"
    assert other_hospital.name in said
    assert "traslado" in said
    for data in (child.folio, "Lucía", "Regina", "Inventada", curp(BORN), NSS):
        assert data not in said


@pytest.mark.parametrize(
    "change",
    [
        {"given_names": "LUCIA REGINA"},
        {"given_names": "Lucia", "first_surname": "Prueva"},
        {"first_surname": "Inventada", "second_surname": "Prueba"},  # surnames swapped
        {"given_names": "Renata Sofía", "first_surname": "Distinta", "second_surname": "Otra"},  # NSS and agregado
    ],
)
def test_who_looks_alike_is_shown_and_a_reason_lets_another_child_in(facts, carmen, change: dict) -> None:
    child = register(facts=facts, by=carmen)
    second = replace(facts, curp="", without_curp="Recién nacida", **change)
    with pytest.raises(LooksRegistered) as told:
        register(facts=second, by=carmen)
    assert [alike.child for alike in told.value.alike] == [child]
    assert told.value.field == "another_because"

    other = register(facts=replace(second, another_because=REASON), by=carmen)
    assert other.pk != child.pk
    assert AuditEvent.objects.about(other).get().after["another"] is True


def test_a_twin_who_shares_the_nss_is_no_double(facts: ChildFacts, carmen) -> None:
    register(facts=facts, by=carmen)
    brother = replace(facts, given_names="Diego Armando", sex="H", curp=curp(BORN, "H"), agregado="3M2019OR")
    assert register(facts=brother, by=carmen).pk
    sister = replace(facts, given_names="Ximena", curp=curp(BORN, head="XEXX"))
    assert register(facts=sister, by=carmen).pk


def test_an_elder_brother_with_the_same_nss_is_no_double(facts: ChildFacts, carmen) -> None:
    register(facts=facts, by=carmen)
    elder = date(2015, 3, 2)
    brother = replace(facts, given_names="Diego", birth_date=elder, sex="H", curp=curp(elder, "H"), agregado="3M2015OR")
    assert register(facts=brother, by=carmen).pk


def test_a_folio_that_is_taken_is_drawn_again(facts: ChildFacts, carmen, nina: Child, monkeypatch) -> None:
    draws = iter([nina.folio, nina.folio, "N-777777"])
    monkeypatch.setattr("pediatric_platform.folios.new_folio", lambda prefix: next(draws))
    assert register(facts=facts, by=carmen).folio == "N-777777"


def test_registering_takes_few_statements(facts: ChildFacts, carmen, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(14):
        register(facts=facts, by=carmen)


def test_two_clinicians_who_correct_at_once_are_told_of_each_other(facts: ChildFacts, carmen) -> None:
    child = register(facts=facts, by=carmen)
    correct(child=child, facts=replace(facts, risk="Alto"), edition=1, by=carmen)
    with pytest.raises(StaleEdition) as told:
        correct(child=child, facts=replace(facts, given_names="Luz"), edition=1, by=carmen)
    assert carmen.full_name in told.value.message
    child.refresh_from_db()
    assert (child.risk, child.edition, child.given_names) == ("Alto", 2, "Lucía Regina")


def test_correcting_nothing_changes_nothing(facts: ChildFacts, carmen) -> None:
    child = register(facts=facts, by=carmen)
    assert correct(child=child, facts=facts, edition=1, by=carmen).edition == 1
    assert AuditEvent.objects.about(child).count() == 1


def test_a_correction_finds_doubles_too_and_never_itself(facts: ChildFacts, carmen) -> None:
    other = curp(BORN, head="XEXX")
    register(facts=facts, by=carmen)
    second = register(facts=replace(facts, given_names="Ximena", curp=other), by=carmen)
    with pytest.raises(AlreadyRegistered):
        correct(child=second, facts=facts, edition=1, by=carmen)
    moved = replace(facts, given_names="Ximena Luz", curp=other, nss="", another_because=REASON)
    assert correct(child=second, facts=moved, edition=1, by=carmen).given_names == "Ximena Luz"


def test_a_correction_moves_nobody_to_another_hospital(facts: ChildFacts, carmen, other_hospital) -> None:
    child = register(facts=facts, by=carmen)
    correct(child=child, facts=replace(facts, unit=other_hospital, risk="Alto"), edition=1, by=carmen)
    child.refresh_from_db()
    assert child.unit == facts.unit


def test_whoever_may_not_register_corrects_nothing(facts: ChildFacts, carmen, felipe, ana) -> None:
    child = register(facts=facts, by=carmen)
    for person in (felipe, ana):
        with pytest.raises(NotAllowed):
            correct(child=child, facts=replace(facts, risk="Alto"), edition=1, by=person)


def test_the_search_follows_a_corrected_name_and_identifier(facts: ChildFacts, carmen) -> None:
    child = register(facts=facts, by=carmen)
    other = curp(BORN, head="XEXX")
    correct(child=child, facts=replace(facts, given_names="Ximena", curp=other), edition=1, by=carmen)
    assert list(Child.objects.search("ximena")) == [child]
    assert not Child.objects.search("regina").exists()
    assert list(Child.objects.search(other.lower())) == [child]
    assert not Child.objects.search(curp(BORN)).exists()


def test_a_first_day_before_today_is_kept(facts: ChildFacts, carmen) -> None:
    since = facts.unit.today() - timedelta(days=40)
    child = register(facts=replace(facts, since=since), by=carmen)
    assert Stay.objects.get(child=child).since == since
