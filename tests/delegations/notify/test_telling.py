from __future__ import annotations

from datetime import date

import pytest
from django.core import mail
from django.core.cache import cache
from django.utils.translation import gettext_lazy, override

from delegations.models import Channel, Delivery, DeliveryState, NoticePreference, Notification, Pace
from delegations.notify import Notice, Recipient, UnknownKind, inbox_line, tell, tell_all, tell_secretly, unread_count
from delegations.notify.deliver import deliver_due
from tests.factories.delegations import PersonFactory

pytestmark = pytest.mark.django_db

CONTEXT = {"drug": "Vincristina & Cía", "since": date(2026, 11, 2)}


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    cache.clear()


def tell_about(people, kind, key: str = "1", **more) -> list[Notification]:
    return tell(kind=kind.stock.name, to=people, key=key, context=CONTEXT, path="/existencias/", **more)


def test_the_inbox_and_the_mail_come_together(ana, kind) -> None:
    (notice,) = tell_about([ana], kind)
    assert inbox_line(notice) == "Vincristina & Cía: falta"
    assert deliver_due() == 1
    (message,) = mail.outbox
    assert message.to == ["ana@example.org"]
    assert message.subject == "Falta Vincristina & Cía"
    assert "http://127.0.0.1:8000/existencias/" in message.body
    assert "Porque es de prueba." in message.body
    html = message.alternatives[0].content
    assert "<li" in html
    assert "Vincristina &amp; Cía" in html
    assert 'href="http://127.0.0.1:8000/existencias/"' in html
    assert message.extra_headers["Auto-Submitted"] == "auto-generated"
    assert "/avisos/preferencias/" in message.extra_headers["List-Unsubscribe"]
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.SENT
    assert delivery.message_id == message.extra_headers["Message-ID"]


def test_each_reads_in_their_own_language(kind) -> None:
    english, spanish = PersonFactory(language="en"), PersonFactory()
    tell_about([english, spanish], kind)
    with override("es-mx"):
        deliver_due()
    bodies = {message.to[0]: (message.subject, message.body) for message in mail.outbox}
    assert bodies[english.email][0] == "Vincristina & Cía is missing"
    assert "Since November." in bodies[english.email][1]
    assert "Desde Noviembre." in bodies[spanish.email][1]


def test_told_twice_is_told_once(ana, beto, kind) -> None:
    tell_about([ana, ana], kind)
    assert [notice.person for notice in tell_about([ana, beto], kind)] == [beto]
    deliver_due()
    assert deliver_due() == 0
    assert sorted(message.to[0] for message in mail.outbox) == ["ana@example.org", "beto@example.org"]
    assert len(tell_about([ana], kind, key="2")) == 1


def test_the_office_address_and_a_closed_account(ana, beto, kind) -> None:
    beto.is_active = False
    beto.save()
    tell_about([Recipient(ana, "Oficina@example.org"), Recipient(ana, "otra@example.org"), beto], kind)
    assert Notification.objects.count() == 1
    assert sorted(Delivery.objects.values_list("address", flat=True)) == ["oficina@example.org", "otra@example.org"]


@pytest.mark.parametrize(("pace", "states"), [("now", ["queued"]), ("digest", ["waiting"]), ("never", [])])
def test_it_comes_as_the_person_chose_and_the_inbox_keeps_all(ana, kind, pace: str, states: list[str]) -> None:
    NoticePreference.objects.create(person=ana, kind=kind.stock.name, channel=Channel.EMAIL, pace=Pace(pace))
    tell_about([ana], kind)
    assert list(Delivery.objects.values_list("state", flat=True)) == states
    assert Notification.objects.count() == 1


def test_a_mandatory_kind_comes_whatever_was_chosen_and_says_so(ana, kind) -> None:
    NoticePreference.objects.create(person=ana, kind=kind.must.name, channel=Channel.EMAIL, pace=Pace.NEVER)
    tell(kind=kind.must.name, to=[ana], key="1", context={})
    deliver_due()
    (message,) = mail.outbox
    assert "no se puede desactivar" in message.body
    assert "List-Unsubscribe" not in message.extra_headers


def test_five_hundred_are_told_in_a_handful_of_queries(kind, django_assert_max_num_queries) -> None:
    people = PersonFactory.create_batch(500)
    with django_assert_max_num_queries(6):
        tell_about(people, kind)
    assert Delivery.objects.count() == 500


def test_many_notices_cost_as_much_as_one(kind, django_assert_max_num_queries) -> None:
    people = PersonFactory.create_batch(10)
    notices = [Notice(kind.stock.name, people, str(number), CONTEXT) for number in range(20)]
    with django_assert_max_num_queries(6):
        tell_all(notices)
    assert Notification.objects.count() == 200


def test_after_commit_the_workers_get_batches(kind, monkeypatch, django_capture_on_commit_callbacks) -> None:
    sent: list[list[int]] = []
    monkeypatch.setattr(
        "delegations.notify.telling.current_app.send_task", lambda name, args, **_: sent.append(args[0])
    )
    with django_capture_on_commit_callbacks(execute=True):
        tell_about(PersonFactory.create_batch(120), kind)
        assert not sent
    assert [len(ids) for ids in sent] == [50, 50, 20]


def test_a_queue_that_is_away_stops_nothing(ana, kind, monkeypatch, django_capture_on_commit_callbacks) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OSError("no queue")

    monkeypatch.setattr("delegations.notify.telling.current_app.send_task", away)
    with django_capture_on_commit_callbacks(execute=True):
        tell_about([ana], kind)
    assert deliver_due() == 1


@pytest.mark.parametrize("value", [gettext_lazy("Unidad"), PersonFactory.build(), object()])
def test_a_context_keeps_plain_values_only(ana, kind, value: object) -> None:
    with pytest.raises(TypeError):
        tell(kind=kind.stock.name, to=[ana], key="1", context={"what": [value]})
    assert not Notification.objects.exists()


def test_an_unknown_kind_is_refused(ana) -> None:
    with pytest.raises(UnknownKind):
        tell(kind="no.such", to=[ana], key="1", context={})


def test_unread_notices_are_counted_without_a_query(ana, beto, kind, django_assert_num_queries) -> None:
    assert unread_count(ana) == 0
    tell_about([ana], kind)
    assert unread_count(ana) == 1
    with django_assert_num_queries(0):
        assert unread_count(ana) == 1
    assert unread_count(beto) == 0


def test_a_secret_goes_into_the_mail_and_nowhere_else(ana, kind, django_capture_on_commit_callbacks) -> None:
    secret = "https://abasto.example.org/invitacion/tok3n/"
    with django_capture_on_commit_callbacks(execute=True):
        delivery = tell_secretly(
            kind=kind.link.name,
            person=ana,
            address="Nueva@example.org",
            context={"role": "pharmacist"},
            secret_context={"url": secret},
        )
        assert not mail.outbox
    (message,) = mail.outbox
    assert message.to == ["nueva@example.org"]
    assert secret in message.body
    assert f'href="{secret}"' in message.alternatives[0].content
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT
    assert "tok3n" not in str(list(Notification.objects.values())) + str(list(Delivery.objects.values()))
    assert unread_count(ana) == 0


def test_a_secret_that_could_not_leave_says_so_and_is_never_sent_by_a_sweep(
    ana, kind, monkeypatch, django_capture_on_commit_callbacks, django_db_blocker
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise OSError("no route to the mail server")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", broken)
    with django_capture_on_commit_callbacks(execute=True):
        delivery = tell_secretly(
            kind=kind.link.name, person=ana, address=ana.email, context={}, secret_context={"url": "x"}
        )
    delivery.refresh_from_db()
    assert (delivery.state, delivery.error) == (DeliveryState.FAILED, "OSError")


def test_a_secret_whose_process_died_is_marked_lost(ana, kind) -> None:
    delivery = tell_secretly(
        kind=kind.link.name, person=ana, address=ana.email, context={}, secret_context={"url": "x"}
    )
    assert delivery.next_attempt_at is not None
    deliver_due(now=delivery.next_attempt_at)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.FAILED
    assert not mail.outbox


def test_who_has_not_taken_the_account_gets_no_mail_and_finds_the_notice_inside(ana, kind) -> None:
    ana.joined_at = None
    ana.save(update_fields=["joined_at"])
    (notice,) = tell_about([ana], kind)
    assert notice.read_at is None
    assert not Delivery.objects.exists()
