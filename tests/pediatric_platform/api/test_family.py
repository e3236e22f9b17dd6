"""A relative's own children by the API, and nobody else's."""

from __future__ import annotations

import pytest
from rest_framework.test import APIClient

from pediatric_platform.actions.cases import claim_solved
from pediatric_platform.models import Case, CaseEvent, FamilyReport, Promise
from tests.factories.children import ChildFactory, relative_of
from tests.pediatric_platform.family.conftest import answer, clocks, phones, session  # noqa: F401  # fixtures

pytestmark = pytest.mark.django_db


@pytest.fixture
def api() -> APIClient:
    return APIClient()


def of(child, part: str) -> str:
    return f"/api/v1/family/children/{child.folio}/{part}/"


def test_own_children_and_no_other(api, nina, rosa, ana, hospital):
    relative_of(ChildFactory(unit=hospital), email="otra@example.org")
    api.force_login(rosa)
    (row,) = api.get("/api/v1/family/children/").json()["results"]
    assert row == {"folio": nina.folio, "name": "Nina", "hospital": hospital.name, "state": "active"}
    api.force_login(ana)
    assert api.get("/api/v1/family/children/").json()["count"] == 0


def test_sessions_say_what_the_page_says_and_are_promised(api, nina, rosa, session, answer):  # noqa: F811
    answer(session)
    api.force_login(rosa)
    (row,) = api.get(of(nina, "sessions")).json()["results"]
    assert (row["on"], row["answer"]) == (str(session.on), "complete")
    assert row["sentence"] == "Está todo para la sesión de mañana."
    assert Promise.objects.get().channel == "api"


def test_others_find_nothing(api, nina, rosa, carmen, admin, session):  # noqa: F811
    for person in (carmen, admin):
        api.force_login(person)
        assert api.get(of(nina, "sessions")).status_code == 404
        assert api.get(of(nina, "reports")).status_code == 404
        told = api.post(of(nina, "reports"), {"kind": "fever"}, format="json", headers={"Idempotency-Key": "a"})
        assert told.status_code == 404
    assert not FamilyReport.objects.exists()


def test_a_report_is_told_once(api, nina, rosa, carmen):
    api.force_login(rosa)
    body = {"kind": "problem", "text": "No hay para el martes"}
    for _twice in range(2):
        told = api.post(of(nina, "reports"), body, format="json", headers={"Idempotency-Key": "k1"})
        assert told.status_code == 201
    assert FamilyReport.objects.count() == 1
    (row,) = api.get(of(nina, "reports")).json()["results"]
    assert (row["folio"], row["text"]) == (told.json()["folio"], "No hay para el martes")


def test_a_refusal_names_its_field(api, nina, rosa):
    api.force_login(rosa)
    told = api.post(of(nina, "reports"), {"kind": "problem"}, format="json", headers={"Idempotency-Key": "k"})
    assert told.status_code == 422
    assert told.json()["error"]["code"] == "nothing_told"
    assert told.json()["error"]["faults"][0]["field"] == "text"


def test_promises_are_for_those_who_treat_the_children(api, nina, rosa, carmen, ana, olga, session, answer):  # noqa: F811
    answer(session)
    api.force_login(rosa)
    api.get(of(nina, "sessions"))
    assert api.get("/api/v1/promises/").status_code == 403
    for person in (ana, olga):
        api.force_login(person)
        assert api.get("/api/v1/promises/").status_code == 403
    api.force_login(carmen)
    (row,) = api.get("/api/v1/promises/?canal=api&resultado=pending").json()["results"]
    assert (row["child"], row["answer"], row["outcome"]) == (nina.folio, "covered", "pending")
    assert api.get("/api/v1/promises/?canal=page").json()["count"] == 0


@pytest.fixture
def case(api, nina, rosa, phones, vincristine) -> Case:  # noqa: F811
    """What Rosa told by the API."""
    api.force_login(rosa)
    body = {"kind": "problem", "text": "No hay", "problem": "missing", "drug_words": "vincristina"}
    told = api.post(of(nina, "reports"), body, format="json", headers={"Idempotency-Key": "k1"})
    found = Case.objects.get()
    assert told.json()["case"] == found.folio
    assert (found.kind, found.drug) == ("missing", vincristine)
    return found


def test_a_case_says_what_the_page_says(api, nina, rosa, case):
    (row,) = api.get(of(nina, "cases")).json()["results"]
    assert row["sentence"] == "Falta vincristina. Lo resuelve Ana del Hospital, 33 1000 0000."
    assert (row["folio"], row["owner_phone"], row["asks"]) == (case.folio, "33 1000 0000", "")
    one = api.get(of(nina, f"cases/{case.folio}")).json()
    assert next(step["line"] for step in one["story"]) == "Se abrió el caso."


def test_what_a_family_does_with_its_case(api, nina, rosa, ana, case):
    def do(act: str, **body: str) -> dict:
        path = of(nina, f"cases/{case.folio}/{act}")
        sent = api.post(path, body, format="json", headers={"Idempotency-Key": "a"})
        return {"status": sent.status_code, **sent.json()}

    for _twice in range(2):
        assert do("reply", text="¿Ya?")["status"] == 200
    assert CaseEvent.objects.filter(kind="reply").count() == 1
    refused = do("dispute")
    assert (refused["status"], refused["error"]["code"]) == (409, "not_solved")
    claim_solved(case=case, solution="Llegó", edition=Case.objects.get().edition, by=ana)
    assert do("confirm")["state"] == "confirmed"
    assert do("reopen", text="No era")["state"] == "open"


def test_a_case_is_there_for_nobody_else(api, nina, case, carmen, admin, hospital):
    other = relative_of(ChildFactory(unit=hospital), email="otra@example.org")
    for person in (carmen, admin, other.person):
        api.force_login(person)
        assert api.get(of(nina, "cases")).status_code == 404
        assert api.get(of(nina, f"cases/{case.folio}")).status_code == 404
        assert api.get(of(other.child, f"cases/{case.folio}")).status_code == 404
        told = api.post(of(nina, f"cases/{case.folio}/confirm"), {}, format="json")
        assert told.status_code == 404
