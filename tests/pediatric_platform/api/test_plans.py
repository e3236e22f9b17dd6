from __future__ import annotations

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from pediatric_platform.models import Dose, Plan
from tests.factories.plans import approved, begun, in_days
from tests.factories.supply import AssortmentFactory


@pytest.fixture
def plan(nina, carmen, vincristine) -> Plan:
    AssortmentFactory(unit=nina.unit, drug=vincristine)
    return begun(nina, approved(), carmen)


def api(person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def test_a_plan_is_begun_by_whoever_prescribes(nina, carmen, felipe):
    asked = {
        "folio": nina.folio,
        "regimen": approved().pk,
        "growth": nina.growth.get().pk,
        "started_on": in_days(0).isoformat(),
    }
    assert api(felipe).post(reverse("api-plans"), asked, format="json").status_code == 403
    answer = api(carmen).post(reverse("api-plans"), asked, format="json")
    assert (answer.status_code, answer.json()["folio"]) == (201, nina.folio)
    again = api(carmen).post(reverse("api-plans"), asked, format="json")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "plan_already_active")


def test_a_session_tells_doses_pieces_and_its_answer_and_no_name(plan, nina, felipe, carla):
    address = reverse("api-session", args=[plan.sessions.get(day=15).pk])
    told = api(felipe).get(address).json()
    assert (told["folio"], told["doses"][0]["amount"]) == (nina.folio, "1.200")
    assert told["doses"][0]["pieces"][0]["pieces"] == 2
    assert told["answer"]["status"] == "unknown"
    assert nina.first_surname not in str(told)
    assert api(carla).get(address).status_code == 404


def test_a_session_moved_on_top_of_another_s_change_is_a_conflict(plan, carmen):
    address = reverse("api-session-move", args=[plan.sessions.get(day=15).pk])
    asked = {"to": in_days(16).isoformat(), "reason": "fever", "edition": 1}
    assert api(carmen).post(address, asked, format="json").json()["on"] == in_days(16).isoformat()
    answer = api(carmen).post(address, {**asked, "to": in_days(17).isoformat()}, format="json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "stale_edition")


def test_a_dose_above_its_cap_is_refused_at_its_field(plan, carmen):
    dose = Dose.objects.get(session__plan=plan, session__day=15)
    asked = {"amount": "2.5", "reason": "Error", "edition": 1}
    answer = api(carmen).post(reverse("api-dose-change", args=[dose.pk]), asked, format="json")
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "dose_above_cap")


def test_sessions_are_listed_for_who_treats_and_for_nobody_else(plan, carmen, olga, carla):
    assert api(carmen).get(reverse("api-sessions"), {"desde": in_days(1).isoformat()}).json()["count"] == 4
    assert api(olga).get(reverse("api-sessions")).status_code == 403
    assert api(carla).get(reverse("api-sessions")).status_code in (200, 403)


def test_a_session_is_cancelled_with_a_kind_of_reason_and_the_drug_that_is_missing(plan, vincristine, carmen):
    address = reverse("api-session-cancel", args=[plan.sessions.get(day=8).pk])

    def cancel(**told):
        return api(carmen).post(address, {"edition": 1, **told}, format="json")

    assert cancel(reason="Toxicidad").status_code == 400
    unnamed = cancel(reason="missing_drug")
    assert (unnamed.status_code, unnamed.json()["error"]["code"]) == (422, "missing_drug_not_named")
    done = cancel(reason="missing_drug", missing_drug=vincristine.pk).json()
    assert (done["state"], done["cancel_reason"], done["missing_drug"]) == ("cancelled", "missing_drug", vincristine.pk)


def test_a_dose_left_out_says_whether_it_was_there(plan, carmen):
    dose = Dose.objects.get(session__plan=plan, session__day=15)
    told = {"edition": 1, "reason": "No hay", "was_missing": True}
    answer = api(carmen).post(reverse("api-dose-omit", args=[dose.pk]), told, format="json")
    assert (answer.status_code, answer.json()["was_missing"]) == (200, True)
