"""The roll-out through the API: the same acts, the same refusals."""

from datetime import timedelta

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from pediatric_platform.models import Attendance, Milestone, VisitItem
from tests.factories.children import ChildFactory
from tests.factories.rollout import (
    AttendanceFactory,
    MilestoneFactory,
    RolloutSiteFactory,
    TraineeFactory,
    TrainingFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


def api(person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


def ask(person, name, *args, **body):
    answer = api(person).post(reverse(name, args=args), body, format="json")
    return answer.status_code, answer.json()


@pytest.fixture
def site(hospital):
    return RolloutSiteFactory(unit=hospital)


def test_a_hospital_joins_and_tells_what_the_data_say(hospital, ana, olga, carla):
    ChildFactory(unit=hospital)
    told = {"clues": hospital.clues, "owner": ana.pk, "finish_on": hospital.today() + timedelta(days=99)}
    assert ask(ana, "api-rollout-sites", **told)[0] == 403
    status, made = ask(olga, "api-rollout-sites", **told)
    assert (status, len(made["milestones"]), made["measured"]["children"]) == (201, 6, 1)
    assert {row["kind"]: row["done_on"] for row in made["milestones"]}["first_child"] is not None
    status, again = ask(olga, "api-rollout-sites", **told)
    assert (status, again["error"]["code"]) == (422, "already_a_site")
    assert api(carla).get(reverse("api-rollout-site", args=[hospital.clues])).status_code == 404


def test_the_list_is_filtered_as_the_page_is(site, olga):
    MilestoneFactory(site=site, blocked_by="network", blocked_since=site.unit.today())
    rows = api(olga).get(reverse("api-rollout-sites"), {"estado": "blocked"}).json()["results"]
    assert [(row["unit"]["clues"], row["standing"], row["blocked_by"]) for row in rows] == [
        (site.unit.clues, "blocked", "network")
    ]
    assert api(olga).get(reverse("api-rollout-sites"), {"estado": "nada"}).status_code == 400


def test_a_milestone_is_planned_stopped_and_reached_with_its_edition(site, ana, olga, beto):
    step = (site.unit.clues, "users")
    due = site.unit.today() + timedelta(days=9)
    assert ask(olga, "api-milestone", *step, owner=ana.pk, due_on=due)[0] == 200
    stop = {"why": "staff", "since": site.unit.today(), "note": "Vacante", "edition": 1}
    assert ask(beto, "api-milestone-block", *step, **stop)[0] == 403
    assert ask(ana, "api-milestone-block", *step, **stop)[1]["blocked_by"] == "staff"
    status, refused = ask(olga, "api-milestone-block", *step, **stop)
    assert (status, refused["error"]["code"]) == (409, "stale_edition")
    status, refused = ask(ana, "api-milestone-reach", *step, on=site.unit.today())
    assert (status, refused["error"]["code"]) == (422, "milestone_is_blocked")
    assert ask(ana, "api-milestone-unblock", *step)[0] == 200
    assert ask(ana, "api-milestone-reach", *step, on=site.unit.today())[1]["done_by"]["full_name"] == ana.full_name
    assert Milestone.objects.get().done_on == site.unit.today()


def test_scores_and_folios_are_for_who_leads_and_for_each_their_own(site, ana, carmen, olga):
    training = TrainingFactory(unit=site.unit, on=site.unit.today())
    seat = AttendanceFactory(training=training, trainee=TraineeFactory(site=site, person=carmen))
    marks = [{"id": seat.pk, "came": True, "score": "9.1"}]
    assert ask(ana, "api-training-marks", training.pk, marks=marks)[0] == 403
    assert ask(olga, "api-training-marks", training.pk, marks=marks)[0] == 200
    assert ask(olga, "api-training-close", training.pk)[1]["passed"] == 1
    folio = Attendance.objects.get().certificate
    for person, seen in ((ana, (None, None)), (carmen, ("9.1", folio)), (olga, ("9.1", folio))):
        [row] = api(person).get(reverse("api-training", args=[training.pk])).json()["attendances"]
        assert (row["passed"], (row["score"], row["certificate"])) == (True, seen)


def test_nobody_of_another_delegation_is_put_on_a_list(site, other_hospital, olga, delegation):
    training = TrainingFactory(unit=site.unit)
    theirs = TraineeFactory(site=RolloutSiteFactory(unit=other_hospital))
    assert ask(olga, "api-training-enrol", training.pk, trainees=[theirs.pk])[1]["people"] == 0


def test_a_visit_is_filled_in_by_code_and_signed_whole(site, beto, ana):
    VisitItem.objects.create(code="red", text="La red llega.", position=1)
    visit = VisitFactory(site=site, on=site.unit.today(), lead=beto)
    status, refused = ask(beto, "api-visit-answers", visit.pk, answers=[{"item": "nada", "answer": "yes"}])
    assert (status, refused["error"]["code"]) == (422, "unknown_item")
    answers = [{"item": "red", "answer": "no", "note": "Cae"}]
    assert ask(beto, "api-visit-answers", visit.pk, answers=answers, summary="Cae")[0] == 200
    status, refused = ask(beto, "api-visit-sign", visit.pk)
    assert (status, refused["error"]["code"]) == (422, "visit_incomplete")
    due = site.unit.today() + timedelta(days=9)
    told = {"text": "Cambiar el enlace", "owner": ana.pk, "due_on": due, "item": "red"}
    assert len(ask(beto, "api-visit-findings", visit.pk, **told)[1]["findings"]) == 1
    status, signed = ask(beto, "api-visit-sign", visit.pk)
    assert (status, signed["figures"]["expected"]) == (200, 10)
    finding = signed["findings"][0]["id"]
    assert ask(ana, "api-finding-resolve", finding, on=site.unit.today(), note="Hecho")[1]["done_note"] == "Hecho"
