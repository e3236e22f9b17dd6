"""Invitations from the mail to the first sign-in, and everything that may go wrong on the way."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.utils import timezone, translation

from delegations.actions import network
from delegations.actions.families import invite_family
from delegations.actions.invitations import (
    accept_invitation,
    invite_again,
    renew_invitation,
    resend_invitation,
    revoke_invitation,
    send_invitation,
)
from delegations.actions.people import change_name, find_or_register
from delegations.errors import (
    AlreadyJoined,
    ClosedAccount,
    ExpiredLink,
    InvitationOver,
    NoName,
    NotYoursToAppoint,
    RevokedLink,
    UnknownLink,
    UsedLink,
    WeakPassword,
)
from delegations.models import AuditEvent, Holding, Notification, OneTimeLink, Person, Posting
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
GOOD = "tres tristes tigres 88"
TOKEN = re.compile(r"/(?:invitacion|contacto)/([0-9a-f]{64})/")


def token_in(message) -> str:
    """The token of a mail, the same in its text and its HTML."""
    (text,) = set(TOKEN.findall(message.body))
    assert set(TOKEN.findall(message.alternatives[0][0])) == {text}
    return text


@pytest.fixture
def clinician(hospital) -> Person:
    person = PersonFactory(full_name="Dra. Clínica")
    PostingFactory(person=person, role=Role.CLINICIAN, unit=hospital)
    return person


@pytest.fixture
def invited(hospital, ana, mailoutbox, django_capture_on_commit_callbacks):
    """A pharmacist whom Ana has invited, and the token of the mail."""

    class Invited:
        person, _new = find_or_register(email="nuria@example.org", full_name="Nuria Nueva", by=ana)
        posting = PostingFactory(person=person, role=Role.PHARMACIST, unit=hospital)

    with django_capture_on_commit_callbacks(execute=True):
        Invited.link = send_invitation(person=Invited.person, posting=Invited.posting, by=ana)
    Invited.token = token_in(mailoutbox[-1])
    return Invited


class TestMail:
    def test_says_who_invites_to_what_and_until_when(self, invited, ana, mailoutbox):
        (message,) = mailoutbox
        assert message.to == ["nuria@example.org"]
        assert "Farmacia" in message.subject
        assert "UMAE Hospital de prueba" in message.subject
        assert "Ana del Hospital" in message.body
        assert "vence" in message.body
        assert invited.link.expires_at - invited.link.created_at == timedelta(days=14)

    def test_in_the_language_of_the_person(self, hospital, ana, mailoutbox, django_capture_on_commit_callbacks):
        person, _new = find_or_register(email="nora@example.org", full_name="Nora", by=ana)
        Person.objects.filter(pk=person.pk).update(language="en")
        person.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            send_invitation(person=person, by=ana)
        assert 'lang="en"' in mailoutbox[-1].alternatives[0][0]

    def test_leaves_no_token_in_any_notice(self, invited):
        assert Notification.objects.exists()
        assert invited.token not in str(list(Notification.objects.values()))


class TestAccept:
    def test_takes_the_account(self, invited):
        person = accept_invitation(token=invited.token, full_name="Nuria Núñez", password=GOOD, language="en")
        person.refresh_from_db()
        assert person.has_joined
        assert (person.full_name, person.language) == ("Nuria Núñez", "en")
        assert person.check_password(GOOD)
        address = EmailAddress.objects.get(user=person)
        assert (address.email, address.verified, address.primary) == ("nuria@example.org", True, True)
        assert AuditEvent.objects.get(type="account.joined").by_id == person.pk

    def test_without_a_password_there_is_none(self, invited):
        person = accept_invitation(token=invited.token, full_name="Nuria", password=None)
        assert not person.has_usable_password()
        assert person.has_joined

    def test_only_once(self, invited):
        accept_invitation(token=invited.token, full_name="Nuria", password=None)
        with pytest.raises(UsedLink):
            accept_invitation(token=invited.token, full_name="Otra", password=None)
        assert Person.objects.get(pk=invited.person.pk).full_name == "Nuria"

    @pytest.mark.parametrize(
        ("name", "password", "refusal"),
        [
            ("Nuria", "corta", WeakPassword),
            ("Nuria", "123456789012345", WeakPassword),
            ("Nuria", "nuria@example.org", WeakPassword),
            ("Nuria Altamirano", "nuria altamirano", WeakPassword),
            ("  ", None, NoName),
        ],
    )
    def test_what_is_refused_leaves_everything_as_it_was(self, invited, name, password, refusal):
        with pytest.raises(refusal):
            accept_invitation(token=invited.token, full_name=name, password=password)
        person = Person.objects.get(pk=invited.person.pk)
        assert not person.has_joined
        assert person.full_name == "Nuria Nueva"
        assert not EmailAddress.objects.exists()
        accept_invitation(token=invited.token, full_name="Nuria", password=GOOD)

    def test_faults_of_a_password_are_told_in_spanish(self, invited):
        with pytest.raises(WeakPassword) as weak:
            accept_invitation(token=invited.token, full_name="Nuria", password="1234")
        assert len(weak.value.faults) >= 2
        assert all("contraseña" in fault for fault in weak.value.faults)

    def test_of_two_invitations_either_opens_and_the_other_says_that_it_is_done(
        self, invited, other_hospital, olga, mailoutbox, django_capture_on_commit_callbacks
    ):
        second = PostingFactory(person=invited.person, role=Role.PHARMACIST, unit=other_hospital)
        with django_capture_on_commit_callbacks(execute=True):
            send_invitation(person=invited.person, posting=second, by=olga)
        accept_invitation(token=token_in(mailoutbox[-1]), full_name="Nuria", password=None)
        with pytest.raises(UsedLink):
            accept_invitation(token=invited.token, full_name="Nuria", password=None)

    def test_of_a_post_that_ended_meanwhile(self, invited):
        Posting.objects.filter(pk=invited.posting.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
        with pytest.raises(RevokedLink):
            accept_invitation(token=invited.token, full_name="Nuria", password=None)

    def test_of_an_account_that_was_closed_meanwhile(self, invited):
        Person.objects.filter(pk=invited.person.pk).update(is_active=False)
        with pytest.raises(RevokedLink):
            accept_invitation(token=invited.token, full_name="Nuria", password=None)


class TestSend:
    def test_not_to_who_is_in_already(self, ana, beto):
        with pytest.raises(AlreadyJoined):
            send_invitation(person=ana, by=beto)

    def test_not_to_a_closed_account(self, invited, ana):
        invited.person.is_active = False
        with pytest.raises(ClosedAccount):
            send_invitation(person=invited.person, posting=invited.posting, by=ana)

    def test_not_to_a_post_that_ended(self, invited, ana):
        invited.posting.ends_on = timezone.localdate() - timedelta(days=1)
        with pytest.raises(InvitationOver):
            send_invitation(person=invited.person, posting=invited.posting, by=ana)


class TestResendAndRevoke:
    def test_resent_only_the_new_one_opens(self, invited, ana, mailoutbox, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            resend_invitation(link=invited.link, by=ana)
        with pytest.raises(RevokedLink) as refused:
            accept_invitation(token=invited.token, full_name="Nuria", password=None)
        assert refused.value.is_followed
        accept_invitation(token=token_in(mailoutbox[-1]), full_name="Nuria", password=None)

    def test_revoked_opens_nothing_and_the_posting_stays(self, invited, ana):
        assert revoke_invitation(link=invited.link, by=ana)
        with pytest.raises(RevokedLink) as refused:
            accept_invitation(token=invited.token, full_name="Nuria", password=None)
        assert not refused.value.is_followed
        assert Posting.objects.filter(pk=invited.posting.pk, ends_on=None).exists()

    def test_not_by_who_does_not_give_that_post(self, invited, carla, beto):
        for stranger in (carla, beto):  # another hospital's; a delegation's manager, who appoints nobody
            for act in (resend_invitation, revoke_invitation):
                with pytest.raises(NotYoursToAppoint):
                    act(link=invited.link, by=stranger)
            with pytest.raises(NotYoursToAppoint):
                invite_again(person=invited.person, by=stranger)
        assert OneTimeLink.objects.count() == 1

    def test_a_bare_account_is_invited_by_who_administers(self, admin, olga):
        person, _new = find_or_register(email="sola@example.org", full_name="Sola", by=admin)
        with pytest.raises(NotYoursToAppoint):
            invite_again(person=person, by=olga)
        assert invite_again(person=person, by=admin).posting is None


class TestRenew:
    def expire(self, link) -> None:
        now = timezone.now()
        OneTimeLink.objects.filter(pk=link.pk).update(created_at=now - timedelta(days=15), expires_at=now)

    def test_an_expired_one_is_mailed_anew_once(self, invited, ana, mailoutbox, django_capture_on_commit_callbacks):
        self.expire(invited.link)
        with pytest.raises(ExpiredLink):
            accept_invitation(token=invited.token, full_name="Nuria", password=None)
        with django_capture_on_commit_callbacks(execute=True):
            assert renew_invitation(token=invited.token)
            assert not renew_invitation(token=invited.token)
        assert len(mailoutbox) == 2
        assert mailoutbox[-1].to == ["nuria@example.org"]
        assert OneTimeLink.objects.latest("pk").created_by == ana
        accept_invitation(token=token_in(mailoutbox[-1]), full_name="Nuria", password=None)

    def test_nothing_for_one_that_opens_is_used_or_was_withdrawn(self, invited, ana, mailoutbox):
        assert not renew_invitation(token=invited.token)
        revoke_invitation(link=invited.link, by=ana)
        self.expire(invited.link)
        assert not renew_invitation(token=invited.token)
        with pytest.raises(UnknownLink):
            renew_invitation(token="0" * 64)
        assert len(mailoutbox) == 1


class TestFamilies:
    def test_a_clinician_of_the_hospital_invites(
        self, clinician, hospital, mailoutbox, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            posting, invited = invite_family(
                email="mama@example.org", full_name="Mamá de Luz", unit=hospital, by=clinician
            )
        assert invited
        assert (posting.role, posting.unit, posting.holding) == (Role.FAMILY, hospital, Holding.MEMBER)
        (message,) = mailoutbox
        assert "Dra. Clínica" in message.body
        for jargon in ("abasto", "nombramiento", "función", "OOAD", "UMAE" if "UMAE" not in hospital.name else "clave"):
            assert jargon not in message.body.replace(hospital.name, "")
        assert OneTimeLink.objects.get().expires_at > timezone.now() + timedelta(days=29)

    def test_the_trail_names_a_relative_by_a_number(
        self, clinician, hospital, mailoutbox, django_capture_on_commit_callbacks
    ):
        """It stays for good and leaves with every export: what was done is told, not whose child is treated where."""
        with translation.override("en"), django_capture_on_commit_callbacks(execute=True):
            invite_family(email="mama@example.org", full_name="Mamá de Luz", unit=hospital, by=clinician)
        person = accept_invitation(token=token_in(mailoutbox[-1]), full_name="Mamá Luz Clara", password=GOOD)
        change_name(person=person, full_name="Mamá de Luz Clara", by=person)
        events = AuditEvent.objects.all()
        told = " ".join(f"{event.by} {event.target_label} {event.before} {event.after}" for event in events)
        assert "Luz" not in told
        assert "mama@" not in told
        joined = AuditEvent.objects.get(type="account.joined")
        assert (joined.by, joined.target_label) == (f"Familiar n.º {person.pk}",) * 2
        assert AuditEvent.objects.get(type="posting.appointed").by == clinician.full_name

    def test_not_one_of_another_hospital_nor_anybody_else(self, clinician, other_hospital, hospital, ana, admin, olga):
        cases = [(clinician, other_hospital), (ana, hospital), (admin, hospital), (olga, hospital)]
        for person, unit in cases:
            with pytest.raises(NotYoursToAppoint):
                invite_family(email="mama@example.org", full_name="Mamá", unit=unit, by=person)
        assert not Person.objects.filter(email="mama@example.org").exists()

    def test_twice_is_one_place_and_a_fresh_link(self, clinician, hospital):
        first, _ = invite_family(email="mama@example.org", full_name="Mamá", unit=hospital, by=clinician)
        second, invited = invite_family(email="MAMA@example.org", full_name="Otra", unit=hospital, by=clinician)
        assert (first, invited) == (second, True)
        assert OneTimeLink.objects.open().count() == 1

    def test_who_has_an_account_gets_the_place_and_a_notice(self, clinician, hospital, carla):
        posting, invited = invite_family(email=carla.email, full_name="Carla", unit=hospital, by=clinician)
        assert not invited
        assert posting.person == carla
        assert not OneTimeLink.objects.exists()
        assert Notification.objects.get(person=carla).kind == "family.welcomed"


def test_an_address_in_use_gets_the_post_without_an_invitation(ana, hospital, carla, mailoutbox):
    posting, invited = network.appoint_by_email(
        email="CARLA@example.org",
        full_name="Carla",
        role=Role.PHARMACIST,
        holding=Holding.MEMBER,
        starts_on=timezone.localdate(),
        unit=hospital,
        by=ana,
    )
    assert (posting.person, invited) == (carla, False)
    assert not OneTimeLink.objects.exists()
    assert Notification.objects.filter(person=carla, kind="network.appointed").exists()
    assert mail.outbox == mailoutbox


def test_who_has_not_joined_yet_is_invited_to_the_second_post_too(ana, carla, hospital, other_hospital):
    for by, unit in ((ana, hospital), (carla, other_hospital)):
        posting, invited = network.appoint_by_email(
            email="nuria@example.org",
            full_name="Nuria",
            role=Role.PHARMACIST,
            holding=Holding.MEMBER,
            starts_on=timezone.localdate(),
            unit=unit,
            by=by,
        )
        assert invited
    assert OneTimeLink.objects.open().filter(person=posting.person).count() == 2
