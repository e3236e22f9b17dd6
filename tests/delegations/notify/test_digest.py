from __future__ import annotations

import smtplib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from delegations.models import Channel, Delivery, DeliveryState, NoticePreference, Pace, Posting
from delegations.notify import tell
from delegations.notify.deliver import LEASE, WAITS, deliver_due
from delegations.notify.digest import last_seven, send_digests

pytestmark = pytest.mark.django_db

# Ten at night in Mexico City (UTC-6); seven there is 13:00 UTC, seven in Tijuana (UTC-8) 15:00.
EVENING = datetime(2026, 11, 19, 4, tzinfo=UTC)
SEVEN, SEVEN_IN_TIJUANA = datetime(2026, 11, 19, 13, tzinfo=UTC), datetime(2026, 11, 19, 15, tzinfo=UTC)


def waits_for(person, kind, *, keys: str = "1", at: datetime = EVENING) -> None:
    NoticePreference.objects.get_or_create(person=person, kind=kind.stock.name, channel=Channel.EMAIL, pace=Pace.DIGEST)
    for key in keys:
        tell(
            kind=kind.stock.name,
            to=[person],
            key=key,
            context={"drug": f"Droga {key}", "since": date(2026, 11, 2)},
            path="/",
        )
    Delivery.objects.filter(state=DeliveryState.WAITING).update(created_at=at)


def test_everything_that_waits_comes_in_one_mail_at_seven(ana, kind) -> None:
    waits_for(ana, kind, keys="12")
    assert deliver_due(now=SEVEN) == 0
    assert send_digests(now=SEVEN - timedelta(minutes=1)) == 0
    assert send_digests(now=SEVEN) == 1
    (message,) = mail.outbox
    assert message.subject == "OncoAbasto: 2 avisos"
    assert "- Droga 1: falta" in message.body
    assert "Droga 2: falta" in message.alternatives[0].content
    assert f"/avisos/{ana.notifications.first().pk}/" in message.body
    assert "List-Unsubscribe" in message.extra_headers
    assert set(Delivery.objects.values_list("state", "message_id")) == {
        (DeliveryState.SENT, message.extra_headers["Message-ID"])
    }


def test_run_twice_it_comes_once_and_nothing_comes_where_nothing_waits(ana, beto, kind) -> None:
    waits_for(ana, kind)
    assert send_digests(now=SEVEN) == 1
    assert send_digests(now=SEVEN + timedelta(minutes=15)) == 0
    assert len(mail.outbox) == 1


def test_what_comes_after_seven_waits_for_the_next_day(ana, kind) -> None:
    waits_for(ana, kind, at=SEVEN + timedelta(minutes=5))
    assert send_digests(now=SEVEN + timedelta(hours=5)) == 0
    assert send_digests(now=SEVEN + timedelta(days=1)) == 1


def test_seven_is_that_of_the_place_of_work(carla, kind) -> None:
    waits_for(carla, kind)
    assert send_digests(now=SEVEN) == 0
    assert send_digests(now=SEVEN_IN_TIJUANA) == 1


def test_it_speaks_the_readers_language(ana, kind) -> None:
    ana.language = "en"
    ana.save()
    waits_for(ana, kind)
    send_digests(now=SEVEN)
    assert '<html lang="en">' in mail.outbox[0].alternatives[0].content


def test_a_digest_that_fails_is_tried_again_and_then_given_up(ana, kind, monkeypatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no route")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    waits_for(ana, kind)
    now = SEVEN
    for wait in WAITS:
        assert send_digests(now=now) == 0
        assert Delivery.objects.get().next_attempt_at == now + wait
        assert Delivery.objects.get().state == DeliveryState.WAITING
        now += wait
    send_digests(now=now)
    assert Delivery.objects.get().state == DeliveryState.FAILED


def test_a_digest_that_is_refused_marks_the_deliveries(ana, kind, monkeypatch) -> None:
    def refused(*args: object, **kwargs: object) -> None:
        raise smtplib.SMTPRecipientsRefused({"ana@example.org": (550, b"5.1.1 unknown")})

    monkeypatch.setattr("django.core.mail.EmailMessage.send", refused)
    waits_for(ana, kind, keys="12")
    send_digests(now=SEVEN)
    told = Delivery.objects.exclude(notification__kind="network.contact_bounced")
    assert set(told.values_list("state", flat=True)) == {DeliveryState.BOUNCED}


def test_a_digest_that_another_worker_has_is_left_to_it(ana, kind) -> None:
    waits_for(ana, kind)
    Delivery.objects.update(next_attempt_at=SEVEN + LEASE, attempts=1)
    assert send_digests(now=SEVEN) == 0
    assert send_digests(now=SEVEN + LEASE) == 1


@pytest.mark.parametrize(
    ("now", "seven"),
    [
        (datetime(2026, 11, 19, 12, 59, tzinfo=UTC), datetime(2026, 11, 18, 13, tzinfo=UTC)),
        (datetime(2026, 11, 19, 13, 0, tzinfo=UTC), datetime(2026, 11, 19, 13, tzinfo=UTC)),
        (datetime(2026, 11, 20, 4, 0, tzinfo=UTC), datetime(2026, 11, 19, 13, tzinfo=UTC)),
    ],
)
def test_the_last_seven_o_clock(now: datetime, seven: datetime) -> None:
    assert last_seven(now, ZoneInfo("America/Mexico_City")) == seven


def test_without_a_place_of_work_it_is_mexico_citys(olga, kind) -> None:
    assert Posting.objects.get(person=olga).is_national
    waits_for(olga, kind)
    assert send_digests(now=SEVEN) == 1
