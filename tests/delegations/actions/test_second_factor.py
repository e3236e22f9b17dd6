from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from delegations.actions.second_factor import reset_second_factor
from delegations.errors import ExplanationNeeded, NotAnAdministrator
from delegations.errors.sign_in import NothingToReset, OwnSecondFactor
from delegations.models import AuditEvent, Notification
from delegations.notify.wording import body_of
from tests.delegations.sign_in.conftest import PASSWORD, enrol, is_in, recovery_codes, with_password

pytestmark = pytest.mark.django_db


def test_it_is_taken_off_with_a_reason_and_the_person_is_told(ana, admin):
    with_password(ana)
    device = Client()
    device.post(reverse("account_login"), {"login": ana.email, "password": PASSWORD})
    assert is_in(device)
    enrol(ana)
    recovery_codes(ana)
    reset_second_factor(person=ana, reason="Perdió el celular; la reconocí por teléfono.", by=admin)
    assert not Authenticator.objects.filter(user=ana).exists()
    assert not is_in(device)
    assert Notification.objects.filter(person=ana, kind="account.second_factor_reset").count() == 1
    event = AuditEvent.objects.get(type="second_factor.reset")
    assert event.by_id == admin.pk
    assert event.before == {"factors": ["recovery_codes", "totp"]}
    assert event.after["reason"].startswith("Perdió el celular")
    assert EmailAddress.objects.filter(user=ana).exists(), "the account itself stays as it was"


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_happens(ana, admin, reason):
    enrol(ana)
    with pytest.raises(ExplanationNeeded):
        reset_second_factor(person=ana, reason=reason, by=admin)
    assert Authenticator.objects.filter(user=ana).exists()


def test_the_person_reads_who_did_it_and_why(ana, admin):
    enrol(ana)
    reset_second_factor(person=ana, reason="Perdió el celular; la reconocí por teléfono.", by=admin)
    told = body_of(Notification.objects.get(person=ana, kind="account.second_factor_reset"))
    assert admin.full_name in told
    assert "la reconocí por teléfono" in told


def test_only_the_administration_does_it(ana, olga):
    enrol(ana)
    with pytest.raises(NotAnAdministrator):
        reset_second_factor(person=ana, reason="Quiero ayudar", by=olga)


def test_nobody_takes_off_their_own_that_way(admin):
    enrol(admin)
    with pytest.raises(OwnSecondFactor):
        reset_second_factor(person=admin, reason="Lo perdí", by=admin)


def test_there_must_be_one(ana, admin):
    with pytest.raises(NothingToReset):
        reset_second_factor(person=ana, reason="Por si acaso", by=admin)
