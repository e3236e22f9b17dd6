from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from rest_framework.test import APIClient

from delegations.notify import tell
from tests.delegations.notify.conftest import kind, words_of_the_tests  # noqa: F401

pytestmark = pytest.mark.django_db


def test_ones_own_notices_are_listed_and_marked(ana, beto, kind) -> None:  # noqa: F811
    for key in "12":
        tell(
            kind=kind.stock.name,
            to=[ana, beto],
            key=key,
            context={"drug": f"Droga {key}", "since": date(2026, 1, 1)},
            path="/existencias/",
        )
    client, address = APIClient(), reverse("api-notifications")
    client.force_authenticate(ana)
    answer = client.get(address).json()
    assert [row["text"] for row in answer["results"]] == ["Droga 2: falta", "Droga 1: falta"]
    assert answer["results"][0]["url"] == "http://127.0.0.1:8000/existencias/"
    theirs = beto.notifications.first().pk
    assert client.post(address, {"ids": [answer["results"][0]["id"], theirs]}).json() == {"read": 1}
    assert client.get(address, {"sin_leer": "si"}).json()["count"] == 1
    assert client.post(address, {}).json() == {"read": 1}
    assert beto.notifications.unread().count() == 2
    assert client.post(address, {"ids": ["x"]}).status_code == 400
