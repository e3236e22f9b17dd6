"""Every mail about signing in, in both languages; and one that cannot leave."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from delegations.models import AuditEvent, AuditKind
from delegations.sign_in.mail import compose

FOLDERS = ("account/email", "mfa/email")
PREFIXES = sorted(
    f"{folder}/{path.name.removesuffix('_subject.txt')}"
    for folder in FOLDERS
    for path in (Path(settings.BASE_DIR) / "templates" / folder).glob("*_subject.txt")
)
CONTEXT = {
    "code": "1234-5678",
    "password_reset_url": "https://abasto.example.org/x/",
    "ip": "192.0.2.7",
    "user_agent": "Firefox <b>",
    "to_email": "nueva@example.org",
    "support": "ayuda@example.org",
}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_each_has_a_subject_a_text_and_the_same_as_html(ana, prefix):
    with translation.override("es-mx"):
        message = compose(prefix, [ana.email], CONTEXT | {"person": ana, "timestamp": timezone.now()})
    assert message.subject
    assert "\n" not in message.subject
    assert message.body.startswith("Ana del Hospital:\n\n")
    assert not re.search(r"&\w+;|[{}]|!", message.body)
    html = message.alternatives[0][0]
    assert 'lang="es-mx"' in html
    assert "Firefox <b>" not in html


@pytest.mark.parametrize(
    ("prefix", "says_so"), [("account/email/login_code", False), ("account/email/password_changed", True)]
)
def test_only_what_comes_unasked_says_that_it_cannot_be_switched_off(ana, prefix, says_so):
    more = {"timestamp": timezone.now()} if says_so else {}
    with translation.override("es-mx"):
        message = compose(prefix, [ana.email], CONTEXT | {"person": ana, **more})
    for body in (message.body, message.alternatives[0][0]):
        assert ("Este correo es obligatorio" in body) is says_so


@pytest.mark.parametrize("email", ["ana@example.org", "nadie@example.org"])
def test_a_mail_that_does_not_leave_is_told_alike_with_and_without_an_account(ana, email, monkeypatch):
    def down(self, *args, **kwargs):
        raise OSError("no server")

    monkeypatch.setattr(mail.EmailMultiAlternatives, "send", down)
    page = Client().post(reverse("account_request_login_code"), {"email": email}, follow=True)
    assert page.status_code == 200
    assert "El correo no pudo salir." in page.content.decode()
    event = AuditEvent.objects.get(type="sign_in.mail_failed")
    assert event.kind == AuditKind.ACCESS
    assert event.target_id == (str(ana.pk) if email == ana.email else "")
    assert "@" not in str(event.after), "the trail keeps no address"
