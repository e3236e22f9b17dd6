"""Pages of the roll-out: who sees what, the forms that lose nothing typed, papers and the open check."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from pediatric_platform.actions.rollout import Mark, close_list, mark
from pediatric_platform.models import Milestone, RolloutSite, Visit, VisitItem
from tests.factories.delegations import PersonFactory, UnitFactory
from tests.factories.rollout import (
    AttendanceFactory,
    MilestoneFactory,
    RolloutSiteFactory,
    TraineeFactory,
    TrainingFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(hospital) -> RolloutSite:
    return RolloutSiteFactory(unit=hospital)


def url(name, *args):
    return reverse(f"pediatric:{name}", args=args)


def page(client, name, *args, **asked):
    answer = client.get(url(name, *args), asked)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


class TestBoard:
    def test_each_sees_the_hospitals_of_their_scope(self, client, site, other_hospital, ana, carla, olga, rosa):
        RolloutSiteFactory(unit=other_hospital)
        for person, seen in ((ana, [True, False]), (carla, [False, True]), (olga, [True, True])):
            client.force_login(person)
            text = page(client, "rollout")
            assert [name in text for name in (site.unit.name, other_hospital.name)] == seen
        client.force_login(rosa)
        assert client.get(url("rollout")).status_code == 403
        assert client.get(url("rollout-site", site.unit.clues)).status_code == 404

    def test_it_is_filtered_by_what_stops_and_downloaded_with_its_figures(self, client, site, olga):
        MilestoneFactory(site=site, blocked_by="network", blocked_since=site.unit.today(), blocked_note="Sin enlace")
        client.force_login(olga)
        assert "Sin enlace" in page(client, "rollout", detiene="network")
        assert "Sin enlace" not in page(client, "rollout", detiene="staff")
        assert "Sin enlace" in page(client, "rollout", estado="blocked")
        answer = client.get(url("rollout"), {"formato": "csv", "estado": "blocked"})
        [_head, row] = b"".join(answer).decode().strip().splitlines()
        assert site.unit.clues in row
        assert "Sin enlace" in row
        assert "Red o internet" in row

    def test_the_list_asks_the_same_however_many_there_are(self, client, olga, django_assert_max_num_queries):
        for one in RolloutSiteFactory.create_batch(10):
            MilestoneFactory(site=one)
        client.force_login(olga)
        page(client, "rollout")
        with django_assert_max_num_queries(26):
            page(client, "rollout")

    def test_hospitals_that_give_chemotherapy_are_offered_and_added_at_once(
        self, client, hospital, other_hospital, olga
    ):
        type(hospital).objects.update(provides_chemotherapy=True)
        client.force_login(olga)
        client.post(url("rollout-add-all"))
        assert set(RolloutSite.objects.values_list("unit", flat=True)) == {hospital.pk, other_hospital.pk}


class TestSite:
    def test_its_owner_moves_a_milestone_and_a_colleague_only_reads(self, client, site, ana, carmen):
        MilestoneFactory(site=site, owner=ana)
        client.force_login(carmen)
        assert url("milestone-block", site.unit.clues, "infrastructure") not in page(
            client, "rollout-site", site.unit.clues
        )
        assert client.get(url("milestone-block", site.unit.clues, "infrastructure")).status_code == 403
        client.force_login(ana)
        assert url("milestone-block", site.unit.clues, "infrastructure") in page(
            client, "rollout-site", site.unit.clues
        )
        body = {"why": "network", "since": site.unit.today(), "note": "Sin enlace", "edition": 1}
        assert client.post(url("milestone-block", site.unit.clues, "infrastructure"), body).status_code == 302
        assert Milestone.objects.get().blocked_note == "Sin enlace"
        client.post(url("milestone-unblock", site.unit.clues, "infrastructure"))
        assert Milestone.objects.get().blocked_by == ""

    def test_a_stale_form_says_so_keeps_what_was_typed_and_goes_through_the_second_time(self, client, site, ana, olga):
        row = MilestoneFactory(site=site, owner=ana, edition=3)
        client.force_login(olga)
        body = {"why": "staff", "since": site.unit.today(), "note": "Plaza vacante", "edition": 2}
        answer = client.post(url("milestone-block", site.unit.clues, "infrastructure"), body)
        assert answer.status_code == 422
        assert "Plaza vacante" in answer.content.decode()
        again = body | {"edition": answer.context["form"]["edition"].value()}
        assert client.post(url("milestone-block", site.unit.clues, "infrastructure"), again).status_code == 302
        row.refresh_from_db()
        assert row.blocked_by == "staff"

    def test_an_unknown_milestone_is_not_there(self, client, site, olga):
        client.force_login(olga)
        assert client.get(url("milestone", site.unit.clues, "nada")).status_code == 404


class TestTraining:
    @pytest.fixture
    def held(self, hospital, site, carmen, olga):
        training = TrainingFactory(unit=hospital, on=hospital.today(), topic="Dosis y sesiones")
        seat = AttendanceFactory(
            training=training, trainee=TraineeFactory(site=site, person=carmen, full_name="Carmen P")
        )
        mark(training=training, marks={seat.pk: Mark(True, Decimal("9.4"))}, by=olga)
        close_list(training=training, by=olga)
        seat.refresh_from_db()
        return seat

    def test_a_score_is_seen_by_who_leads_and_by_its_own_and_by_no_colleague(self, client, held, ana, carmen, olga):
        for person, seen in ((ana, False), (carmen, True), (olga, True)):
            client.force_login(person)
            text = page(client, "training", held.training_id)
            assert "Carmen P" in text
            assert ("9.4" in text, held.certificate in text) == (seen, seen)

    def test_the_certificate_is_a_pdf_for_its_own_and_for_who_leads(self, client, held, ana, carla, carmen, olga):
        for person, status in ((ana, 403), (carla, 404), (carmen, 200), (olga, 200)):
            client.force_login(person)
            answer = client.get(url("certificate-paper", held.pk))
            assert (person.full_name, answer.status_code) == (person.full_name, status)
        assert answer.content.startswith(b"%PDF")
        assert client.get(url("certificate-papers", held.training_id)).content.startswith(b"%PDF")

    def test_anybody_with_the_folio_checks_it_without_an_account(self, client, held):
        text = page(client, "certificate", held.certificate.lower())
        assert "verdadera" in text
        assert "Carmen P" in text
        assert "9.4" not in text
        other = page(client, "certificate", "K-222222222222")
        assert "No hay una constancia" in other
        answer = client.get(url("certificate-search"), {"folio": f" {held.certificate.lower()} "})
        assert answer.url == url("certificate", held.certificate)

    def test_the_whole_list_is_marked_at_once_and_a_wrong_score_loses_nothing(self, client, hospital, site, olga):
        training = TrainingFactory(unit=hospital, on=hospital.today())
        first, second = [AttendanceFactory(training=training, trainee=TraineeFactory(site=site)) for _ in range(2)]
        client.force_login(olga)
        body = {
            f"came-{first.pk}": "si",
            f"score-{first.pk}": "9",
            f"came-{second.pk}": "no",
            f"score-{second.pk}": "5",
        }
        answer = client.post(url("training-marks", training.pk), body | {"edition": 1})
        assert answer.status_code == 422
        assert second.trainee.full_name in answer.content.decode()
        body[f"score-{second.pk}"] = ""
        assert client.post(url("training-marks", training.pk), body | {"edition": 1}).status_code == 302
        first.refresh_from_db()
        assert (first.came, first.score, first.passed) == (True, 9, True)
        client.post(url("training-close", training.pk))
        first.refresh_from_db()
        assert first.certificate.startswith("K-")


class TestVisit:
    def test_it_is_filled_in_signed_and_printed(self, client, site, beto, ana):
        item = VisitItem.objects.create(code="red", text="La red llega.", position=1)
        visit = VisitFactory(site=site, on=site.unit.today(), lead=beto)
        client.force_login(beto)
        draft = client.get(url("rollout-visit-report", visit.pk))
        assert draft.content.startswith(b"%PDF")
        body = {f"answer-{item.pk}": "no", f"note-{item.pk}": "Cae", "summary": "Cae la red", "edition": 1}
        assert client.post(url("rollout-visit-answers", visit.pk), body).status_code == 302
        client.post(url("rollout-visit-sign", visit.pk))
        assert Visit.objects.get().signed_at is None
        assert "aún no tiene hallazgo" in page(client, "rollout-visit", visit.pk)
        due = site.unit.today() + timedelta(days=9)
        told = {"item": item.pk, "text": "Cambiar el enlace", "owner": ana.pk, "due_on": due}
        assert client.post(url("finding-add", visit.pk), told).status_code == 302
        client.post(url("rollout-visit-sign", visit.pk))
        assert Visit.objects.get().signed_by == beto
        client.force_login(ana)
        assert "Cambiar el enlace" in page(client, "finding-list")
        finding = visit.findings.get()
        done = {"on": site.unit.today(), "note": "Enlace nuevo"}
        assert client.post(url("finding-resolve", finding.pk), done).status_code == 302
        assert "Cambiar el enlace" not in page(client, "finding-list")
        assert client.get(url("rollout-visit-answers", visit.pk)).status_code == 403


def test_a_list_offers_the_hospitals_own_people_first_and_says_where_each_works(client, site, delegation, olga):
    training = TrainingFactory(unit=site.unit)
    near = RolloutSiteFactory(unit=UnitFactory(delegation=delegation, name="0 Antes en el abecedario"))
    theirs = TraineeFactory(site=near, full_name="Ada Simulada")
    own = TraineeFactory(site=site, full_name="Zoe Simulada")
    client.force_login(olga)
    text = page(client, "training-enrol", training.pk)
    assert text.index(own.full_name) < text.index(theirs.full_name)
    assert near.unit.name in text
    assert site.unit.name in text.partition(own.full_name)[2].partition("</label>")[0]


def test_one_hospital_is_not_many(client, site, ana):
    client.force_login(ana)
    assert "1 hospital en el despliegue" in page(client, "rollout")


def test_words_are_found_where_a_topic_a_name_or_a_finding_begins(client, site, olga):
    TrainingFactory(unit=site.unit, topic="Órdenes de quimioterapia", trainer="Zoila Ñandú")
    VisitFactory(site=site, lead=PersonFactory(full_name="Íñigo Cabecera"))
    client.force_login(olga)
    for name, found in (
        ("training-list", ("ordenes", "quimio", "zoila", f"zoila {site.unit.clues}")),
        ("rollout-visit-list", ("inigo", "cabec")),
    ):
        for words in found:
            assert client.get(url(name), {"q": words}).context["page_obj"].paginator.count == 1, words
        assert client.get(url(name), {"q": "jamás"}).context["page_obj"].paginator.count == 0
