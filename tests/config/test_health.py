"""/salud/: the answer a load balancer acts on."""

from __future__ import annotations

import pytest
from django.test import Client

from config import health


@pytest.mark.django_db
def test_healthy_when_both_servers_answer(client: Client) -> None:
    response = client.get("/salud/")

    assert response.status_code == 200
    assert response.json()["ok"] is True
    assert set(response.json()["milliseconds"]) == {"database", "cache"}


@pytest.mark.django_db
def test_503_names_the_server_that_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise ConnectionError("no route to 10.0.0.7")

    monkeypatch.setitem(health.CHECKS, "cache", refuse)

    response = client.get("/salud/")

    assert response.status_code == 503
    assert response.json()["milliseconds"]["cache"] is None
    assert "10.0.0.7" not in response.content.decode()


@pytest.mark.django_db
def test_needs_no_sign_in_and_is_never_cached(client: Client) -> None:
    assert "no-store" in client.get("/salud/")["Cache-Control"]
