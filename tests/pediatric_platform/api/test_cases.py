from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from rest_framework.test import APIClient

from delegations.models import AuditEvent
from pediatric_platform.models import Case, CaseEventKind
from tests.factories.cases import CaseEventFactory, CaseFactory, CaseFollowerFactory, case_rules

pytestmark = pytest.mark.django_db
STORY = "No hay en la ventanilla"


@pytest.fixture
def case(hospital, ana, nina, rosa, vincristine) -> Case:
    case_rules()
    row = CaseFactory(unit=hospital, drug=vincristine, owner=ana.postings.get())
    CaseFollowerFactory(case=row, child=nina, person=rosa, story=STORY)
    CaseEventFactory(case=row, kind="reply", text="Sigue sin haber", by=rosa)
    return row


def api(person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def act(person, case, name, body, key="k"):
    address = reverse(f"api-case-{name}", args=[case.folio])
    return api(person).post(address, body, format="json", headers={"Idempotency-Key": key})


def test_the_list_tells_of_cases_within_reach_and_nothing_that_families_wrote(case, ana, carla):
    told = api(ana).get(reverse("api-cases")).json()
    assert [row["folio"] for row in told["results"]] == [case.folio]
    assert (told["results"][0]["children"], told["results"][0]["owner"]["name"]) == (1, "Ana del Hospital")
    assert STORY not in str(told)
    assert api(carla).get(reverse("api-cases")).json()["results"] == []
    assert api(carla).get(reverse("api-case", args=[case.folio])).status_code == 404


def test_a_case_tells_the_story_to_whoever_works_at_it_and_is_written_down(case, ana, admin):
    address = reverse("api-case", args=[case.folio])
    mine, theirs = api(ana).get(address).json(), api(admin).get(address).json()
    assert mine["touched"][0]["story"] == STORY
    assert mine["history"][0]["note"] == "Sigue sin haber"
    assert (theirs["touched"][0]["story"], theirs["history"][0]["note"]) == ("", "")
    assert "Nina Fernanda" not in str(mine)
    assert AuditEvent.objects.filter(type="case.read", by_id__in=[ana.pk, admin.pk]).count() == 2


def test_the_same_key_opens_one_case(case, hospital, ana):
    body = {"unit": hospital.clues, "kind": "missing", "drug": "010.000.1768", "story": "x"}
    headers = {"Idempotency-Key": "una"}
    first = api(ana).post(reverse("api-cases"), body, format="json", headers=headers)
    again = api(ana).post(reverse("api-cases"), body, format="json", headers=headers)
    assert first.status_code == again.status_code == 201
    assert first.json()["folio"] == again.json()["folio"]
    assert first.json()["deadline_at"]


def test_a_hospital_of_others_is_not_theirs_to_open_at(case, other_hospital, ana):
    body = {"unit": other_hospital.clues, "kind": "missing", "drug_words": "x"}
    answer = api(ana).post(reverse("api-cases"), body, format="json", headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "not_yours_to_open")


def test_a_key_as_long_as_they_may_be_is_still_one_contact(case, ana):
    said = {"way": "phone", "reached": False}
    long, other = "k" * 100, "k" * 99 + "x"
    assert [act(ana, case, "contact", said, key=key).status_code for key in (long, long, other)] == [200, 200, 200]
    assert case.events.filter(kind=CaseEventKind.CONTACT).count() == 2


def test_two_people_and_two_acts_under_one_key_are_each_written(case, ana, beto):
    for person in (ana, beto, beto):
        assert act(person, case, "note", {"text": "Se pidió traspaso"}, key="1").status_code == 200
    assert act(ana, case, "contact", {"way": "phone", "reached": False}, key="1").status_code == 200
    assert case.events.filter(kind=CaseEventKind.NOTE).count() == 2
    assert case.events.filter(kind=CaseEventKind.CONTACT).count() == 1


def test_a_case_is_worked_by_the_same_actions_as_on_its_page(case, ana, beto):
    assert act(ana, case, "take", {"edition": case.edition}).json()["state"] == "in_progress"
    stale = act(beto, case, "take", {"edition": case.edition})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "stale_edition")
    assert act(ana, case, "contact", {"way": "phone", "reached": True}).json()["contacted_at"]
    edition = Case.objects.get(pk=case.pk).edition
    until = (timezone.localdate() + timedelta(days=1)).isoformat()
    waiting = act(ana, case, "wait", {"edition": edition, "whom": "supplier", "until": until}).json()
    assert (waiting["state"], waiting["waiting_for"]) == ("waiting", "supplier")
    solved = act(ana, case, "solve", {"edition": waiting["edition"], "solution": "Llegó"}).json()
    assert solved["state"] == "solved"
    early = act(ana, case, "close", {"edition": solved["edition"], "reason": "x"})
    assert early.status_code == 403


def test_what_does_not_wait_is_not_resumed(case, ana):
    answer = act(ana, case, "resume", {"edition": case.edition})
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "not_waiting")


def test_the_figures_say_from_how_many(case, ana):
    told = api(ana).get(reverse("api-case-figures"), {"dias": "28"}).json()
    assert (told["days"], told["standing"]["standing"], told["standing"]["children"]) == (28, 1, 1)
    assert (told["measures"]["contacted"]["n"], told["measures"]["contacted"]["median_hours"]) == (0, None)
