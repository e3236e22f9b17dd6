"""An address in small letters leads to the right one."""

from __future__ import annotations

import pytest
from django.test import Client

from delegations.models import Person, Unit

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("/tablero/delegacion/jal/?semana=2026-W46", "/tablero/delegacion/JAL/?semana=2026-W46"),
        ("/tablero/unidad/jcims000001/", "/tablero/unidad/JCIMS000001/"),
        ("/delegaciones/Jal/", "/delegaciones/JAL/"),
        ("/unidades/jcims000001/", "/unidades/JCIMS000001/"),
        ("/existencias/jcims000001-far/", "/existencias/JCIMS000001-FAR/"),
        ("/directorio/jal/", "/directorio/JAL/"),
    ],
)
def test_small_letters_are_sent_to_capitals_for_good(client: Client, beto: Person, typed: str, right: str):
    client.force_login(beto)
    answer = client.get(typed)
    assert (answer.status_code, answer.headers.get("Location")) == (301, right)


def test_the_right_address_opens_at_once(client: Client, ana: Person, hospital: Unit):
    client.force_login(ana)
    assert client.get("/unidades/JCIMS000001/").status_code == 200


def test_what_does_not_exist_still_does_not(client: Client, carla: Person, hospital: Unit):
    client.force_login(carla)
    assert client.get("/unidades/jcims000001/", follow=True).status_code == 404


def test_what_is_sent_is_not_redirected(client: Client, ana: Person):
    client.force_login(ana)
    assert client.post("/lugares/jcims000001-far/recibir/", {}).status_code in {403, 404}


def test_the_api_knows_capitals_only(client: Client, ana: Person, hospital: Unit):
    client.force_login(ana)
    assert client.get("/api/v1/units/jcims000001/").status_code == 404
    assert client.get("/api/v1/units/JCIMS000001/").status_code == 200
