"""Families are invited from their child's page; the list of invitations tells a family's in its own words."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils import timezone

from delegations.actions.families import invite_family
from delegations.models import OneTimeLink, Posting
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory

PATH = "/red/invitaciones/familia/"


@pytest.mark.django_db
def test_the_old_address_leads_to_the_children_and_invites_nobody(client, carmen):
    client.force_login(carmen)
    answer = client.get(PATH)
    assert answer.status_code == 302
    assert answer.url == reverse("pediatric:child-list")
    assert client.post(PATH, {"full_name": "Mamá", "email": "mama@example.org"}).status_code == 405
    assert not Posting.objects.filter(role=Role.FAMILY).exists()


@pytest.mark.django_db
def test_nobody_else_is_led_there(client, ana, olga, admin):
    for person in (ana, olga, admin):
        client.force_login(person)
        assert client.get(PATH).status_code == 403
    client.logout()
    assert client.get(PATH).url == f"{reverse('account_login')}?next={PATH}"


@pytest.mark.django_db(transaction=True)
def test_the_list_shows_that_the_mail_came_back_and_withdraws_it_in_a_familys_words(client, carmen, hospital):
    invite_family(email="mama@example.org", full_name="Mamá de Luz", unit=hospital, by=carmen)
    client.force_login(carmen)
    Posting.objects.filter(person__email="mama@example.org").update(contact_bounced_at=timezone.now())
    seen = client.get(reverse("delegations:invitation-list")).content.decode()
    assert "El correo se devolvió" in seen
    assert "Su nombramiento sigue" not in seen
    link = OneTimeLink.objects.get(person__email="mama@example.org")
    answer = client.post(reverse("delegations:invitation-revoke", args=[link.pk]), follow=True).content.decode()
    assert "Se anuló la invitación de Mamá de Luz." in answer
    assert "Su nombramiento sigue" not in answer
    assert "El correo se devolvió" not in answer


@pytest.mark.django_db
def test_a_clinician_of_two_hospitals_is_led_there_too(client, carmen, other_hospital):
    PostingFactory(person=carmen, role=Role.CLINICIAN, unit=other_hospital)
    client.force_login(carmen)
    assert client.get(PATH).status_code == 302
    someone = PersonFactory()
    client.force_login(someone)
    assert client.get(PATH).status_code == 403
