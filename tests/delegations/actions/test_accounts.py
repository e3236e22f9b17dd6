"""Accounts closed, reopened and moved, and the first administrator."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from delegations.actions.accounts import change_email, close_account, correct_details, reopen_account
from delegations.actions.invitations import accept_invitation, send_invitation
from delegations.actions.people import find_or_register
from delegations.actions.tokens import give_token
from delegations.errors import (
    BadEmail,
    EmailTaken,
    ExplanationNeeded,
    LastAdministrator,
    NotAnAdministrator,
    OwnAccount,
    StillTitular,
)
from delegations.models import AuditEvent, Notification, OneTimeLink, Person, Posting
from delegations.roles import Role
from tests.delegations.actions.test_invitations import token_in
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
WHY = "Dejó el instituto"


@pytest.fixture
def pharmacist(hospital) -> Person:
    person = PersonFactory(email="farma@example.org", full_name="Farma Céutica")
    PostingFactory(person=person, role=Role.PHARMACIST, unit=hospital)
    return person


class TestClose:
    def test_ends_everything_the_account_opens(self, pharmacist, admin, hospital):
        browser = Client()
        browser.force_login(pharmacist)
        assert browser.get(reverse("delegations:unit-list")).status_code == 200
        give_token(by=pharmacist)
        close_account(person=pharmacist, reason=WHY, by=admin)
        pharmacist.refresh_from_db()
        assert not pharmacist.is_active
        assert not pharmacist.has_usable_password()
        assert not hasattr(Person.objects.get(pk=pharmacist.pk), "auth_token")
        assert browser.get(reverse("delegations:unit-list")).status_code == 302
        posting = Posting.objects.get(person=pharmacist)
        assert posting.ends_on == timezone.localdate()
        event = AuditEvent.objects.get(type="account.closed")
        assert event.by_id == admin.pk
        assert event.after["reason"] == WHY
        assert event.after["postings_ended"] == [posting.pk]

    def test_a_titular_only_when_told_that_the_post_stays_empty(self, ana, admin):
        with pytest.raises(StillTitular) as refused:
            close_account(person=ana, reason=WHY, by=admin)
        assert "UMAE Hospital de prueba" in str(refused.value)
        assert "Entregue" in refused.value.remedy
        assert Person.objects.get(pk=ana.pk).is_active
        close_account(person=ana, reason=WHY, by=admin, end_posts=True)
        assert Posting.objects.get(person=ana).ends_on == timezone.localdate()

    def test_a_posting_to_come_is_withdrawn(self, pharmacist, admin, other_hospital):
        later = timezone.localdate() + timedelta(days=9)
        PostingFactory(person=pharmacist, role=Role.PHARMACIST, unit=other_hospital, starts_on=later)
        close_account(person=pharmacist, reason=WHY, by=admin)
        assert Posting.objects.filter(person=pharmacist).count() == 1

    def test_a_relatives_account_too(self, hospital, admin):
        relative = PersonFactory()
        PostingFactory(person=relative, role=Role.FAMILY, unit=hospital)
        close_account(person=relative, reason=WHY, by=admin)
        assert Posting.objects.get(person=relative).ends_on == timezone.localdate()

    def test_not_by_others_not_ones_own_not_the_last_not_without_a_reason(self, pharmacist, admin, olga, ana):
        for stranger in (olga, ana):
            with pytest.raises(NotAnAdministrator):
                close_account(person=pharmacist, reason=WHY, by=stranger)
        with pytest.raises(OwnAccount):
            close_account(person=admin, reason=WHY, by=admin)
        with pytest.raises(LastAdministrator):
            close_account(person=admin, reason=WHY, by=None)
        with pytest.raises(ExplanationNeeded):
            close_account(person=pharmacist, reason="  ", by=admin)
        assert Person.objects.filter(is_active=False).count() == 0


class TestReopen:
    def test_begins_with_a_new_invitation(self, pharmacist, admin, mailoutbox, django_capture_on_commit_callbacks):
        before = Client()
        before.force_login(pharmacist)
        close_account(person=pharmacist, reason=WHY, by=admin)
        with django_capture_on_commit_callbacks(execute=True):
            reopen_account(person=pharmacist, reason="Volvió", by=admin)
        pharmacist.refresh_from_db()
        assert pharmacist.is_active
        assert not pharmacist.has_joined
        assert before.get(reverse("delegations:unit-list")).status_code == 302
        accept_invitation(token=token_in(mailoutbox[-1]), full_name="Farma", password=None)
        assert before.get(reverse("delegations:unit-list")).status_code == 302
        assert Person.objects.get(pk=pharmacist.pk).has_joined

    def test_an_open_one_stays_as_it_is(self, pharmacist, admin):
        assert reopen_account(person=pharmacist, reason="x", by=admin) is None
        assert not OneTimeLink.objects.exists()


class TestChangeEmail:
    def test_moves_the_account_and_tells_both_addresses(self, pharmacist, admin):
        change_email(person=pharmacist, email="Nuevo@Example.org", reason="Lo pidió", by=admin)
        pharmacist.refresh_from_db()
        assert pharmacist.email == "nuevo@example.org"
        assert EmailAddress.objects.get(user=pharmacist).email == "nuevo@example.org"
        told = Notification.objects.get(person=pharmacist, kind="account.email_changed")
        assert {row.address for row in told.deliveries.all()} == {"farma@example.org", "nuevo@example.org"}

    def test_an_invitation_follows_to_the_new_address(
        self, hospital, admin, mailoutbox, django_capture_on_commit_callbacks
    ):
        person, _new = find_or_register(email="eror@example.org", full_name="Mal Escrita", by=admin)
        posting = PostingFactory(person=person, role=Role.PHARMACIST, unit=hospital)
        with django_capture_on_commit_callbacks(execute=True):
            send_invitation(person=person, posting=posting, by=admin)
            correct_details(
                person=person, full_name="Bien Escrita", email="error@example.org", reason="Error", by=admin
            )
        assert [message.to for message in mailoutbox] == [["eror@example.org"], ["error@example.org"]]
        link = OneTimeLink.objects.open().get()
        assert (link.sent_to, link.posting) == ("error@example.org", posting)
        assert Person.objects.get(pk=person.pk).full_name == "Bien Escrita"

    @pytest.mark.parametrize(("email", "refusal"), [("CARLA@example.org", EmailTaken), ("nada", BadEmail)])
    def test_refused_changes_nothing(self, pharmacist, admin, carla, email, refusal):
        with pytest.raises(refusal):
            correct_details(person=pharmacist, full_name="Otro", email=email, reason="x", by=admin)
        assert Person.objects.get(pk=pharmacist.pk).full_name == "Farma Céutica"
        assert AuditEvent.objects.count() == 0


class TestBootstrap:
    def run(self, *more: str) -> str:
        out = StringIO()
        call_command("bootstrap_admin", "--email", "Jefa@example.org", "--name", "Jefa Primera", *more, stdout=out)
        return out.getvalue()

    def link(self, said: str) -> str:
        return said.split("/invitacion/")[1].split("/")[0]

    def test_makes_the_first_administrator_without_a_password(self):
        said = self.run()
        person = Person.objects.get(email="jefa@example.org")
        assert (person.is_staff, person.is_superuser, person.has_joined) == (True, True, False)
        assert not person.has_usable_password()
        assert Posting.objects.get(person=person).role == Role.ADMINISTRATOR
        assert AuditEvent.objects.filter(type="administrator.bootstrapped").count() == 1
        accept_invitation(token=self.link(said), full_name="Jefa Primera", password=None)

    def test_again_before_anybody_took_it_gives_a_fresh_link(self):
        first, second = self.link(self.run()), self.link(self.run())
        assert first != second
        assert Person.objects.count() == Posting.objects.count() == 1
        assert OneTimeLink.objects.open().count() == 1
        accept_invitation(token=second, full_name="Jefa", password=None)
        with pytest.raises(CommandError, match="ya aceptó"):
            self.run()

    def test_refused_when_somebody_administers_unless_it_is_said_why(self, admin):
        with pytest.raises(CommandError, match="Administradora"):
            self.run()
        assert not Person.objects.filter(email="jefa@example.org").exists()
        self.run("--again", "La administradora perdió sus dos factores")
        event = AuditEvent.objects.get(type="administrator.bootstrapped")
        assert event.after["reason"] == "La administradora perdió sus dos factores"

    def test_who_has_an_account_already_signs_in_as_before(self, ana):
        out = StringIO()
        call_command("bootstrap_admin", "--email", ana.email, "--name", "x", stdout=out)
        assert "/invitacion/" not in out.getvalue()
        assert Posting.objects.filter(person=ana, role=Role.ADMINISTRATOR).exists()

    def test_an_address_that_is_none(self):
        with pytest.raises(CommandError, match="Not an e-mail"):
            call_command("bootstrap_admin", "--email", "nada", "--name", "x")
        assert Person.objects.count() == 0
