"""Three doors (a refusal while sending is in notify/test_deliver.py): the provider's word and a returned mail."""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import logging
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from delegations.models import AuditEvent, Delivery, DeliveryState, Posting
from delegations.notify import Recipient, tell
from delegations.notify.deliver import deliver_due
from tests.delegations.notify.conftest import kind, words_of_the_tests  # noqa: F401
from tests.delegations.notify.test_returned import notice

pytestmark = pytest.mark.django_db

SECRET = "s" * 40
OFFICE = "oficina@example.org"


@pytest.fixture(autouse=True)
def nothing_counted_yet() -> None:
    cache.clear()


@pytest.fixture
def sent(ana, kind) -> Delivery:  # noqa: F811
    """A mail that left for Ana's office."""
    Posting.objects.filter(person=ana).update(office_email=OFFICE)
    context = {"drug": "Vincristina", "since": date(2026, 1, 1)}
    tell(kind=kind.stock.name, to=[Recipient(ana, OFFICE)], key="1", context=context, path="/")
    deliver_due()
    return Delivery.objects.get()


def report(body: dict[str, str], *, secret: str = SECRET, signed: bool = False, **headers: str):
    raw = json.dumps(body)
    if signed:
        headers["X-Signature"] = "sha256=" + hmac.new(secret.encode(), raw.encode(), hashlib.sha256).hexdigest()
    elif secret:
        headers["Authorization"] = f"Bearer {secret}"
    client = Client(enforce_csrf_checks=True)
    return client.post("/correo/rebotes/", raw, content_type="application/json", headers=headers)


def is_marked(ana) -> bool:
    return Posting.objects.get(person=ana).contact_bounced_at is not None


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize("by", ["address", "message_id"])
def test_a_hard_bounce_marks_the_delivery_and_the_contact_and_is_told_once(
    ana, sent, settings, signed: bool, by: str
) -> None:
    settings.MAIL_WEBHOOK_SECRETS = [SECRET]
    body = {by: getattr(sent, by).upper() if by == "address" else sent.message_id, "kind": "hard", "reason": "unknown"}
    assert report(body, signed=signed).json() == {"deliveries": 1}
    sent.refresh_from_db()
    assert (sent.state, sent.error) == (DeliveryState.BOUNCED, "unknown")
    assert is_marked(ana)
    assert AuditEvent.objects.filter(type="delivery.bounced").count() == 1
    report(body, signed=signed)
    assert ana.notifications.filter(kind="network.contact_bounced").count() == 1


def test_a_soft_bounce_is_noted_and_marks_no_contact(ana, sent, settings) -> None:
    settings.MAIL_WEBHOOK_SECRETS = ["another" * 8, SECRET]
    assert report({"address": OFFICE, "kind": "soft", "reason": f"{OFFICE} is full"}).status_code == 200
    sent.refresh_from_db()
    assert (sent.state, sent.error) == (DeliveryState.SENT, "o…@example.org is full")
    assert not is_marked(ana)


def test_a_hard_bounce_of_a_mail_that_is_not_ours_to_find_marks_the_contact_all_the_same(ana, sent, settings) -> None:
    settings.MAIL_WEBHOOK_SECRETS = [SECRET]
    sent.delete()
    assert report({"address": OFFICE, "kind": "hard"}).json() == {"deliveries": 0}
    assert is_marked(ana)


@pytest.mark.parametrize("secret", ["", "x" * 40, "ñ" * 20])
def test_whoever_does_not_have_the_secret_is_refused(ana, sent, settings, secret: str) -> None:
    settings.MAIL_WEBHOOK_SECRETS = [SECRET]
    assert report({"address": OFFICE, "kind": "hard"}, secret=secret).status_code in {401, 403}
    assert report({"address": OFFICE, "kind": "hard"}, secret="z" * 40, signed=True).status_code in {401, 403}
    assert not is_marked(ana)


def test_without_the_setting_there_is_nothing(ana, sent) -> None:
    assert report({"address": OFFICE, "kind": "hard"}).status_code == 404
    assert not is_marked(ana)


@pytest.mark.parametrize("body", [{}, {"kind": "hard"}, {"address": "x", "kind": "hard"}, {"address": OFFICE}])
def test_a_report_that_says_too_little_is_refused(sent, settings, body: dict[str, str]) -> None:
    settings.MAIL_WEBHOOK_SECRETS = [SECRET]
    assert report(body).status_code == 400


def test_it_is_throttled(settings, monkeypatch) -> None:
    settings.MAIL_WEBHOOK_SECRETS = [SECRET]
    monkeypatch.setattr("rest_framework.throttling.ScopedRateThrottle.THROTTLE_RATES", {"webhook": "2/min"})
    answers = [report({"address": OFFICE, "kind": "soft"}).status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def read(monkeypatch, raw: bytes) -> str:
    out = io.StringIO()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    call_command("read_bounce", stdout=out)
    return out.getvalue()


def test_a_returned_mail_is_read_from_the_input(ana, sent, monkeypatch, caplog) -> None:
    raw = notice().replace(b"<1.2.3@abasto.example.org>", sent.message_id.encode()).replace(b"ana@", b"oficina@")
    with caplog.at_level(logging.DEBUG):
        said = read(monkeypatch, raw)
    assert "1 envíos marcados" in said
    sent.refresh_from_db()
    assert sent.state == DeliveryState.BOUNCED
    assert is_marked(ana)
    assert "@" not in said + caplog.text


def test_a_returned_mail_that_was_never_sent_marks_nobody(ana, sent, monkeypatch) -> None:
    """Anybody can write such a mail."""
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=30))
    read(monkeypatch, notice().replace(b"ana@example.org", OFFICE.encode()))
    assert not is_marked(ana)
