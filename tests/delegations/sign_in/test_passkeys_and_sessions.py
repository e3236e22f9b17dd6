"""Sessions end where they are; addresses change with a code; passkeys of closed accounts open nothing."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.usersessions.models import UserSession
from django.core import mail
from django.test import Client
from django.urls import reverse
from rest_framework.authtoken.models import Token

from delegations.models import AuditEvent
from tests.delegations.sign_in.conftest import PASSWORD, enrol, is_in


@pytest.fixture
def two_devices(ana, enter):
    devices = Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}), Client()
    for device in devices:
        enter(device, ana.email)
    return devices


def test_sessions_are_listed_and_one_is_closed(two_devices):
    here, there = two_devices
    page = there.get(reverse("usersessions_list"))
    assert "Firefox · Windows" in page.content.decode()
    assert page.content.decode().count("este dispositivo") == 1
    other = next(session for session in page.context["sessions"] if session.session_key != there.session.session_key)
    assert there.post(reverse("delegations:session-end", args=[other.pk])).status_code == 302
    assert not is_in(here)
    assert is_in(there)
    assert AuditEvent.objects.filter(type="sessions.ended").count() == 1


def test_all_others_are_closed_at_once(two_devices):
    here, there = two_devices
    here.post(reverse("usersessions_list"))
    assert is_in(here)
    assert not is_in(there)


def test_nobody_closes_anothers_session(two_devices, olga, enter):
    stranger = Client()
    enter(stranger, olga.email)
    mine = two_devices[0].get(reverse("usersessions_list")).context["sessions"][0]
    assert stranger.post(reverse("delegations:session-end", args=[mine.pk])).status_code == 404
    assert all(is_in(device) for device in two_devices)


def test_another_password_ends_the_other_sessions(two_devices):
    here, there = two_devices
    new = "otra-clave-larga-y-ajena"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post(reverse("account_change_password"), data).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert "contraseña de su cuenta cambió" in mail.outbox[-1].body
    assert AuditEvent.objects.filter(type="account.password_changed").exists()


def ask_new_address(client, ana, address):
    client.post(f"{reverse('account_reauthenticate')}?next=/cuenta/", {"password": PASSWORD})
    return client.post(reverse("account_email"), {"action_add": "", "email": address})


def test_another_address_holds_once_its_code_was_typed(client, ana, enter):
    enter(client, ana.email)
    answer = ask_new_address(client, ana, "ana.nueva@example.org")
    assert answer.url == reverse("account_email_verification_sent")
    assert mail.outbox[-1].to == ["ana.nueva@example.org"]
    code = re.findall(r"^(\d{4}-\d{4})$", mail.outbox[-1].body, re.M)[0]
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"
    assert client.post(answer.url, {"code": code}).url == reverse("delegations:account")
    ana.refresh_from_db()
    assert ana.email == "ana.nueva@example.org"
    assert mail.outbox[-1].to == ["ana@example.org"], "the old address is told"
    assert list(EmailAddress.objects.filter(user=ana).values_list("email", flat=True)) == ["ana.nueva@example.org"]
    assert AuditEvent.objects.filter(type="account.email_changed", by_id=ana.pk).exists()


def test_an_address_of_another_account_is_refused_without_saying_whose(client, ana, olga, enter):
    enter(client, ana.email)
    free = ask_new_address(client, ana, "ana.nueva@example.org")
    taken = ask_new_address(client, ana, olga.email)
    assert (taken.status_code, taken.url) == (free.status_code, free.url)
    assert mail.outbox[-1].to == [olga.email]
    assert "ya es la suya" in mail.outbox[-1].body
    assert ana.full_name not in mail.outbox[-1].body
    ana.refresh_from_db()
    assert ana.email == "ana@example.org"


@pytest.mark.parametrize("shut", [{"is_active": False}, {"joined_at": None}])
def test_a_passkey_of_a_shut_account_opens_nothing(client, ana, monkeypatch, shut):
    for name, value in shut.items():
        setattr(ana, name, value)
    ana.save()
    key = Authenticator.objects.create(user=ana, type=Authenticator.Type.WEBAUTHN, data={"name": "Celular"})
    monkeypatch.setattr(webauthn, "parse_authentication_response", lambda given: given)
    monkeypatch.setattr(webauthn, "extract_user_from_response", lambda given: ana)
    monkeypatch.setattr(webauthn, "complete_authentication", lambda user, given: key)
    answer = client.post(reverse("mfa_login_webauthn"), {"credential": '{"id": "x"}'})
    assert answer.url == reverse("account_inactive")
    assert not is_in(client)


def test_the_key_to_the_api_is_shown_once_and_kept_as_a_hash(client, ana, enter):
    enter(client, ana.email)
    client.post(f"{reverse('account_reauthenticate')}?next=/cuenta/", {"password": PASSWORD})
    page = client.post(reverse("delegations:account-key"))
    key = page.context["key"]
    assert "no-store" in page.headers["Cache-Control"]
    assert not Token.objects.filter(key=key).exists()
    program = Client(headers={"authorization": f"Token {key}"})
    assert program.get("/api/v1/units/").status_code == 200
    assert key not in client.get(reverse("delegations:account")).content.decode()
    client.post(reverse("delegations:account-key-revoke"))
    assert program.get("/api/v1/units/").status_code == 401


def test_a_new_key_asks_who_one_is(client, ana):
    client.force_login(ana)
    answer = client.post(reverse("delegations:account-key"))
    assert answer.url.startswith(reverse("account_reauthenticate"))
    resumed = client.post(answer.url, {"password": PASSWORD, "next": reverse("delegations:account-key")})
    assert resumed.context["key"]


def test_own_data_is_changed_and_written_down(client, ana, enter):
    enter(client, ana.email)
    data = {"full_name": " Ana  María del Hospital ", "mobile_phone": "449 123 4567", "language": "en"}
    answer = client.post(reverse("delegations:account"), data)
    ana.refresh_from_db()
    assert (ana.full_name, ana.language, bool(ana.mobile_phone)) == ("Ana María del Hospital", "en", True)
    assert answer.cookies["idioma"].value == "en"
    types = set(AuditEvent.objects.filter(by_id=ana.pk).values_list("type", flat=True))
    assert {"account.renamed", "person.mobile_phone_changed", "person.language_changed"} <= types


def test_a_number_that_is_none_is_refused_and_nothing_is_half_done(client, ana, enter):
    enter(client, ana.email)
    data = {"full_name": "Otro Nombre", "mobile_phone": "12", "language": "en"}
    assert client.post(reverse("delegations:account"), data).status_code == 200
    ana.refresh_from_db()
    assert (ana.full_name, ana.language) == ("Ana del Hospital", "es-mx")


def test_the_demo_says_that_production_demands_it(client, olga, enter):
    enter(client, olga.email)
    assert "en producción su función lo exige" in client.get(reverse("delegations:account")).content.decode()


def test_one_own_page_asks_the_database_a_fixed_number_of_times(client, ana, enter, django_assert_max_num_queries):
    enter(client, ana.email)
    enrol(ana)
    client.get(reverse("delegations:account"))
    with django_assert_max_num_queries(16):
        client.get(reverse("delegations:account"))


def test_when_a_session_was_last_seen_is_written_every_ten_minutes(client, ana, enter, monkeypatch):
    enter(client, ana.email)
    session = UserSession.objects.get(user=ana)
    client.get("/avisos/preferencias/")
    assert UserSession.objects.get(user=ana).last_seen_at == session.last_seen_at
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    client.get("/avisos/preferencias/")
    assert UserSession.objects.get(user=ana).last_seen_at > session.last_seen_at
