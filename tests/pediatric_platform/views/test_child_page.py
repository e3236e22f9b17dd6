"""A child's page: who opens it, that it is written down, and what stays covered until somebody asks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from delegations.audit import record
from delegations.models import AuditEvent, AuditKind, Person
from delegations.roles import Role
from pediatric_platform.models import Child
from tests.factories.children import (
    AllergyFactory,
    ChildFactory,
    DoseFactory,
    GrowthFactory,
    PlanFactory,
    SessionFactory,
)
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db
CURP, NSS, AGREGADO = curp(date(2019, 5, 17)), nss(), "3F2019OR"


@pytest.fixture
def child(hospital) -> Child:
    child: Child = ChildFactory(
        unit=hospital, given_names="Ximena", curp=CURP, without_curp="", nss=NSS, agregado=AGREGADO
    )
    return child


def url(child: Child, name: str = "child") -> str:
    return reverse(f"pediatric:{name}", args=[child.folio])


def shown(client: Client, person: Person, child: Child) -> str:
    client.force_login(person)
    answer = client.get(url(child))
    assert answer.status_code == 200
    return answer.content.decode()


def test_opening_a_record_is_written_down_by_folio(client, child: Child, carmen: Person) -> None:
    shown(client, carmen, child)
    event = AuditEvent.objects.about(child).get()
    assert (event.type, event.kind, event.by_id) == ("child.read", AuditKind.READ, carmen.pk)
    assert event.target_label == child.folio


def test_whoever_does_not_treat_the_child_finds_no_record(client, child, ana, beto, carla, olga, admin, rosa) -> None:
    for person in (ana, beto, carla, olga, admin, rosa):
        client.force_login(person)
        assert client.get(url(child)).status_code == 404
        assert client.post(url(child, "child-identifiers")).status_code == 404
    assert not AuditEvent.objects.about(child).exists()


def test_other_clinicians_and_the_head_of_another_delegation_find_none(client, child, other_hospital) -> None:
    clinician, head = PersonFactory(), PersonFactory()
    PostingFactory(person=clinician, role=Role.CLINICIAN, unit=other_hospital)
    PostingFactory(person=head, role=Role.HEAD_OF_MEDICAL_SERVICES, delegation=other_hospital.delegation)
    for person in (clinician, head):
        client.force_login(person)
        assert client.get(url(child)).status_code == 404


def test_the_family_of_another_child_finds_none(client, child: Child, nina: Child, rosa: Person) -> None:
    client.force_login(rosa)
    for one in (child, nina):  # not even her own: hers is the family's page
        assert client.get(url(one)).status_code == 404


def test_identifiers_stay_covered_until_they_are_asked_for(client, child: Child, carmen: Person) -> None:
    page = shown(client, carmen, child)
    for secret in (CURP, NSS, AGREGADO):
        assert secret not in page
    answer = client.post(url(child, "child-identifiers"), headers={"HX-Request": "true"})
    told = answer.content.decode()
    for secret in (CURP, NSS, AGREGADO):
        assert secret in told
    assert "no-store" in answer.headers["Cache-Control"]
    event = AuditEvent.objects.about(child).latest("pk")
    assert (event.type, event.kind, event.after) == ("child.identifiers_read", AuditKind.READ, {"page": "child"})


def test_without_scripts_the_identifiers_are_a_page_of_their_own(client, child: Child, felipe: Person) -> None:
    client.force_login(felipe)
    told = client.post(url(child, "child-identifiers")).content.decode()
    assert CURP in told
    assert "<html" in told
    assert client.get(url(child, "child-identifiers")).status_code == 405


def test_allergies_stand_at_the_top_and_warn_when_the_plan_gives_one(client, child: Child, carmen: Person) -> None:
    AllergyFactory(child=child, substance="Vincristina", inn="Vincristine")
    assert "Vincristina · grave" in shown(client, carmen, child)
    assert "Su plan de tratamiento lleva algo" not in shown(client, carmen, child)
    PlanFactory(child=child, growth=GrowthFactory(child=child))
    assert "Su plan de tratamiento lleva algo a lo que es alérgica o alérgico: Vincristina" in shown(
        client, carmen, child
    )


def test_a_refuted_allergy_warns_no_more(client, child: Child, carmen: Person) -> None:
    AllergyFactory(
        child=child, substance="Látex", inn="", refuted_at=child.registered_at, refuted_reason="No era alergia"
    )
    assert "ninguna anotada" in shown(client, carmen, child)


def test_a_mixing_centre_is_told_of_no_relative(client, nina: Child, rosa: Person, mireya, felipe, carmen) -> None:
    for person in (mireya, felipe):
        page = shown(client, person, nina)
        assert rosa.full_name not in page
        assert rosa.email not in page
    assert rosa.full_name in shown(client, carmen, nina)


def test_who_only_looks_is_offered_no_change(client, child: Child, felipe: Person, carmen: Person) -> None:
    changes = [url(child, name) for name in ("child-correct", "child-transfer", "child-state", "child-growth")]
    page = shown(client, felipe, child)
    assert not [href for href in changes if f'href="{href}"' in page]
    assert f'href="{url(child, "child-allergies")}"' in page
    page = shown(client, carmen, child)
    assert [href for href in changes if f'href="{href}"' not in page] == []


def test_the_record_says_who_opened_it(client, child: Child, felipe: Person, carmen: Person) -> None:
    shown(client, felipe, child)
    assert f"<li>{felipe.full_name}" in shown(client, carmen, child)


def test_an_old_measure_is_told(client, child: Child, carmen: Person) -> None:
    assert "no se puede calcular ninguna dosis" in shown(client, carmen, child)
    old = GrowthFactory(child=child, measured_on=child.unit.today() - timedelta(days=61))
    assert "hace más de 60 días" in shown(client, carmen, child)
    GrowthFactory(child=child, measured_on=old.measured_on + timedelta(days=1))
    assert "hace más de 60 días" not in shown(client, carmen, child)


def test_a_page_full_of_things_asks_no_more_than_a_bare_one(
    client, child: Child, carmen: Person, django_assert_max_num_queries
) -> None:
    shown(client, carmen, child)
    plan = PlanFactory(child=child, growth=GrowthFactory(child=child))
    for day in range(6):
        DoseFactory(session=SessionFactory(plan=plan, cycle=1 + day, on=child.unit.today() + timedelta(days=day)))
        GrowthFactory(child=child, measured_on=child.unit.today() - timedelta(days=day))
        AllergyFactory(child=child, substance=f"Sustancia {day}")
    client.force_login(carmen)
    with django_assert_max_num_queries(45):
        client.get(url(child))


def test_nobody_is_asked_to_invite_the_family_of_a_child_who_died(client, child: Child, carmen: Person) -> None:
    assert "Invite a quien la cuida" in shown(client, carmen, child)
    Child.objects.filter(pk=child.pk).update(state="deceased", state_on=child.unit.today(), state_reason="Falleció")
    assert "Invite a quien la cuida" not in shown(client, carmen, child)


def test_a_child_to_whom_nothing_happened_has_no_empty_history(client, child: Child, carmen: Person) -> None:
    assert "Lo que ha pasado" not in shown(client, carmen, child)
    record(type="child.corrected", by=carmen, target=child, unit=child.unit_id)
    assert "Lo que ha pasado" in shown(client, carmen, child)
