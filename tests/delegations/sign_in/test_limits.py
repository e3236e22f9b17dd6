"""Guessing is counted, by account and by address, and the door says so in Spanish."""

from __future__ import annotations

from django.conf import settings as configured
from django.test import Client
from django.urls import reverse

from delegations.models import AuditEvent
from tests.delegations.sign_in.conftest import enrol, is_in


def test_five_wrong_passwords_lock_the_account_for_a_while_whoever_asks(ana, enter):
    pages = [enter(Client(REMOTE_ADDR=f"10.0.0.{n}"), ana.email, "otra").content.decode() for n in range(6)]
    assert "Demasiados intentos. Espere cinco minutos" in pages[-1]
    assert "Demasiados intentos" not in pages[0]
    right = Client(REMOTE_ADDR="10.0.0.99")
    enter(right, ana.email)
    assert not is_in(right)
    locked = AuditEvent.objects.filter(type="sign_in.locked", target_id=str(ana.pk))
    assert locked.count() == 1, "noted once, however often it is tried"


def test_many_tries_from_one_address_get_the_page_of_too_many_requests(db, settings):
    settings.ACCOUNT_RATE_LIMITS = {**configured.ACCOUNT_RATE_LIMITS, "login": "3/m/ip"}
    client = Client()
    answers = [client.post(reverse("account_login"), {"login": f"{n}@example.org", "password": "x"}) for n in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Demasiados intentos" in answers[-1].content.decode()
    assert AuditEvent.objects.filter(type="sign_in.locked").count() == 1


def test_codes_are_mailed_three_times_in_five_minutes(ana, mailoutbox):
    pages = [Client().post(reverse("account_request_login_code"), {"email": ana.email}) for _ in range(4)]
    assert [page.status_code for page in pages] == [302, 302, 302, 200]
    assert len(mailoutbox) == 3
    assert "Demasiados intentos" in pages[-1].content.decode()


def test_reset_links_are_mailed_three_times_in_five_minutes(ana, mailoutbox):
    pages = [Client().post(reverse("account_reset_password"), {"email": ana.email}) for _ in range(4)]
    assert pages[-1].status_code == 429
    assert len(mailoutbox) == 3


def test_codes_of_the_app_are_counted_too(client, ana, enter):
    enrol(ana)
    enter(client, ana.email)
    pages = [client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode() for _ in range(6)]
    assert "Demasiados intentos" in pages[-1]
    assert AuditEvent.objects.filter(type="sign_in.factor_failed", target_id=str(ana.pk)).count() == 5
