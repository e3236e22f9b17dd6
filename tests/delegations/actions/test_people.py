from __future__ import annotations

import pytest

from delegations.actions.people import change_name, find_or_register
from delegations.errors import AnotherName, NoName
from delegations.models import AuditEvent, Person

pytestmark = pytest.mark.django_db


class TestFindOrRegister:
    def test_a_new_account_opens_for_nobody_yet(self, beto):
        person, is_new = find_or_register(email=" Nueva@Example.org ", full_name="  Nueva   Persona ", by=beto)
        assert is_new
        assert (person.email, person.full_name) == ("nueva@example.org", "Nueva Persona")
        assert not person.has_joined
        assert not person.has_usable_password()
        assert AuditEvent.objects.get(type="account.registered").by_id == beto.pk

    def test_the_one_that_is_there_keeps_its_name(self, ana, beto):
        person, is_new = find_or_register(email="ANA@example.org", full_name="Ana Pérez", by=beto)
        assert (person, is_new) == (ana, False)
        assert person.full_name == "Ana del Hospital"
        assert Person.objects.count() == 2

    def test_the_address_of_somebody_with_quite_another_name_is_refused(self, ana, beto, carla):
        with pytest.raises(AnotherName, match="es de la cuenta de Ana del Hospital"):
            find_or_register(email="ana@example.org", full_name="Benita Ruiz", by=beto)
        with pytest.raises(AnotherName, match="una cuenta con otro nombre"):
            find_or_register(email="ana@example.org", full_name="Benita Ruiz", by=carla)

    def test_without_a_name_there_is_no_account(self, beto):
        with pytest.raises(NoName):
            find_or_register(email="nueva@example.org", full_name="   ", by=beto)
        assert not Person.objects.filter(email="nueva@example.org").exists()


class TestChangeName:
    def test_is_kept_with_what_it_was(self, ana, beto):
        change_name(person=ana, full_name="Ana  del Hospital General", by=beto)
        ana.refresh_from_db()
        assert ana.full_name == "Ana del Hospital General"
        event = AuditEvent.objects.get(type="account.renamed")
        assert (event.before, event.after) == (
            {"full_name": "Ana del Hospital"},
            {"full_name": "Ana del Hospital General"},
        )

    def test_the_same_name_changes_nothing(self, ana, beto):
        change_name(person=ana, full_name="Ana del Hospital", by=beto)
        assert not AuditEvent.objects.filter(type="account.renamed").exists()
