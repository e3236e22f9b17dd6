"""The calendar for a telephone: a secret address that opens one thing and ends with the consent."""

from __future__ import annotations

import io
import json
import logging
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from config.logs import configuration
from delegations.models import AuditEvent
from pediatric_platform.actions.calendar_feeds import make_feed, revoke_feed
from pediatric_platform.actions.consents import withdraw_consent
from pediatric_platform.errors.family import NoCalendar, NotYourChild
from pediatric_platform.models import CalendarFeed, Child, Guardian, Promise, Session, SessionMove
from tests.factories.children import ChildFactory, SessionFactory, relative_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(nina, rosa) -> str:
    return make_feed(child=nina, by=rosa)


def fetch(token: str, status: int = 200) -> Calendar | None:
    answer = Client().get(f"/calendario/{token}.ics")
    assert answer.status_code == status
    if status != 200:
        return None
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]
    return Calendar.from_ical(answer.content)


def events(token: str) -> list:
    calendar = fetch(token)
    assert calendar is not None
    return list(calendar.walk("VEVENT"))


def test_only_the_tokens_hash_is_kept(token):
    assert len(token) >= 43  # 256 bits
    row = CalendarFeed.objects.get()
    assert token not in str(vars(row))
    assert len(row.token_hash) == 64
    assert token not in str(list(AuditEvent.objects.values()))


def test_each_session_is_an_event_of_its_whole_day(token, session, answer):
    answer(session, "uncovered")
    (event,) = events(token)
    assert event["SUMMARY"] == "Sesión en el hospital: falta"
    assert event.decoded("DTSTART") == session.on
    assert event.decoded("DTEND") == session.on + timedelta(days=1)
    assert (event["UID"], event["SEQUENCE"]) == (f"sesion-{session.pk}@oncoabasto", 1)


def test_it_says_of_when_it_is_in_the_hospitals_own_hour(token, session, answer, nina):
    """A telephone shows what it fetched hours ago."""
    answer(session)
    (event,) = events(token)
    here = event.decoded("DTSTAMP").astimezone(nina.unit.zone)
    assert f"Así estaba el {here.day} " in event["DESCRIPTION"]
    assert f", {here:%H:%M}." in event["DESCRIPTION"]


def test_no_diagnosis_no_medicine_no_surname(token, session, answer, nina, phones):
    answer(session, "uncovered")
    text = Client().get(f"/calendario/{token}.ics").content.decode()
    for word in ("vincristina", "Vincristina", nina.first_surname, nina.diagnosis.name, nina.folio, "Inducción", "Ana"):
        assert word not in text
    assert "Sesiones de Nina" in text


def test_a_session_that_moves_keeps_its_uid_and_grows_its_sequence(token, session, answer):
    before = events(token)[0]
    Session.objects.filter(pk=session.pk).update(on=session.on + timedelta(days=2), edition=2)
    SessionMove.objects.create(
        session=session, moved_from=session.on, moved_to=session.on + timedelta(days=2), reason="fever"
    )
    after = events(token)[0]
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("DTSTART") == session.on + timedelta(days=2)


def test_a_cancelled_session_says_so(token, session):
    Session.objects.update(state="cancelled", state_reason="x", edition=2)
    assert events(token)[0]["STATUS"] == "CANCELLED"


def test_what_it_shows_is_promised(token, session, answer, rosa):
    answer(session)
    events(token)
    row = Promise.objects.get()
    assert (row.person, row.channel, row.answer) == (rosa, "calendar", "covered")
    assert CalendarFeed.objects.get().last_read_at is not None
    assert AuditEvent.objects.filter(type="family_calendar.read", by_id=rosa.pk).exists()


def test_it_ends_with_the_consent(token, session, rosa):
    withdraw_consent(guardian=Guardian.objects.get(person=rosa), reason="", by=rosa)
    fetch(token, 404)


def test_it_ends_when_revoked_or_replaced(nina, rosa, token):
    newer = make_feed(child=nina, by=rosa)
    fetch(token, 404)
    fetch(newer)
    revoke_feed(child=nina, by=rosa)
    fetch(newer, 404)
    with pytest.raises(NoCalendar):
        revoke_feed(child=nina, by=rosa)


def test_it_ends_with_the_account(token, rosa):
    rosa.is_active = False
    rosa.save()
    fetch(token, 404)


def test_a_child_who_died_has_no_days_in_it(token, session, nina):
    Child.objects.update(state="deceased", state_on=timezone.localdate())
    assert events(token) == []


def test_guessing_finds_nothing(token):
    for guess in (token[:-1], token.swapcase(), "x", "%00"):
        assert Client().get(f"/calendario/{guess}.ics").status_code == 404


def test_only_a_relative_makes_one(nina, ana, carmen, hospital):
    neighbour = relative_of(ChildFactory(unit=hospital), email="vecina@example.org").person
    for person in (ana, carmen, neighbour):
        with pytest.raises(NotYourChild):
            make_feed(child=nina, by=person)


def test_the_page_shows_the_address_once_with_its_code(client, nina, rosa):
    client.force_login(rosa)
    path = f"/mi-familia/{nina.folio}/calendario/"
    text = client.post(path, {"accion": "hacer"}).content.decode()
    assert "/calendario/" in text
    assert ".ics</textarea>" in text
    assert "data:image/svg+xml" in text
    later = client.get(path).content.decode()
    assert ".ics" not in later
    assert "Aún no se ha usado." in later
    assert "ya no muestra nada" in client.post(path, {"accion": "quitar"}, follow=True).content.decode()


def test_no_log_line_holds_the_address(token, session):
    lines = io.StringIO()
    logging.config.dictConfig(configuration(local=False, level="INFO", tasks="INFO"))
    for name in (None, "django", "oncoabasto"):
        for handler in logging.getLogger(name).handlers:
            if isinstance(handler, logging.StreamHandler):
                handler.setStream(lines)
    try:
        Client().get(f"/calendario/{token}.ics")
        Client().get(f"/calendario/{token}x.ics")
        CalendarFeed.objects.update(revoked_at=timezone.now())
        Client().get(f"/calendario/{token}.ics")
    finally:
        from django.conf import settings

        logging.config.dictConfig(settings.LOGGING)
    written = lines.getvalue()
    routes = [json.loads(line).get("route") for line in written.splitlines()]
    assert routes.count("calendario/<str:token>.ics") == 3
    assert token not in written


def test_queries_do_not_grow_with_the_sessions(token, session, answer, django_assert_num_queries):
    answer(session)
    events(token)
    for day in range(2, 20):
        answer(SessionFactory(plan=session.plan, cycle=day, on=session.on + timedelta(days=day)))
    with django_assert_num_queries(QUERIES):
        Client().get(f"/calendario/{token}.ics")


QUERIES = 19
