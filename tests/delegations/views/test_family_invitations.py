"""Inviting a family: who may, to which hospital, and what the family gets."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from delegations.models import OneTimeLink, Person, Posting
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db(transaction=True)
PATH = "/red/invitaciones/familia/"
MOTHER = {"full_name": "Mamá de Luz", "email": "Mama@example.org"}


@pytest.fixture
def clinician(hospital) -> Person:
    person = PersonFactory(full_name="Dra. Clara")
    PostingFactory(person=person, role=Role.CLINICIAN, unit=hospital)
    return person


def test_a_clinician_invites_to_their_hospital_and_the_list_shows_it(client, clinician, hospital, mailoutbox):
    client.force_login(clinician)
    assert 'name="place"' not in client.get(PATH).content.decode(), "there is only one"
    answer = client.post(PATH, MOTHER, follow=True)
    assert "Se envió la invitación a Mama@example.org." in answer.content.decode()
    assert "Mamá de Luz" in answer.content.decode()
    posting = Posting.objects.get(person__email="mama@example.org")
    assert (posting.role, posting.unit_id) == (Role.FAMILY, hospital.pk)
    (letter,) = mailoutbox
    assert "Dra. Clara" in letter.body
    assert "/invitacion/" in letter.body
    assert "Este correo es obligatorio" not in letter.body


def test_who_works_in_two_hospitals_chooses_and_no_other_counts(client, clinician, hospital, other_hospital, olga):
    PostingFactory(person=clinician, role=Role.CLINICIAN, unit=other_hospital)
    client.force_login(clinician)
    assert other_hospital.name in client.get(PATH).content.decode()
    assert client.post(PATH, MOTHER | {"place": "JCIMS999999"}).status_code == 200
    assert not Person.objects.filter(email="mama@example.org").exists()
    client.post(PATH, MOTHER | {"place": other_hospital.clues})
    assert Posting.objects.get(person__email="mama@example.org").unit_id == other_hospital.pk


def test_the_list_shows_that_the_mail_came_back_and_withdraws_it_in_a_familys_words(client, clinician):
    client.force_login(clinician)
    client.post(PATH, MOTHER)
    Posting.objects.filter(person__email="mama@example.org").update(contact_bounced_at=timezone.now())
    seen = client.get(reverse("delegations:invitation-list")).content.decode()
    assert "El correo se devolvió" in seen
    assert "Su nombramiento sigue" not in seen
    link = OneTimeLink.objects.get(person__email="mama@example.org")
    answer = client.post(reverse("delegations:invitation-revoke", args=[link.pk]), follow=True).content.decode()
    assert "Se anuló la invitación de Mamá de Luz." in answer
    assert "Su nombramiento sigue" not in answer
    assert "El correo se devolvió" not in answer


@pytest.mark.parametrize("given", [{"email": ""}, {"full_name": ""}, {"email": "no es correo"}])
def test_what_is_missing_is_said_and_nothing_is_made(client, clinician, given):
    client.force_login(clinician)
    answer = client.post(PATH, MOTHER | given)
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert not Posting.objects.filter(role=Role.FAMILY).exists()


def test_nobody_else_invites_families(client, ana, olga, admin):
    for person in (ana, olga, admin):
        client.force_login(person)
        assert client.get(PATH).status_code == 403
        assert client.post(PATH, MOTHER).status_code == 403
    client.logout()
    assert client.get(PATH).url == f"{reverse('account_login')}?next={PATH}"
