"""The list of invitations and the page of a person: whose they are, and what may be done there."""

from __future__ import annotations

import pytest
from django.urls import reverse

from delegations.actions.families import invite_family
from delegations.actions.links import issue
from delegations.models import AuditEvent, LinkPurpose, OneTimeLink, Person, Posting
from delegations.roles import Role
from delegations.sign_in.policy import has_second_factor
from tests.delegations.sign_in.conftest import enrol
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
LIST = "/red/invitaciones/"


def invite(unit, by, name="Nuria Nueva", role=Role.PHARMACIST) -> OneTimeLink:
    from delegations.actions.invitations import VALID_FOR

    person = PersonFactory(full_name=name, joined_at=None)
    posting = PostingFactory(person=person, role=role, unit=unit)
    link, _token = issue(
        purpose=LinkPurpose.INVITATION, person=person, posting=posting, sent_to=person.email, valid_for=VALID_FOR, by=by
    )
    return link


def page(client, person, path) -> str:
    client.force_login(person)
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


class TestList:
    def test_holds_ones_own_places_only(self, client, ana, carla, olga, hospital, other_hospital):
        invite(hospital, ana)
        invite(other_hospital, carla, "Norma Norteña")
        seen = page(client, ana, LIST)
        assert "Nuria Nueva" in seen
        assert "Norma Norteña" not in seen
        assert "Norma Norteña" in page(client, olga, LIST)

    def test_a_family_is_seen_by_who_invited_it_alone(self, client, ana, olga, admin, hospital):
        clinician, other = PersonFactory(), PersonFactory()
        for person in (clinician, other):
            PostingFactory(person=person, role=Role.CLINICIAN, unit=hospital)
        invite_family(email="mama@example.org", full_name="Mamá de Luz", unit=hospital, by=clinician)
        assert "Mamá de Luz" in page(client, clinician, LIST)
        for person in (other, ana, olga, admin):
            assert "Mamá de Luz" not in page(client, person, LIST)

    def test_offers_each_what_they_may_do(self, client, ana, hospital):
        clinician = PersonFactory()
        PostingFactory(person=clinician, role=Role.CLINICIAN, unit=hospital)
        family, appoint = reverse("delegations:family-invite"), reverse("delegations:posting-appoint")
        seen = page(client, clinician, LIST)
        assert family in seen
        assert appoint not in seen
        seen = page(client, ana, LIST)
        assert family not in seen
        assert appoint in seen

    def test_shows_the_newest_of_each_and_its_state(self, client, ana, hospital):
        link = invite(hospital, ana)
        client.force_login(ana)
        client.post(reverse("delegations:invitation-resend", args=[link.pk]))
        seen = page(client, ana, LIST)
        assert seen.count("Nuria Nueva</a>") == 1
        assert "Pendiente" in seen
        client.post(reverse("delegations:invitation-revoke", args=[OneTimeLink.objects.open().get().pk]))
        assert "Anulada" in page(client, ana, LIST)
        assert "Nuria Nueva</a>" not in page(client, ana, f"{LIST}?estado=pending")

    def test_few_queries_however_many(self, client, olga, hospital, ana, django_assert_max_num_queries):
        for number in range(12):
            invite(hospital, ana, f"Invitada {number}")
        client.force_login(olga)
        client.get(LIST)
        with django_assert_max_num_queries(8):
            client.get(LIST)

    def test_anothers_invitation_is_not_there_to_be_touched(self, client, ana, carla, other_hospital, hospital):
        link = invite(other_hospital, carla)
        client.force_login(ana)
        for name in ("invitation-resend", "invitation-revoke"):
            assert client.post(reverse(f"delegations:{name}", args=[link.pk])).status_code == 404
        assert client.post(reverse("delegations:person-invite", args=[link.person_id])).status_code == 404
        assert OneTimeLink.objects.count() == 1
        assert OneTimeLink.objects.open().count() == 1

    def test_seen_but_not_given_is_forbidden(self, client, ana, beto, hospital):
        link = invite(hospital, ana)
        client.force_login(beto)  # sees the hospital, appoints nobody
        assert client.post(reverse("delegations:invitation-resend", args=[link.pk])).status_code == 403
        assert client.get(LIST).status_code == 403

    def test_exports_what_it_shows(self, client, ana, hospital):
        invite(hospital, ana)
        client.force_login(ana)
        file = b"".join(client.get(f"{LIST}?formato=csv").streaming_content).decode("utf-8-sig")
        assert "Nuria Nueva" in file
        assert "Pendiente" in file


class TestPerson:
    def address(self, person) -> str:
        return reverse("delegations:person", args=[person.pk])

    def test_shows_what_they_hold_and_held(self, client, ana, beto, hospital):
        PostingFactory(person=ana, role=Role.PHARMACIST, unit=hospital, starts_on="2020-01-01", ends_on="2021-02-03")
        seen = page(client, beto, self.address(ana))
        assert "Responsable de abasto de la unidad" in seen
        assert "3 feb 2021" in seen
        assert "ana@example.org" not in seen  # what one enters with is for who cares for accounts

    def test_nobodys_who_is_out_of_reach(self, client, ana, carla, hospital):
        relative = PersonFactory()
        PostingFactory(person=relative, role=Role.FAMILY, unit=hospital)
        client.force_login(ana)
        assert client.get(self.address(carla)).status_code == 404
        assert client.get(self.address(relative)).status_code == 404

    def test_few_queries(self, client, olga, ana, hospital, django_assert_max_num_queries):
        for year in range(2010, 2019):
            PostingFactory(
                person=ana, role=Role.PHARMACIST, unit=hospital, starts_on=f"{year}-01-01", ends_on=f"{year}-06-01"
            )
        client.force_login(olga)
        client.get(self.address(ana))
        with django_assert_max_num_queries(8):
            client.get(self.address(ana))

    def test_the_administration_closes_and_reopens(self, client, admin, ana):
        client.force_login(admin)
        close = reverse("delegations:person-close", args=[ana.pk])
        seen = client.post(close, {"reason": "Se jubiló"}).content.decode()
        assert "es titular de" in seen
        assert Person.objects.get(pk=ana.pk).is_active
        client.post(close, {"reason": "Se jubiló", "end_posts": "on"})
        assert not Person.objects.get(pk=ana.pk).is_active
        client.post(reverse("delegations:person-reopen", args=[ana.pk]), {"reason": "Volvió"})
        ana.refresh_from_db()
        assert ana.is_active
        assert not ana.has_joined

    def test_the_administration_takes_off_a_second_factor_that_was_lost(self, client, admin, ana):
        client.force_login(admin)
        path = reverse("delegations:second-factor-reset", args=[ana.pk])
        assert path not in client.get(self.address(ana)).content.decode(), "there is none to take off"
        assert "no tiene segundo factor" in client.post(path, {"reason": "x"}).content.decode()
        enrol(ana)
        seen = client.get(self.address(ana)).content.decode()
        assert path in seen
        assert "Aplicación de códigos" in seen
        assert client.post(path, {"reason": ""}).status_code == 200
        assert has_second_factor(ana), "not without a reason"
        client.post(path, {"reason": "Perdió el celular; le llamé a su oficina"})
        assert not has_second_factor(ana)
        event = AuditEvent.objects.get(type="second_factor.reset")
        assert (event.by_id, event.after["reason"]) == (admin.pk, "Perdió el celular; le llamé a su oficina")

    def test_a_closed_person_stays_on_record(self, client, admin, ana, beto):
        client.force_login(admin)
        client.post(reverse("delegations:person-close", args=[ana.pk]), {"reason": "x", "end_posts": "on"})
        assert "Cerrada" in page(client, beto, self.address(ana))

    def test_the_details_form_tells_an_address_in_use(self, client, admin, ana, carla):
        client.force_login(admin)
        path = reverse("delegations:person-details", args=[ana.pk])
        answer = client.post(path, {"full_name": "Ana", "email": carla.email, "reason": "x"})
        assert "Ya hay otra cuenta con el correo" in answer.content.decode()
        assert Posting.objects.filter(person=ana, person__full_name="Ana del Hospital").exists()

    def test_account_pages_are_for_the_administration(self, client, olga, ana):
        client.force_login(olga)
        for name in ("person-close", "person-reopen", "person-details", "second-factor-reset"):
            assert client.get(reverse(f"delegations:{name}", args=[ana.pk])).status_code == 403
