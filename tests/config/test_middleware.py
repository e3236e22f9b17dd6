"""Language and methods, on the sign-in page: the one everybody sees."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import get_language

from config.middleware import cookie_language


def spoken(**request: str) -> str:
    """The language a view finds active."""
    heard: list[str] = []

    def view(_request: HttpRequest) -> HttpResponse:
        heard.append(get_language() or "")
        return HttpResponse()

    asking = RequestFactory().get("/", headers={"Accept-Language": "en-US,en"})
    asking.COOKIES.update(request)
    cookie_language(view)(asking)
    return heard[0]


def test_spanish_without_a_cookie_whatever_the_browser_prefers() -> None:
    assert spoken() == "es-mx"


def test_english_by_cookie() -> None:
    assert spoken(**{settings.LANGUAGE_COOKIE_NAME: "en"}) == "en"


@pytest.mark.parametrize("cookie", ["fr", "EN", "../en", "x" * 5000])
def test_a_language_not_offered_is_spanish(cookie: str) -> None:
    assert spoken(**{settings.LANGUAGE_COOKIE_NAME: cookie}) == "es-mx"


def test_the_language_does_not_leak_into_the_next_request() -> None:
    spoken(**{settings.LANGUAGE_COOKIE_NAME: "en"})
    assert get_language() == "es-mx"


def test_the_answer_names_its_language_and_varies_by_cookie() -> None:
    response = cookie_language(lambda request: HttpResponse())(RequestFactory().get("/"))
    assert response["Content-Language"] == "es-mx"
    assert "Cookie" in response["Vary"]


@pytest.mark.django_db
def test_choosing_a_language_sets_the_cookie(client: Client) -> None:
    response = client.post("/idioma/", {"language": "en", "next": "/entrar/"})
    assert response.status_code == 302
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


@pytest.mark.django_db
def test_only_the_api_knows_other_methods(client: Client) -> None:
    for method in ("put", "patch", "delete", "trace"):
        answer = getattr(client, method)("/entrar/")
        assert (method, answer.status_code) == (method, 405)
        assert "Content-Security-Policy" in answer.headers
    assert client.delete("/api/v1/token/").status_code == 401
