"""/api/v1/children/: the same actions and the same scope as the pages, and never an identifier."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from delegations.models import AuditEvent, Person
from pediatric_platform.models import Child
from tests.factories.children import AllergyFactory, ChildFactory
from tests.pediatric_platform.identifiers_made_up import curp, nss

pytestmark = pytest.mark.django_db
CURP, NSS = curp(date(2019, 5, 17)), nss()
LIST = reverse("api-children")


def api(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def url(child: Child, name: str = "api-child") -> str:
    return reverse(name, args=[child.folio])


@pytest.fixture
def facts(nina: Child, hospital) -> dict[str, Any]:
    return {
        "given_names": "Ximena", "first_surname": "Robles", "birth_date": "2019-05-17", "sex": "M", "curp": CURP,
        "nss": NSS, "diagnosis": nina.diagnosis.code, "unit": hospital.clues,
    }  # fmt: skip


def test_the_list_is_for_those_who_treat_children(nina: Child, carmen, felipe, ana, olga, rosa, other_hospital) -> None:
    ChildFactory(unit=other_hospital)
    for person in (carmen, felipe):
        rows = api(person).get(LIST).json()["results"]
        assert [row["folio"] for row in rows] == [nina.folio]
    for person in (ana, olga, rosa):
        assert api(person).get(LIST).status_code == 403
        assert api(person).get(url(nina)).status_code == 404


def test_a_child_is_registered_and_told_without_its_identifiers(facts: dict[str, Any], carmen: Person) -> None:
    answer = api(carmen).post(LIST, facts, format="json")
    assert answer.status_code == 201
    child = Child.objects.get(folio=answer.json()["folio"])
    assert child.curp == CURP
    AllergyFactory(child=child)
    told = api(carmen).get(url(child))
    assert told.json()["has_curp"] is True
    assert told.json()["allergies"][0]["substance"] == "Asparaginasa"
    for secret in (CURP, NSS, child.curp_print):
        assert secret not in answer.content.decode() + told.content.decode()
    assert AuditEvent.objects.about(child).latest("pk").type == "child.read"


def test_faults_and_doubles_are_told_in_the_one_shape(facts: dict[str, Any], carmen: Person, other_hospital) -> None:
    wrong = api(carmen).post(LIST, facts | {"nss": "99981700019"}, format="json")
    assert (wrong.status_code, wrong.json()["error"]["faults"][0]["field"]) == (422, "nss")
    there = ChildFactory(unit=other_hospital, given_names="Otra", curp=CURP, without_curp="")
    double = api(carmen).post(LIST, facts, format="json")
    assert (double.status_code, double.json()["error"]["code"]) == (409, "already_registered")
    assert there.folio not in double.content.decode()
    assert AuditEvent.objects.about(there).get().type == "child.found_elsewhere"


def test_who_looks_alike_needs_a_reason(facts: dict[str, Any], nina: Child, carmen: Person) -> None:
    alike = facts | {"given_names": nina.given_names, "first_surname": "Prueba", "second_surname": "Simulada"}
    answer = api(carmen).post(LIST, alike, format="json")
    assert answer.status_code == 409
    assert nina.folio in [fault["message"] for fault in answer.json()["error"]["faults"]]
    assert api(carmen).post(LIST, alike | {"another_because": "Son primas"}, format="json").status_code == 201


def test_a_correction_names_the_edition_it_was_read_in(nina: Child, carmen: Person, felipe: Person) -> None:
    first = api(carmen).patch(url(nina), {"risk": "Alto", "edition": 1}, format="json")
    assert (first.status_code, first.json()["risk"], first.json()["edition"]) == (200, "Alto", 2)
    late = api(carmen).patch(url(nina), {"risk": "Bajo", "edition": 1}, format="json")
    assert (late.status_code, late.json()["error"]["code"]) == (409, "stale_edition")
    assert api(carmen).patch(url(nina), {"risk": "Bajo"}, format="json").status_code == 400
    assert api(felipe).patch(url(nina), {"risk": "Bajo", "edition": 2}, format="json").status_code == 403


def test_measures_allergies_state_and_transfer(nina: Child, carmen: Person, felipe: Person, other_hospital) -> None:
    today = nina.unit.today().isoformat()
    size = {"measured_on": today, "weight_kg": "20.4", "height_cm": "115.5"}
    assert api(carmen).post(url(nina, "api-child-growth"), size).json()["surface_m2"] == 0.809
    odd = api(carmen).post(url(nina, "api-child-growth"), size | {"weight_kg": "26"})
    assert (odd.status_code, odd.json()["error"]["code"]) == (422, "unusual_measure")
    allergy = {"substance": "Látex", "severity": "mild", "noted_on": today}
    assert api(felipe).post(url(nina, "api-child-allergies"), allergy).status_code == 201
    assert api(felipe).post(url(nina, "api-child-allergies"), allergy).status_code == 409
    done = {"state": "finished", "on": today, "reason": "Terminó", "edition": 1}
    assert api(carmen).post(url(nina, "api-child-state"), done).json()["state"] == "finished"
    move = {"to": other_hospital.clues, "on": today, "reason": "Se mudó", "edition": 2}
    assert api(felipe).post(url(nina, "api-child-transfer"), move).status_code == 403
    moved = api(carmen).post(url(nina, "api-child-transfer"), move)
    assert moved.json() == {"folio": nina.folio, "unit": {"clues": other_hospital.clues, "name": other_hospital.name}}
    assert api(carmen).get(url(nina)).status_code == 404
