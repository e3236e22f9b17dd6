from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from delegations.actions.notice_preferences import set_mobile_phone
from delegations.models import Channel, Delivery, DeliveryState, NoticePreference, Notification, Pace
from delegations.notify import tell, tell_all
from delegations.notify.telling import Notice
from delegations.roles import Role
from delegations.selectors.notices import reason_of
from tests.delegations.notify.conftest import kind, words_of_the_tests  # noqa: F401
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
INBOX, PREFERENCES, DELIVERIES = "/avisos/", "/avisos/preferencias/", "/avisos/envios/"


@pytest.fixture(autouse=True)
def nothing_cached() -> None:
    cache.clear()


def tell_about(people, kind, *, key: str = "1", path: str = "/existencias/") -> list[Notification]:  # noqa: F811
    context = {"drug": f"Droga {key}", "since": date(2026, 1, 1)}
    return tell(kind=kind.stock.name, to=people, key=key, context=context, path=path)


def test_the_inbox_shows_ones_own_unread_notices_first_and_all_on_the_other_tab(client, ana, beto, kind) -> None:  # noqa: F811
    (read,) = tell_about([ana], kind, key="1")
    tell_about([ana], kind, key="2")
    tell_about([beto], kind, key="3")
    Notification.objects.filter(pk=read.pk).update(read_at=timezone.now())
    client.force_login(ana)
    unread, everything = client.get(INBOX).content.decode(), client.get(f"{INBOX}?ver=todos").content.decode()
    assert "Droga 2: falta" in unread
    assert "Droga 1" not in unread
    assert "Droga 1" in everything
    assert "Droga 2" in everything
    assert "Droga 3" not in unread + everything


def test_an_empty_inbox_says_what_will_come(client, ana) -> None:
    client.force_login(ana)
    assert "Nada sin leer" in client.get(INBOX).content.decode()
    assert "Aún no tiene avisos" in client.get(f"{INBOX}?ver=todos").content.decode()


def test_opening_a_notice_marks_it_and_leads_to_its_page(client, ana, kind) -> None:  # noqa: F811
    (notice,) = tell_about([ana], kind)
    client.force_login(ana)
    answer = client.get(reverse("delegations:notification", args=[notice.pk]))
    assert (answer.status_code, answer.url) == (302, "/existencias/")
    notice.refresh_from_db()
    assert notice.read_at is not None


@pytest.mark.parametrize("path", ["", "https://example.net/", "//example.net/"])
def test_a_notice_without_a_page_here_is_shown_itself(client, ana, kind, path: str) -> None:  # noqa: F811
    (notice,) = tell_about([ana], kind, path=path)
    client.force_login(ana)
    answer = client.get(reverse("delegations:notification", args=[notice.pk]))
    assert answer.status_code == 200
    assert "Desde Enero." in answer.content.decode()


def test_another_persons_notice_does_not_exist(client, ana, beto, kind) -> None:  # noqa: F811
    (notice,) = tell_about([ana], kind)
    client.force_login(beto)
    address = reverse("delegations:notification", args=[notice.pk])
    assert client.get(address).status_code == client.post(address).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_one_or_all_are_marked_as_read(client, ana, beto, kind) -> None:  # noqa: F811
    for key in "123":
        tell_about([ana, beto], kind, key=key)
    client.force_login(ana)
    client.post(reverse("delegations:notification", args=[ana.notifications.first().pk]))
    assert ana.notifications.unread().count() == 2
    answer = client.post(reverse("delegations:inbox-read-all"), follow=True)
    assert "Se marcaron 2 avisos como leídos." in answer.content.decode()
    assert ana.notifications.unread().count() == 0
    assert beto.notifications.unread().count() == 3


def test_the_queries_of_the_inbox_do_not_grow(client, ana, kind, django_assert_max_num_queries) -> None:  # noqa: F811
    context = {"drug": "x", "since": date(2026, 1, 1)}
    tell_all([Notice(kind.stock.name, [ana], str(number), context) for number in range(100)])
    client.force_login(ana)
    client.get(INBOX)
    with django_assert_max_num_queries(7):
        client.get(INBOX)


def test_preferences_are_kept_and_what_is_mandatory_is_said(client, ana, kind) -> None:  # noqa: F811
    client.force_login(ana)
    page = client.get(PREFERENCES).content.decode()
    assert "Faltantes" in page
    assert "Lo obligatorio" in page
    assert 'name="email-test-must"' not in page
    form = client.get(PREFERENCES).context["form"]
    data = {name: field.initial for name, field in form.fields.items()} | {"email-test-stock": "digest"}
    assert client.post(PREFERENCES, data).status_code == 302
    assert NoticePreference.objects.get(person=ana).pace == Pace.DIGEST
    assert client.post(PREFERENCES, data | {"email-test-stock": "sometimes"}).status_code == 200


def test_text_messages_are_offered_where_they_are_on(client, ana, kind, settings) -> None:  # noqa: F811
    client.force_login(ana)
    assert "celular" not in client.get(PREFERENCES).content.decode()
    settings.TEXT_SENDER = "delegations.notify.text.ConsoleTextSender"
    answer = client.get(PREFERENCES)
    assert "falta anotar su celular" in answer.content.decode()
    data = {name: field.initial for name, field in answer.context["form"].fields.items()}
    set_mobile_phone(number="33 1234 5678", by=ana)
    client.post(PREFERENCES, data | {"text-test-stock": "now"})
    page = client.get(PREFERENCES).content.decode()
    assert "termina en …5678" in page
    assert "3312345678" not in page
    assert NoticePreference.objects.get(person=ana).channel == Channel.TEXT


def test_deliveries_are_for_administrators_and_filtered(client, ana, beto, olga, admin, kind) -> None:  # noqa: F811
    tell_about([ana, beto], kind)
    Delivery.objects.filter(address=ana.email).update(state=DeliveryState.FAILED, error="451 later")
    for person in (ana, olga):
        client.force_login(person)
        assert client.get(DELIVERIES).status_code == 403
    client.force_login(admin)
    page = client.get(DELIVERIES).content.decode()
    assert "a…@example.org" in page
    assert "ana@example.org" not in page
    failed = client.get(DELIVERIES, {"estado": "failed", "asunto": kind.stock.name, "medio": "email"}).content.decode()
    assert "Ana del Hospital" in failed
    assert "Beto" not in failed
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "Nada coincide" in client.get(DELIVERIES, {"desde": tomorrow}).content.decode()
    assert "Beto" in client.get(DELIVERIES, {"q": "beto@example.org"}).content.decode()
    file = b"".join(client.get(DELIVERIES, {"formato": "csv"}).streaming_content).decode()
    assert "ana@example.org" not in file
    assert "a…@example.org" in file


def test_a_failed_delivery_is_sent_again_from_the_page(client, ana, admin, kind) -> None:  # noqa: F811
    tell_about([ana], kind)
    Delivery.objects.update(state=DeliveryState.FAILED)
    delivery = Delivery.objects.get()
    address = reverse("delegations:delivery-resend", args=[delivery.pk])
    client.force_login(ana)
    assert client.post(address).status_code == 403
    client.force_login(admin)
    answer = client.post(address, {"regreso": f"{DELIVERIES}?estado=failed"})
    assert answer.url == f"{DELIVERIES}?estado=failed"
    assert Delivery.objects.get().state == DeliveryState.QUEUED
    assert "no hay qué repetir" in client.post(address, follow=True).content.decode()


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        ("", ""),
        ("550 5.1.1 <a…@example.org>: unknown", "550 5.1.1 <a…@example.org>: unknown"),
        ("TimeoutError", "Sin respuesta del servidor."),
        ("interrupted", "Se interrumpió antes de salir; el enlace ya no sirve."),
        ("TemplateDoesNotExist", "No se pudo escribir el aviso (TemplateDoesNotExist)."),
    ],
)
def test_what_happened_is_told_in_words(error: str, shown: str) -> None:
    assert reason_of(Delivery(error=error)) == shown


def test_all_that_failed_among_what_is_shown_is_sent_again(client, ana, beto, admin, kind) -> None:  # noqa: F811
    tell_about([ana, beto, admin], kind)
    Delivery.objects.exclude(address=admin.email).update(state=DeliveryState.FAILED, attempts=6)
    client.force_login(admin)
    assert "Reenviar los 2 que fallaron" in client.get(DELIVERIES).content.decode()
    assert "Reenviar el que falló" in client.get(DELIVERIES, {"q": "Ana"}).content.decode()
    address = reverse("delegations:deliveries-resend")
    answer = client.post(f"{address}?q=Ana", follow=True)
    assert "Se volverá a enviar 1 aviso." in answer.content.decode()
    assert set(Delivery.objects.values_list("address", "state", "attempts")) == {
        (ana.email, "queued", 0),
        (beto.email, "failed", 6),
        (admin.email, "queued", 0),
    }
    client.force_login(ana)
    assert client.post(address).status_code == 403


def test_the_queries_of_the_deliveries_do_not_grow(client, admin, kind, django_assert_max_num_queries) -> None:  # noqa: F811
    tell_about(PersonFactory.create_batch(60), kind)
    client.force_login(admin)
    client.get(DELIVERIES)
    with django_assert_max_num_queries(9):
        client.get(DELIVERIES)


def test_a_relative_is_a_number_in_the_log_and_not_to_be_searched_by_name(client, admin, hospital, kind) -> None:  # noqa: F811
    mother = PersonFactory(full_name="Mamá de Luz", email="mama@example.org")
    PostingFactory(person=mother, role=Role.FAMILY, unit=hospital)
    tell_about([mother], kind)
    client.force_login(admin)
    for page in (DELIVERIES, f"{DELIVERIES}?q=mama@example.org"):
        seen = client.get(page).content.decode()
        assert f"Familiar n.º {mother.pk}" in seen
        assert "Mamá de Luz" not in seen
    assert f"Familiar n.º {mother.pk}" not in client.get(f"{DELIVERIES}?q=Luz").content.decode()
    assert "Mamá" not in client.get(f"{DELIVERIES}?formato=csv").getvalue().decode("utf-8-sig")
