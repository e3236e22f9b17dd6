from __future__ import annotations

import logging
import smtplib
import threading
import time
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.utils import timezone

from delegations.models import Channel, Delivery, DeliveryState, NoticePreference, Pace, Posting
from delegations.notify import Recipient, deliver, tell
from delegations.notify.deliver import HEAD_START, LEASE, WAITS, deliver_due, hand_out_due
from tests.factories.delegations import PersonFactory

pytestmark = pytest.mark.django_db

CONTEXT = {"drug": "Vincristina", "since": date(2026, 11, 2)}


class Server(EmailBackend):
    """A mail server that answers what the test says, by address."""

    answers: dict[str, Exception] = {}

    def send_messages(self, messages: Any) -> int:
        for message in messages:
            if message.to[0] in self.answers:
                raise self.answers[message.to[0]]
        return int(super().send_messages(messages))


@pytest.fixture
def server(settings, monkeypatch) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    monkeypatch.setattr("django.core.mail.get_connection", lambda *args, **kwargs: Server())
    monkeypatch.setattr("delegations.notify.deliver.get_connection", lambda *args, **kwargs: Server())
    monkeypatch.setattr(Server, "answers", {})
    return Server


def tell_about(people, kind) -> None:
    tell(kind=kind.stock.name, to=people, key="1", context=CONTEXT, path="/")


TEMPORARY = [
    OSError("no route to the mail server"),
    smtplib.SMTPServerDisconnected("gone"),
    smtplib.SMTPRecipientsRefused({"ana@example.org": (451, b"try later")}),
    smtplib.SMTPDataError(452, b"too much for now"),
    smtplib.SMTPAuthenticationError(535, b"wrong password"),
]


@pytest.mark.parametrize("error", TEMPORARY, ids=lambda error: type(error).__name__)
def test_what_may_work_later_is_tried_again_with_growing_waits(ana, kind, server, error: Exception) -> None:
    server.answers["ana@example.org"] = error
    tell_about([ana], kind)
    now = timezone.now()
    for attempt, wait in enumerate(WAITS, 1):
        assert deliver_due(now=now) == 0
        delivery = Delivery.objects.get()
        assert (delivery.state, delivery.attempts) == (DeliveryState.QUEUED, attempt)
        assert delivery.next_attempt_at == now + wait
        assert deliver_due(now=now + wait - timedelta(seconds=1)) == 0
        assert Delivery.objects.get().attempts == attempt
        now += wait
    assert deliver_due(now=now) == 0
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts) == (DeliveryState.FAILED, len(WAITS) + 1)
    assert delivery.error
    assert not mail.outbox


def test_it_leaves_when_the_server_is_back(ana, kind, server) -> None:
    server.answers["ana@example.org"] = OSError()
    tell_about([ana], kind)
    now = timezone.now()
    deliver_due(now=now)
    server.answers.clear()
    assert deliver_due(now=now + WAITS[0]) == 1
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.attempts, delivery.error) == (DeliveryState.SENT, 2, "")


def test_one_that_fails_stops_none_of_the_others(ana, beto, kind, server) -> None:
    server.answers["ana@example.org"] = OSError()
    tell_about([ana, beto], kind)
    assert deliver_due() == 1
    assert [message.to for message in mail.outbox] == [["beto@example.org"]]


def test_a_mailbox_that_does_not_exist_is_never_tried_again_and_marks_the_contact(ana, kind, server) -> None:
    Posting.objects.filter(person=ana).update(office_email="abasto@example.org")
    refusal = {"abasto@example.org": (550, b"5.1.1 <abasto@example.org>: user unknown")}
    server.answers["abasto@example.org"] = smtplib.SMTPRecipientsRefused(refusal)
    tell_about([Recipient(ana, "abasto@example.org")], kind)
    deliver_due()
    delivery = Delivery.objects.get(address="abasto@example.org")
    assert (delivery.state, delivery.attempts) == (DeliveryState.BOUNCED, 1)
    assert delivery.error == "550 5.1.1 <a…@example.org>: user unknown"
    assert Posting.objects.get(person=ana).contact_bounced_at is not None
    assert ana.notifications.filter(kind="network.contact_bounced").count() == 1


def test_a_message_that_is_refused_is_not_the_mailboxes_fault(ana, kind, server) -> None:
    server.answers["ana@example.org"] = smtplib.SMTPDataError(554, b"looks like spam")
    tell_about([ana], kind)
    deliver_due()
    assert Delivery.objects.get().state == DeliveryState.FAILED
    assert Posting.objects.get(person=ana).contact_bounced_at is None


def test_words_that_cannot_be_made_fail_alone(ana, kind, server) -> None:
    tell(kind=kind.stock.name, to=[ana], key="1", context={"since": date(2026, 1, 1), "drug": "x"})
    tell(kind=kind.must.name, to=[ana], key="1", context={})
    Delivery.objects.filter(notification__kind=kind.must.name).update(state=DeliveryState.QUEUED)
    kind_without_words = Delivery.objects.get(notification__kind=kind.stock.name)
    kind_without_words.notification.kind = "gone.kind"
    kind_without_words.notification.save()
    assert deliver_due() == 1
    kind_without_words.refresh_from_db()
    assert (kind_without_words.state, kind_without_words.error) == (DeliveryState.FAILED, "UnknownKind")


def test_a_claim_that_a_killed_worker_left_runs_out(ana, kind) -> None:
    tell_about([ana], kind)
    now = timezone.now()
    Delivery.objects.update(attempts=1, next_attempt_at=now + LEASE)
    assert deliver_due(now=now) == 0
    assert deliver_due(now=now + LEASE) == 1


def test_the_sweep_hands_out_what_is_due_in_batches(kind, monkeypatch) -> None:
    sent: list[list[int]] = []
    monkeypatch.setattr(
        "delegations.notify.deliver.current_app.send_task", lambda name, args, **_: sent.append(args[0])
    )
    tell_about(PersonFactory.create_batch(60), kind)
    Delivery.objects.filter(pk__in=Delivery.objects.order_by("pk").values("pk")[:5]).update(
        next_attempt_at=timezone.now() + timedelta(minutes=5)
    )
    assert hand_out_due(now=timezone.now()) == 0, "their own tasks are under way"
    assert hand_out_due(now=timezone.now() + HEAD_START) == 55
    assert [len(ids) for ids in sent] == [50, 5]


def test_two_queries_a_mail(kind, django_assert_max_num_queries) -> None:
    tell_about(PersonFactory.create_batch(20), kind)
    with django_assert_max_num_queries(2 + 2 * 20):
        deliver_due()


def test_a_text_message_leaves_by_the_adapter_where_it_is_on(ana, kind, settings, caplog) -> None:
    settings.TEXT_SENDER = "delegations.notify.text.ConsoleTextSender"
    ana.mobile_phone = "33 1234 5678"
    ana.save()
    NoticePreference.objects.create(person=ana, kind=kind.stock.name, channel=Channel.TEXT, pace=Pace.NOW)
    tell_about([ana], kind)
    text = Delivery.objects.get(channel=Channel.TEXT)
    assert text.address == "+523312345678"
    with caplog.at_level(logging.INFO):
        assert deliver_due() == 2
    text.refresh_from_db()
    assert text.state == DeliveryState.SENT
    assert text.message_id.startswith("console-")
    assert "…5678" in caplog.text
    assert "3312345678" not in caplog.text
    assert "Vincristina" not in caplog.text


def test_no_text_message_where_it_is_off_or_not_asked_for(ana, kind, settings) -> None:
    ana.mobile_phone = "3312345678"
    ana.save()
    NoticePreference.objects.create(person=ana, kind=kind.stock.name, channel=Channel.TEXT, pace=Pace.NOW)
    tell_about([ana], kind)
    settings.TEXT_SENDER = "delegations.notify.text.ConsoleTextSender"
    tell(kind=kind.must.name, to=[ana], key="1", context={})
    assert not Delivery.objects.filter(channel=Channel.TEXT).exists()


def test_nothing_personal_is_logged(ana, kind, server, caplog) -> None:
    server.answers["ana@example.org"] = smtplib.SMTPDataError(554, b"ana@example.org says no")
    with caplog.at_level(logging.DEBUG):
        tell_about([ana], kind)
        deliver_due()
    said = caplog.text
    assert "could not be sent" in said
    for personal in ("ana@", "Ana", "Vincristina"):
        assert personal not in said


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(kind, monkeypatch) -> None:
    """Both read the same rows first; each mail is slow, so that they meet."""
    tell_about(PersonFactory.create_batch(12), kind)
    ids = list(Delivery.objects.values_list("pk", flat=True))
    both_have_read = threading.Barrier(2)
    sent: list[str] = []

    def slow(message: Any) -> int:
        time.sleep(0.01)
        sent.append(message.to[0])
        return 1

    monkeypatch.setattr("django.core.mail.EmailMessage.send", slow)
    carry = deliver.Postman.carry

    def meet(postman: Any, delivery: Delivery, now: Any) -> bool:
        if not getattr(postman, "met", False):
            postman.met = True
            both_have_read.wait(10)
        return carry(postman, delivery, now)

    monkeypatch.setattr(deliver.Postman, "carry", meet)
    left: list[int] = []

    def work() -> None:
        try:
            left.append(deliver.deliver(ids))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(30)
    assert sum(left) == len(sent) == len(set(sent)) == 12
    assert set(Delivery.objects.values_list("state", "attempts")) == {(DeliveryState.SENT, 1)}
