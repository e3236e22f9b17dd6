"""Every page of the administration, for whoever has the flag and for whoever has the posting."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from delegations.models import Person
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.two_sides import TwoSides, person_of
from tests.project.sweeping import Visitor, rows, told

pytestmark = pytest.mark.django_db


def pages() -> list[str]:
    """The index, each model's list and the form of a new row."""
    models = [model._meta for model in admin.site._registry]
    names = [f"admin:{meta.app_label}_{meta.model_name}_{page}" for meta in models for page in ("changelist", "add")]
    return [reverse(name) for name in ("admin:index", "admin:password_change", *names)]


def open_to(person: Person | None) -> list[str]:
    """The pages that answer, or change something when they are sent a form."""
    visitor, before = Visitor(person), rows()
    found = []
    for url in pages():
        for answer in (visitor.client.get(url), visitor.client.post(url, {"_save": "1"})):
            if answer.status_code not in {302, 403, 404}:
                found.append(f"{url} {answer.status_code}")
    assert rows() == before
    return found


@pytest.mark.parametrize("role", sorted(frozenset(Role) - {Role.ADMINISTRATOR}), ids=str)
def test_the_flag_and_another_posting_open_nothing(role: Role, world: TwoSides) -> None:
    person = person_of(role, world.here)
    person.is_staff = person.is_superuser = True
    person.save()
    assert not open_to(person), role


def test_the_flag_alone_opens_nothing(world: TwoSides) -> None:
    assert not open_to(None)
    assert not open_to(Person.objects.create_superuser("jefa@example.org", "una clave larga"))


@pytest.mark.parametrize(("starts", "ends"), [(-400, -1), (1, 400)])
def test_a_posting_that_is_over_or_to_come_opens_nothing(starts: int, ends: int, world: TwoSides) -> None:
    today = timezone.localdate()
    person = PersonFactory(is_staff=True, is_superuser=True)
    PostingFactory(
        person=person,
        role=Role.ADMINISTRATOR,
        is_national=True,
        starts_on=today + timedelta(days=starts),
        ends_on=today + timedelta(days=ends),
    )
    assert not open_to(person)


def test_the_posting_without_the_flag_opens_nothing(world: TwoSides) -> None:
    assert not open_to(person_of(Role.ADMINISTRATOR, world.here))


def test_an_administrator_opens_every_page(admin: Person) -> None:
    visitor = Visitor(admin)
    # Passwords are changed on the account's page, where it leaves a trace.
    elsewhere = reverse("admin:password_change")
    assert visitor.client.get(elsewhere).url == reverse("account_change_password")
    faults = [(url, visitor.client.get(url).status_code) for url in pages() if url != elsewhere]
    assert not [fault for fault in faults if fault[1] not in {200, 403}], told(faults)
    assert visitor.client.get(reverse("admin:index")).status_code == 200
