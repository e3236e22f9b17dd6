"""Pages of error: in the shell's look with a way on, both languages, strangers too; the API in its own shape."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.http import Http404
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import path

from config import errors
from config.urls import handler400, handler429, handler500, urlpatterns
from delegations.models import Person

pytestmark = pytest.mark.django_db


def fail(request, what: str):
    raise {"500": ZeroDivisionError, "404": Http404}[what]


urlpatterns = [path("falla/<str:what>/", fail), path("api/v1/falla/<str:what>/", fail), *urlpatterns]
__all__ = ["handler400", "handler429", "handler500"]


@pytest.fixture
def visitor(settings) -> Client:
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_a_stranger_who_is_lost_finds_search_home_and_the_door(client: Client):
    page = client.get("/no/hay/").content.decode()

    for href in ('action="/buscar/"', 'href="/"', 'href="/entrar/"'):
        assert href in page


def test_the_page_of_what_is_not_there_speaks_the_readers_language(client: Client):
    client.cookies["idioma"] = "en"
    assert '<html lang="en">' in client.get("/no/hay/").content.decode()


def test_a_fault_of_ours_is_told_without_asking_the_database(visitor: Client, ana: Person):
    request = RequestFactory().get("/")
    request.user = ana
    with CaptureQueriesContext(connection) as queries:
        page = errors.server_error(request)
    assert len(queries) == 0
    assert page.status_code == 500
    assert "El servidor tuvo un error" in page.content.decode()
    assert visitor.get("/falla/500/").status_code == 500


def test_the_style_of_the_fault_page_is_served_by_its_own_name(visitor: Client):
    assert "/static/css/base.css" in visitor.get("/falla/500/").content.decode()


def test_programs_are_told_in_the_shape_of_the_api(visitor: Client):
    answer = visitor.get("/api/v1/falla/500/")
    assert answer.status_code == 500
    assert json.loads(answer.content)["error"]["code"] == "server_error"


def test_what_cannot_be_read_is_a_page_or_json(visitor: Client):
    factory = RequestFactory()
    page = errors.bad_request(factory.get("/"), Exception())
    assert page.status_code == 400
    assert "No se entendió la solicitud" in page.content.decode()
    assert (
        json.loads(errors.bad_request(factory.get("/api/v1/"), Exception()).content)["error"]["code"] == "bad_request"
    )


def test_a_page_left_open_too_long_says_what_happened(ana: Person):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    answer = client.post("/", {"tablero": "pais"})
    assert answer.status_code == 403
    assert "La página ya no servía para enviar" in answer.content.decode()
