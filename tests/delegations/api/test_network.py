"""The network in the API: public where the page is, scoped everywhere else, every refusal in the one shape."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from delegations.actions import network
from delegations.models import Handover, Holding, Person, Posting, Unit, UnitKind
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def rosa(delegation) -> Person:
    person = PersonFactory(email="rosa@example.org", full_name="Rosa Representante")
    PostingFactory(person=person, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    return person


@pytest.fixture
def ana_post(ana) -> Posting:
    return ana.postings.get()


@pytest.fixture
def carla_post(carla) -> Posting:
    return carla.postings.get()


@pytest.fixture
def post(client):
    """What `person` sends as JSON to an address of the API."""

    def send(person, name, *args, **body):
        client.force_login(person)
        return client.post(reverse(name, args=args), body, content_type="application/json")

    return send


def fault(answer) -> tuple[int, str, str]:
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["faults"][0]["field"] if error["faults"] else ""


class TestDirectory:
    def test_anybody_reads_it_and_finds_a_hospital_however_it_is_written(self, client, hospital, ana):
        ana.postings.update(office_phone="000 000 0001", office_email="oficina@example.org")
        answer = client.get(reverse("api-network"), {"q": "umae de prueba"})
        (entry,) = answer.json()["results"]
        assert entry["unit"]["clues"] == hospital.clues
        assert entry["in_charge"] == entry["titular"]
        assert entry["titular"] == {
            "name": "Ana del Hospital",
            "holding": "titular",
            "phone": "000 000 0001",
            "email": "oficina@example.org",
            "since": "2020-01-01",
            "until": None,
        }

    def test_nothing_of_the_account_nor_of_other_roles_is_told(self, client, hospital, ana):
        PostingFactory(role=Role.PHARMACIST, unit=hospital, person=PersonFactory(full_name="Quien No Se Publica"))
        text = client.get(reverse("api-network")).content.decode()
        assert "ana@example.org" not in text
        assert "Quien No Se Publica" not in text

    def test_one_delegation_and_a_code_that_is_none(self, client, hospital, other_hospital):
        answer = client.get(reverse("api-network"), {"delegacion": "BC"})
        assert [row["delegation"]["code"] for row in answer.json()["results"]] == ["BC", "BC"]
        assert fault(client.get(reverse("api-network"), {"delegacion": "NO"})) == (400, "invalid", "delegacion")
        assert client.get(reverse("api-network"), {"delegacion": "\x00"}).status_code == 400

    def test_strangers_are_limited(self, client, hospital, monkeypatch):
        from rest_framework.throttling import AnonRateThrottle

        monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
        statuses = [client.get(reverse("api-network")).status_code for _time in range(3)]
        assert statuses == [200, 200, 429]


class TestGaps:
    def test_what_is_missing_and_whose_task_it_is(self, client, hospital, ana, rosa):
        client.force_login(rosa)
        rows = client.get(reverse("api-gaps")).json()["results"]
        no_substitute = next(row for row in rows if row["kind"] == "no_substitute" and row["unit"])
        assert no_substitute["unit"]["clues"] == hospital.clues
        assert no_substitute["since"] is None
        assert no_substitute["task"] == {
            "role": "delegation_representative",
            "person": "Rosa Representante",
            "fell_back": False,
        }

    def test_nothing_of_another_delegation(self, client, hospital, other_hospital, rosa):
        client.force_login(rosa)
        assert other_hospital.clues not in client.get(reverse("api-gaps")).content.decode()

    def test_a_relative_may_not(self, client, hospital):
        relative = PersonFactory()
        PostingFactory(person=relative, role=Role.FAMILY, unit=hospital)
        client.force_login(relative)
        assert client.get(reverse("api-gaps")).status_code == 403
        assert client.get(reverse("api-postings")).status_code == 403


class TestPostings:
    def test_those_one_sees_today_unless_asked_for_others(self, client, ana_post, carla_post, rosa, today):
        gone = PostingFactory(role=Role.PHARMACIST, unit=ana_post.unit, ends_on=today - timedelta(days=1))
        client.force_login(rosa)

        def listed(**asked):
            return {row["id"] for row in client.get(reverse("api-postings"), asked).json()["results"]}

        assert listed() == {ana_post.pk, rosa.postings.get().pk}
        assert listed(cuando="antes") == {gone.pk}
        assert listed(funcion="unit_supply_manager") == {ana_post.pk}
        assert listed(q="ana") == {ana_post.pk}

    def test_a_page_of_them_takes_the_same_queries_however_many(
        self, client, ana_post, rosa, django_assert_max_num_queries
    ):
        for _index in range(8):
            PostingFactory(role=Role.PHARMACIST, unit=UnitFactory(delegation=ana_post.unit.delegation))
        client.force_login(rosa)
        with django_assert_max_num_queries(8):
            client.get(reverse("api-postings"))

    def test_a_relative_is_on_no_list(self, client, hospital, olga):
        relative = PostingFactory(role=Role.FAMILY, unit=hospital)
        client.force_login(olga)
        assert str(relative.pk) not in {str(r["id"]) for r in client.get(reverse("api-postings")).json()["results"]}
        assert client.get(reverse("api-posting", args=[relative.pk])).status_code == 404

    def test_somebody_new_is_appointed_and_invited(self, post, delegation, rosa, today):
        unit = UnitFactory(delegation=delegation)
        answer = post(
            rosa, "api-postings", role="unit_supply_manager", unit=unit.clues, email="nueva@example.org",
            full_name="Nueva Responsable", starts_on=today.isoformat(),
        )  # fmt: skip
        assert (answer.status_code, answer.json()["invited"]) == (201, True)
        made = Posting.objects.get(unit=unit)
        assert (made.person.email, made.holding, made.person.has_joined) == (
            "nueva@example.org", Holding.TITULAR, False,
        )  # fmt: skip

    def test_a_taken_post_is_a_conflict_that_names_the_holder(self, post, ana_post, rosa, today):
        answer = post(
            rosa, "api-postings", role="unit_supply_manager", unit=ana_post.unit.clues, email="nueva@example.org",
            full_name="Nueva", starts_on=today.isoformat(),
        )  # fmt: skip
        assert fault(answer) == (409, "post_taken", "starts_on")
        assert "Ana del Hospital" in answer.json()["error"]["message"]
        assert answer.json()["error"]["remedy"]
        assert not Person.objects.filter(email="nueva@example.org").exists()

    def test_an_end_before_the_start_is_understood_and_refused(self, post, delegation, rosa, today):
        answer = post(
            rosa, "api-postings", role="pharmacist", unit=UnitFactory(delegation=delegation).clues,
            email="nueva@example.org", full_name="Nueva", starts_on=today.isoformat(),
            ends_on=(today - timedelta(days=1)).isoformat(),
        )  # fmt: skip
        assert fault(answer) == (422, "ends_before_start", "ends_on")

    def test_family_is_not_given_here(self, post, hospital, admin, today):
        answer = post(
            admin, "api-postings", role="family", unit=hospital.clues, email="mama@example.org", full_name="Mamá",
            starts_on=today.isoformat(),
        )  # fmt: skip
        assert fault(answer) == (400, "invalid", "role")


class TestSwappedIds:
    """Another delegation's ids in the address or in the body lead nowhere and change nothing."""

    BODIES = {
        "api-posting-end": {"on": "2026-11-01", "reason": "Cambio"},
        "api-posting-substitute": {"email": "rosa@example.org", "starts_on": "2026-11-01", "ends_on": "2026-11-02"},
        "api-posting-hand-over": {"email": "otra@example.org", "full_name": "Otra", "on": "2026-11-01"},
        "api-posting-contact": {"office_phone": "", "office_email": ""},
    }

    @pytest.mark.parametrize("name", BODIES)
    @pytest.mark.parametrize("who", ["rosa", "ana", "beto"])
    def test_a_posting_of_another_delegation_does_not_exist(self, post, ana, beto, rosa, carla_post, name, who):
        person = {"rosa": rosa, "ana": ana, "beto": beto}[who]
        before = list(Posting.objects.order_by("pk").values())
        assert post(person, name, carla_post.pk, **self.BODIES[name]).status_code == 404
        assert list(Posting.objects.order_by("pk").values()) == before

    @pytest.mark.parametrize("name", BODIES)
    def test_one_that_is_seen_but_not_given_is_forbidden(self, post, beto, ana_post, name):
        answer = post(beto, name, ana_post.pk, **self.BODIES[name])
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "permission_denied")

    @pytest.mark.parametrize("field", ["unit", "delegation"])
    def test_a_place_of_another_delegation_in_the_body(self, post, rosa, other_hospital, today, field):
        code = other_hospital.clues if field == "unit" else other_hospital.delegation.code
        answer = post(
            rosa, "api-postings", role="pharmacist", email="nueva@example.org", full_name="Nueva",
            starts_on=today.isoformat(), **{field: code},
        )  # fmt: skip
        assert fault(answer) == (400, "invalid", field)
        assert not Person.objects.filter(email="nueva@example.org").exists()

    def test_a_umae_of_ones_own_delegation(self, post, rosa, delegation, today):
        umae = UnitFactory(delegation=delegation, kind=UnitKind.UMAE, level=3)
        answer = post(
            rosa, "api-postings", role="pharmacist", unit=umae.clues, email="nueva@example.org", full_name="Nueva",
            starts_on=today.isoformat(),
        )  # fmt: skip
        assert answer.status_code == 403

    def test_a_person_of_another_delegation_as_cover(self, post, rosa, ana_post, carla, today):
        answer = post(
            rosa, "api-posting-substitute", ana_post.pk, email=carla.email, starts_on=today.isoformat(),
            ends_on=today.isoformat(),
        )  # fmt: skip
        assert fault(answer) == (400, "invalid", "email")


class TestActs:
    @pytest.mark.parametrize("name", ["end", "substitute", "hand-over", "contact"])
    def test_whoever_may_not_is_told_so_before_what_they_wrote_is_read(self, post, ana_post, beto, name):
        assert post(beto, f"api-posting-{name}", ana_post.pk).status_code == 403

    def test_a_posting_ends_and_one_that_has_not_begun_is_withdrawn(self, post, ana_post, rosa, today):
        answer = post(rosa, "api-posting-end", ana_post.pk, on=today.isoformat(), reason="Cambio")
        assert (answer.status_code, answer.json()["ends_on"]) == (200, today.isoformat())
        coming = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=ana_post.unit, starts_on=today + timedelta(days=9))
        answer = post(rosa, "api-posting-end", coming.pk, on=today.isoformat(), reason="Cambio")
        assert answer.status_code == 204
        assert not Posting.objects.filter(pk=coming.pk).exists()

    def test_the_titular_arranges_a_holiday_and_changes_the_contact(self, post, ana, ana_post, today):
        colleague = PostingFactory(role=Role.PHARMACIST, unit=ana_post.unit).person
        answer = post(
            ana, "api-posting-substitute", ana_post.pk, email=colleague.email, starts_on=today.isoformat(),
            ends_on=today.isoformat(),
        )  # fmt: skip
        assert (answer.status_code, answer.json()["covers"]) == (201, ana_post.pk)
        answer = post(ana, "api-posting-contact", ana_post.pk, office_phone="33 0000 0000", office_email="")
        assert (answer.status_code, answer.json()["office_phone"]) == (200, "33 0000 0000")
        answer = post(ana, "api-posting-contact", ana_post.pk, office_phone="no hay", office_email="")
        assert fault(answer) == (422, "bad_contact", "office_phone")

    def test_a_post_is_handed_over_and_only_its_receiver_acknowledges(self, post, ana, ana_post, rosa, today):
        answer = post(
            rosa, "api-posting-hand-over", ana_post.pk, email="nueva@example.org", full_name="Nueva Titular",
            on=today.isoformat(), note="Llaves",
        )  # fmt: skip
        assert answer.status_code == 201
        handover = Handover.objects.get(pk=answer.json()["id"])
        receiver = handover.to_posting.person
        assert post(rosa, "api-handover-acknowledge", handover.pk).status_code == 403
        assert post(ana, "api-handover-acknowledge", handover.pk).status_code in (403, 404)
        Person.objects.filter(pk=receiver.pk).update(joined_at=timezone.now())
        answer = post(Person.objects.get(pk=receiver.pk), "api-handover-acknowledge", handover.pk)
        assert (answer.status_code, answer.json()["acknowledged_at"] is not None) == (200, True)

    def test_to_oneself_is_refused_by_its_name(self, post, ana, ana_post, rosa, today):
        answer = post(rosa, "api-posting-hand-over", ana_post.pk, email=ana.email, on=today.isoformat())
        assert fault(answer) == (422, "handover_to_oneself", "to")

    def test_a_closed_unit_is_refused_by_its_name(self, post, ana_post, rosa, today):
        Unit.objects.filter(pk=ana_post.unit_id).update(closed_on=today)
        answer = post(
            rosa, "api-posting-hand-over", ana_post.pk, email="nueva@example.org", full_name="Nueva",
            on=today.isoformat(),
        )  # fmt: skip
        assert fault(answer) == (422, "closed_unit", "unit")

    def test_a_hand_over_of_another_delegation_does_not_exist(self, post, carla_post, rosa, today):
        handover = network.hand_over(posting=carla_post, to=PersonFactory(), on=today, by=None)
        assert post(rosa, "api-handover-acknowledge", handover.pk).status_code == 404
