"""/api/v1/fever-…: the golden hour's episodes, stamps and figures."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from delegations.models import AuditEvent, Person
from pediatric_platform.models import FeverEpisode, FeverStamp
from tests.factories.children import ChildFactory
from tests.factories.fever import FeverEpisodeFactory, FeverStampFactory, fever_rules
from tests.factories.supply import DrugFactory

pytestmark = pytest.mark.django_db
LIST = "/api/v1/fever-episodes/"
FIGURES = "/api/v1/fever-figures/"


def as_(person: Person) -> APIClient:
    client = APIClient()
    client.force_authenticate(person)
    return client


@pytest.fixture
def episode(nina):
    fever_rules()
    row = FeverEpisodeFactory(child=nina)
    FeverStampFactory(episode=row, at=row.arrived_at)
    return row


def post(person, episode, key: str | None = "toque-1", **body):
    headers = {"Idempotency-Key": key} if key else {}
    return as_(person).post(f"{LIST}{episode.folio}/stamps/", body, format="json", headers=headers)


def folios(person, **asked) -> set[str]:
    return {row["folio"] for row in as_(person).get(LIST, asked).json()["results"]}


def test_the_list_is_of_the_clinical_scope(episode, carmen, mireya, ana, olga, carla, rosa, other_hospital):
    FeverEpisodeFactory(child=ChildFactory(unit=other_hospital))
    assert folios(carmen) == folios(mireya) == {episode.folio}
    for person in (ana, olga, carla, rosa):
        assert as_(person).get(LIST).status_code == 403
        assert as_(person).get(f"{LIST}{episode.folio}/").status_code == 404


def test_a_line_has_folios_and_clocks_and_no_name(episode, carmen, nina):
    FeverEpisode.objects.update(
        state="treated", ordered_at=episode.arrived_at + timedelta(minutes=2), antibiotic_at=timezone.now()
    )
    answer = as_(carmen).get(LIST)
    row = answer.json()["results"][0]
    assert (row["child"], row["unit"]["clues"]) == (nina.folio, nina.unit.clues)
    assert (row["arrival_to_antibiotic"], row["order_to_antibiotic"]) == (10, 8)
    assert (row["late_reason"], row["closed_reason"]) == (None, None)
    assert nina.first_surname not in answer.content.decode()


def test_each_filter(episode, carmen, hospital):
    def other(**facts):
        return FeverEpisodeFactory(child=ChildFactory(unit=hospital), fever_at=None, **facts).folio

    now = timezone.now()
    here = {"arrived_at": now - timedelta(minutes=90), "opened_at": now - timedelta(days=40)}
    waits = other(**here)
    given = other(state="treated", antibiotic_at=now - timedelta(minutes=50), **here)
    late = other(state="treated", antibiotic_at=now, late_reason="no_bed", **here)
    untold = other(state="treated", antibiotic_at=now, **here)
    closed = other(state="closed", closed_at=now, closed_reason="no_fever", **here)
    running, one = {episode.folio, waits}, episode.folio
    assert folios(carmen, en_curso="si") == running
    assert folios(carmen, en_curso="no") == {given, late, untold, closed}
    assert folios(carmen, tarde="si") == {waits, late, untold}
    assert folios(carmen, tarde="no") == {one, given}
    assert folios(carmen, motivo="no_bed") == {late}
    assert folios(carmen, motivo="sin") == {waits, untold}
    assert folios(carmen, estado="closed") == {closed}
    assert folios(carmen, desde=(now - timedelta(days=2)).isoformat()) == {one}
    assert folios(carmen, hasta=(now - timedelta(days=2)).isoformat()) == {waits, given, late, untold, closed}
    assert folios(carmen, unidad=hospital.clues.lower()) == {one, waits, given, late, untold, closed}
    assert folios(carmen, unidad="NADA") == set()
    assert as_(carmen).get(LIST, {"estado": "x"}).status_code == 400


def test_the_list_asks_a_fixed_few(episode, carmen, hospital, django_assert_num_queries):
    client = as_(carmen)
    client.get(LIST)
    for _n in range(6):
        FeverEpisodeFactory(child=ChildFactory(unit=hospital), antibiotic=DrugFactory())
    with django_assert_num_queries(2):  # postings, and the rows
        client.get(LIST)


def test_one_tells_its_history_and_that_it_was_read_is_written_down(episode, carmen):
    assert post(carmen, episode, stamp="triage").status_code == 200
    before = AuditEvent.objects.filter(type="fever.read").count()
    told = as_(carmen).get(f"{LIST}{episode.folio}/").json()
    assert [(one["stamp"], one["by"]) for one in told["stamps"]] == [("arrived", None), ("triage", carmen.full_name)]
    assert AuditEvent.objects.filter(type="fever.read", by=carmen).count() == before + 1


def test_the_same_key_is_one_tap(episode, carmen):
    first = post(carmen, episode, stamp="triage")
    again = post(carmen, episode, stamp="triage")
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json()["triage_at"] == again.json()["triage_at"]
    assert FeverStamp.objects.filter(episode=episode, stamp="triage").count() == 1
    assert AuditEvent.objects.filter(type="fever.stamped").count() == 1


def test_a_key_used_for_another_stamp_is_told_and_another_persons_is_theirs(episode, carmen, felipe):
    post(carmen, episode, stamp="triage")
    reused = post(carmen, episode, stamp="evaluated")
    assert (reused.status_code, reused.json()["error"]["code"]) == (409, "key_reused")
    assert post(felipe, episode, stamp="evaluated").status_code == 200
    missing = post(carmen, episode, key=None, stamp="ordered")
    assert (missing.status_code, missing.json()["error"]["code"]) == (400, "idempotency_key_missing")


def test_the_antibiotic_ends_the_hour(episode, carmen):
    drug = DrugFactory()
    at = (timezone.now() - timedelta(minutes=1)).isoformat()
    told = post(carmen, episode, stamp="antibiotic", at=at, offline=True, antibiotic=drug.code).json()
    assert (told["state"], told["antibiotic"]["code"], told["arrival_to_antibiotic"]) == ("treated", drug.code, 9)
    assert FeverStamp.objects.get(stamp="antibiotic").offline
    wrong = post(carmen, episode, key="otro", stamp="triage", antibiotic=drug.code)
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (422, "not_an_antibiotic")


def test_refusals_are_told_apart(episode, carmen):
    post(carmen, episode, stamp="triage")
    taken = post(carmen, episode, key="b", stamp="triage")
    assert (taken.status_code, taken.json()["error"]["code"]) == (409, "already_stamped")
    at = (timezone.now() - timedelta(minutes=3)).isoformat()
    assert post(carmen, episode, key="c", stamp="triage", at=at, reason="Se tocó tarde").status_code == 200
    early = (episode.arrived_at - timedelta(minutes=5)).isoformat()
    order = post(carmen, episode, key="d", stamp="evaluated", at=early)
    assert (order.status_code, order.json()["error"]["code"]) == (422, "out_of_order")
    ahead = post(carmen, episode, key="e", stamp="evaluated", at=(timezone.now() + timedelta(hours=1)).isoformat())
    assert (ahead.status_code, ahead.json()["error"]["code"]) == (422, "future_stamp")
    FeverEpisode.objects.update(state="closed", closed_at=timezone.now(), closed_reason="no_fever")
    ended = post(carmen, episode, key="f", stamp="evaluated")
    assert (ended.status_code, ended.json()["error"]["code"]) == (409, "episode_ended")


def test_an_hour_without_its_offset_is_refused(episode, carmen):
    answer = post(carmen, episode, stamp="triage", at="2026-11-01T01:30:00")
    assert answer.status_code == 400
    assert answer.json()["error"]["faults"][0]["field"] == "at"
    assert not FeverStamp.objects.filter(stamp="triage").exists()


def test_who_does_not_stamp_there_is_refused_before_their_words_are_read(episode, mireya, carla, ana):
    assert post(mireya, episode, stamp="x").status_code == 403
    assert post(carla, episode, stamp="triage").status_code == 404
    assert post(ana, episode, stamp="triage").status_code == 404


def given(unit, minutes: float, **facts) -> None:
    at = timezone.now() - timedelta(days=1)
    FeverEpisodeFactory(
        child=ChildFactory(unit=unit), state="treated", fever_at=None, arrived_at=at,
        antibiotic_at=at + timedelta(minutes=minutes), opened_at=at, **facts,
    )  # fmt: skip


def test_figures_are_counts_of_ones_own_hospitals(ana, carla, olga, rosa, hospital, other_hospital):
    given(hospital, 30)
    given(hospital, 90, late_reason="no_bed")
    given(hospital, 80)
    given(other_hospital, 20)
    told = as_(ana).get(FIGURES).json()
    assert told["total"]["arrival"] == {"n": 3, "within": 1, "share": pytest.approx(1 / 3), "median": 80.0}
    assert told["total"]["order"] == {"n": 0, "within": 0, "share": None, "median": None}
    assert told["late"] == [{"reason": None, "count": 1}, {"reason": "no_bed", "count": 1}]
    assert len(told["months"]) == 12
    assert (told["usual_share"], told["share_signals"]["outside"]) == (None, [])
    assert told["antibiotics"] == [{"drug": None, "count": 3}]
    assert [row["unit"]["clues"] for row in told["hospitals"]] == [hospital.clues]
    assert as_(carla).get(FIGURES).json()["total"]["arrival"]["n"] == 1
    assert as_(olga).get(FIGURES, {"hospital": hospital.clues, "meses": "3"}).json()["total"]["arrival"]["n"] == 3
    assert as_(carla).get(FIGURES, {"hospital": hospital.clues}).status_code == 404
    assert as_(rosa).get(FIGURES).status_code == 403


def test_what_is_usual_comes_with_its_limits(olga, hospital):
    now = timezone.now()
    for back in range(9):
        at = now - timedelta(days=31 * back)
        for minutes in (30, 30, 30, 90):
            FeverEpisodeFactory(
                child=ChildFactory(unit=hospital), state="treated", fever_at=None, arrived_at=at,
                antibiotic_at=at + timedelta(minutes=minutes), opened_at=at,
            )  # fmt: skip
    told = as_(olga).get(FIGURES).json()
    assert (told["usual_share"], told["usual_median"]) == (0.75, 30.0)
    known = [month for month in told["months"] if month["arrival"]["n"]]
    assert all(month["limits"]["lower"] < 0.75 < month["limits"]["upper"] for month in known)
    assert told["months"][0]["limits"] is None
    assert told["share_signals"] == {"outside": [], "better_from": None, "worse_from": None}
