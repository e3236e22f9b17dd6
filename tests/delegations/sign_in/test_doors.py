"""Password, code by mail, link by mail: who comes in, and what the others are told."""

from __future__ import annotations

import time

import pytest
from django.core import mail
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from delegations.models import AuditEvent, AuditKind
from tests.delegations.sign_in.conftest import PASSWORD, is_in, mailed_code, mailed_link
from tests.factories.delegations import PersonFactory

NOBODY = "nadie@example.org"


def ask_code(client, email):
    return client.post(reverse("account_request_login_code"), {"email": email})


def give_code(client, code):
    return client.post(reverse("account_confirm_login_code"), {"code": code})


def ask_reset(client, email):
    return client.post(reverse("account_reset_password"), {"email": email})


def use_reset(client, path, password="otra-clave-larga-y-ajena"):
    page = client.get(path, follow=True)
    return client.post(page.request["PATH_INFO"], {"password1": password, "password2": password})


@pytest.fixture(params=["closed", "not taken"])
def shut(request, ana):
    """Accounts that nobody enters."""
    if request.param == "closed":
        ana.is_active = False
    else:
        ana.joined_at = None
    ana.save()
    return ana


def test_the_password_opens_and_leads_where_one_was_going(client, ana, enter):
    answer = enter(client, "ANA@example.org", next="/unidades/")
    assert (answer.status_code, answer.url) == (302, "/unidades/")
    event = AuditEvent.objects.get(type="sign_in.entered")
    assert (event.kind, event.by_id, event.after) == (AuditKind.ACCESS, ana.pk, {"doors": ["password"]})


def test_nobody_is_led_to_another_site(client, ana, enter):
    assert enter(client, ana.email, next="https://malo.example.com/").url == "/"


def test_a_code_by_mail_opens_once(client, ana):
    ask_code(client, ana.email)
    code = mailed_code()
    assert mail.outbox[-1].to == [ana.email]
    assert mail.outbox[-1].alternatives, "text and HTML"
    assert give_code(client, code).status_code == 302
    assert is_in(client)
    assert AuditEvent.objects.get(type="sign_in.entered").after == {"doors": ["code"]}
    other = Client()
    ask_code(other, ana.email)
    assert mailed_code() != code
    assert not is_in(other)
    assert "no es correcto" in give_code(other, code).content.decode()


def test_a_wrong_code_may_be_tried_again_three_times(client, ana):
    ask_code(client, ana.email)
    code = mailed_code()
    for _attempt in range(2):
        assert "El código no es correcto" in give_code(client, "0000-0000").content.decode()
    answer = client.post(reverse("account_confirm_login_code"), {"code": "0000-0000"}, follow=True)
    seen = answer.content.decode()
    assert "Demasiados intentos con ese código, que ya no sirve. Pida otro." in seen
    assert "Espere" not in seen, "another may be asked for at once"
    assert reverse("account_request_login_code") == answer.request["PATH_INFO"]
    give_code(client, code)
    assert not is_in(client)
    assert AuditEvent.objects.filter(type="sign_in.failed", target_id=str(ana.pk)).count() == 3


def test_a_code_is_too_old_after_ten_minutes_and_the_page_says_what_to_do(client, ana, monkeypatch):
    ask_code(client, ana.email)
    code, now = mailed_code(), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 601)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code}, follow=True)
    assert "El código venció o ya se usó. Pida otro." in answer.content.decode()
    assert answer.request["PATH_INFO"] == reverse("account_request_login_code")


def test_a_reset_link_sets_a_password_once_and_tells_the_person(client, ana, enter):
    ask_reset(client, ana.email)
    path = mailed_link()
    assert use_reset(client, path).url == reverse("account_reset_password_from_key_done")
    assert "no fue usted" in mail.outbox[-1].body
    assert "El enlace ya no sirve" in Client().get(path, follow=True).content.decode()
    assert not is_in(client), "a reset is no way round the second factor"
    assert enter(client, ana.email, PASSWORD).status_code == 200
    assert enter(client, ana.email, "otra-clave-larga-y-ajena").status_code == 302
    assert AuditEvent.objects.filter(type="account.password_reset").exists()


def test_a_reset_link_is_too_old_after_two_hours(client, ana, settings):
    ask_reset(client, ana.email)
    settings.PASSWORD_RESET_TIMEOUT = -1
    page = client.get(mailed_link(), follow=True).content.decode()
    assert "El enlace ya no sirve" in page
    assert reverse("account_reset_password") in page


def test_a_weak_password_is_refused_in_spanish(client, ana):
    ask_reset(client, ana.email)
    page = use_reset(client, mailed_link(), "ana@example.org").content.decode()
    assert "similar a" in page.lower() or "se parece" in page.lower()
    assert "This password" not in page


def test_no_door_opens_a_closed_account_or_one_that_nobody_took(client, shut, enter):
    enter(client, shut.email)
    assert not is_in(client)
    ask_code(client, shut.email)
    assert "no corresponde a ninguna cuenta abierta" in mail.outbox[-1].body
    ask_reset(client, shut.email)
    assert "no corresponde a ninguna cuenta abierta" in mail.outbox[-1].body


def test_a_link_mailed_before_the_account_was_closed_is_dead(client, ana):
    ask_reset(client, ana.email)
    path = mailed_link()
    ana.is_active = False
    ana.save()
    assert "El enlace ya no sirve" in client.get(path, follow=True).content.decode()


def test_a_code_mailed_before_the_account_was_closed_opens_nothing(client, ana):
    ask_code(client, ana.email)
    ana.is_active = False
    ana.save()
    assert give_code(client, mailed_code()).url == reverse("account_inactive")
    assert not is_in(client)


def test_a_closed_account_loses_its_sessions_at_once(client, ana, enter):
    enter(client, ana.email)
    assert is_in(client)
    ana.joined_at = None
    ana.save()
    assert not is_in(client)


@pytest.mark.parametrize("ask", [ask_code, ask_reset])
def test_nothing_tells_whether_an_account_exists(ana, ask):
    """Same answer, same page, one mail each: neither the screen nor the time it takes says which is which."""
    seen = []
    for email in (ana.email, NOBODY):
        client = Client()
        answer = ask(client, email)
        page = client.get(answer.url).content.decode()
        token = page.split('csrfmiddlewaretoken" value="')
        seen.append((answer.status_code, answer.url, len(mail.outbox), len(token)))
        mail.outbox.clear()
    assert seen[0] == seen[1]


def test_a_wrong_password_and_an_unknown_account_are_told_the_same(client, ana, enter):
    pages = [enter(Client(), email, "otra").content.decode() for email in (ana.email, NOBODY)]
    assert all("El correo o la contraseña no son correctos." in page for page in pages)
    events = list(AuditEvent.objects.filter(type="sign_in.failed").order_by("pk"))
    assert [event.after["account"] for event in events] == ["known", "unknown"]
    assert NOBODY not in str([(event.target_label, event.after, event.by) for event in events])


def test_mail_speaks_the_persons_language(client, ana):
    ana.language = "en"
    ana.save()
    ask_code(client, ana.email)
    assert 'lang="en"' in str(mail.outbox[-1].alternatives[0][0])


def test_only_the_address_on_the_account_is_its_address(client, ana, enter):
    enter(client, ana.email)
    ana.email = "ana.nueva@example.org"
    ana.save()
    ask_code(Client(), "ana@example.org")
    assert "no corresponde" in mail.outbox[-1].body
    assert enter(Client(), "ana@example.org").status_code == 200
    assert enter(Client(), "ana.nueva@example.org").status_code == 302


def test_nobody_registers_themselves(client, db):
    page = client.get(reverse("account_signup"))
    assert "Cuentas por invitación" in page.content.decode()
    assert client.post(reverse("account_signup"), {"email": NOBODY, "password1": PASSWORD}).status_code == 405
    for name in ("socialaccount_signup", "mfa_signup_webauthn", "account_signup_by_passkey"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_administration_has_no_door_of_its_own(client, admin, enter):
    answer = client.get("/admin/", follow=True)
    assert answer.request["PATH_INFO"] == reverse("account_login")
    assert client.post("/admin/login/", {"username": admin.email, "password": PASSWORD}).status_code == 405
    assert enter(client, admin.email, next="/admin/").url == "/admin/"
    other = Client()
    other.force_login(PersonFactory())
    assert other.get("/admin/login/").status_code == 403


def test_signing_out_is_noted(client, ana, enter):
    enter(client, ana.email)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert AuditEvent.objects.filter(type="sign_in.left", by_id=ana.pk).exists()
    assert not is_in(client)


def test_the_language_switch_stays_with_the_account(client, ana, enter):
    enter(client, ana.email)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    ana.refresh_from_db()
    assert ana.language == "en"
    new_device = Client()
    assert enter(new_device, ana.email).cookies["idioma"].value == "en"
    assert timezone.now() > ana.joined_at


def test_the_administrations_password_page_is_the_accounts_own(client, admin, enter):
    enter(client, admin.email)
    assert client.get("/admin/password_change/").url == reverse("account_change_password")
    assert client.post("/admin/password_change/", {"new_password1": "x"}).url == reverse("account_change_password")
