"""Accounts in the administration: nothing there goes round the actions."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from delegations.models import AuditEvent, OneTimeLink, Person
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
LIST = "admin:delegations_person_changelist"


@pytest.fixture
def office(client, admin):
    client.force_login(admin)
    return client


def test_a_new_account_is_invited_and_has_no_password(office, django_capture_on_commit_callbacks, mailoutbox):
    with django_capture_on_commit_callbacks(execute=True):
        answer = office.post(
            reverse("admin:delegations_person_add"), {"email": "Nueva@example.org", "full_name": "Nueva Cuenta"}
        )
    assert answer.status_code == 302
    person = Person.objects.get(email="nueva@example.org")
    assert not person.has_usable_password()
    assert not person.has_joined
    assert [message.to for message in mailoutbox] == [["nueva@example.org"]]
    assert AuditEvent.objects.filter(type="account.registered", target_id=str(person.pk)).exists()


def test_an_address_in_use_is_refused_in_any_case(office, ana):
    answer = office.post(reverse("admin:delegations_person_add"), {"email": "ANA@example.org", "full_name": "Otra"})
    assert answer.status_code == 200
    assert not OneTimeLink.objects.exists()


def test_nobody_sets_anothers_password_or_address(office, ana):
    with pytest.raises(NoReverseMatch):
        reverse("admin:auth_user_password_change", args=[ana.pk])
    change = reverse("admin:delegations_person_change", args=[ana.pk])
    before = Person.objects.get(pk=ana.pk)
    office.post(f"{change}../password/", {"password1": "x" * 20, "password2": "x" * 20})
    office.post(
        change,
        {
            "full_name": "Ana Corregida", "language": "es-mx", "email": "robo@example.org", "password": "x",
            "postings-TOTAL_FORMS": 0, "postings-INITIAL_FORMS": 0,
        },
    )  # fmt: skip
    after = Person.objects.get(pk=ana.pk)
    assert after.full_name == "Ana Corregida"
    assert (after.email, after.password, after.is_active) == (before.email, before.password, True)
    assert office.get(reverse("admin:delegations_person_delete", args=[ana.pk])).status_code == 403


def test_a_superuser_flag_is_audited_and_for_superusers_alone(office, client, ana):
    change = reverse("admin:delegations_person_change", args=[ana.pk])
    body = {
        "full_name": "Ana del Hospital", "language": "es-mx", "is_superuser": "on",
        "postings-TOTAL_FORMS": 0, "postings-INITIAL_FORMS": 0,
    }  # fmt: skip
    office.post(change, body)
    assert Person.objects.get(pk=ana.pk).is_superuser
    event = AuditEvent.objects.get(type="person.changed")
    assert (event.before, event.after) == ({"is_superuser": False}, {"is_superuser": True})
    plain = PersonFactory(is_staff=True)
    PostingFactory(person=plain, role=Role.ADMINISTRATOR, is_national=True)
    client.force_login(plain)
    assert client.post(reverse("admin:delegations_person_change", args=[plain.pk]), body).status_code in (302, 403)
    assert not Person.objects.get(pk=plain.pk).is_superuser


def test_the_list_closes_accounts_with_a_reason_and_refuses_titulars_by_name(office, ana, hospital):
    relative = PersonFactory()
    PostingFactory(person=relative, role=Role.FAMILY, unit=hospital)
    body = {"action": "close", "_selected_action": [ana.pk, relative.pk]}
    office.post(reverse(LIST), body)
    assert Person.objects.filter(is_active=False).count() == 0
    page = office.post(reverse(LIST), body | {"reason": "Prueba"}, follow=True).content.decode()
    assert "Ana del Hospital es titular de" in page
    assert list(Person.objects.filter(is_active=False)) == [relative]
    assert Person.objects.get(pk=ana.pk).is_active
