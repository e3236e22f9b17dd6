"""Whoever has not signed in asks a limited number of times a minute; whoever has, as often as they like."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client

from delegations.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def strict(settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.VISITORS_PER_MINUTE, settings.LINKS_PER_MINUTE = 3, 1
    monkeypatch.setattr("config.visitors.time.time", lambda: 1_800_000_030.0)
    cache.clear()


def test_the_fourth_page_in_a_minute_waits(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert [client.get("/entrar/").status_code for _ in range(4)] == [200, 200, 200, 429]
    refused = client.get("/directorio/")
    assert "429" in refused.content.decode()
    assert refused["Retry-After"] == "30"
    monkeypatch.setattr("config.visitors.time.time", lambda: 1_800_000_061.0)
    assert client.get("/entrar/").status_code == 200


def test_links_are_counted_apart_and_sooner(client: Client) -> None:
    assert [client.get("/invitacion/abc/").status_code == 429 for _ in range(2)] == [False, True]
    assert client.get("/entrar/").status_code == 200


def test_the_door_of_a_meeting_is_wide_and_counted_apart(client: Client, settings) -> None:
    settings.PRESENCE_PER_MINUTE = 5
    doors = ["/reuniones/sala/abc/", "/reuniones/presencia/abc/"] * 3
    assert [client.get(door).status_code for door in doors] == [404] * 5 + [429]
    assert client.get("/entrar/").status_code == 200


def test_each_address_for_itself_and_none_is_kept(client: Client) -> None:
    for _ in range(4):
        client.get("/entrar/", REMOTE_ADDR="203.0.113.7")
    assert client.get("/entrar/", REMOTE_ADDR="203.0.113.8").status_code == 200
    assert client.get("/entrar/", REMOTE_ADDR="203.0.113.7").status_code == 429


def test_who_has_signed_in_and_who_watches_over_the_site_are_not_counted(client: Client, ana: Person) -> None:
    assert {Client().get("/salud/").status_code for _ in range(6)} == {200}
    client.force_login(ana)
    assert {client.get("/delegaciones/").status_code for _ in range(6)} == {200}


def test_a_made_up_session_is_nobody(client: Client, settings) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "made-up"
    assert [client.get("/entrar/").status_code for _ in range(4)][-1] == 429
