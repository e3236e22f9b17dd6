"""What every answer tells the browser, and that what signed-in people see is kept by none."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings

from config.headers import content_security_policy, on_static_files, security_headers

DIRECTIVES = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)


def answer_to(request: HttpRequest, **headers: str) -> HttpResponse:
    return security_headers(lambda _request: HttpResponse(headers=headers))(request)


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/entrar/", "/salud/", "/no-existe/", "/api/v1/no-existe/"])
def test_every_answer_carries_them(client: Client, path: str) -> None:
    answer = client.get(path)
    policy = answer["Content-Security-Policy"].split("; ")
    assert set(DIRECTIVES) <= set(policy)
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]
    assert answer["Cross-Origin-Resource-Policy"] == answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"


def test_over_https_addresses_written_without_it_are_upgraded() -> None:
    assert "upgrade-insecure-requests" in content_security_policy(https=True)
    assert "upgrade-insecure-requests" not in content_security_policy(https=False)


def test_a_view_may_set_its_own_policy() -> None:
    answer = answer_to(RequestFactory().get("/"), **{"Content-Security-Policy": "default-src 'none'"})
    assert answer["Content-Security-Policy"] == "default-src 'none'"


def test_what_a_session_or_a_token_sees_is_not_kept() -> None:
    with_session = RequestFactory().get("/")
    with_session.COOKIES[settings.SESSION_COOKIE_NAME] = "x"
    with_token = RequestFactory().get("/", headers={"Authorization": "Token x"})
    for request in (with_session, with_token):
        assert answer_to(request, **{"Cache-Control": "max-age=600"})["Cache-Control"] == "no-store, private"
    assert answer_to(RequestFactory().get("/"), **{"Cache-Control": "max-age=600"})["Cache-Control"] == "max-age=600"


@pytest.mark.django_db
def test_a_file_of_ours_is_kept_although_a_session_asks(client: Client) -> None:
    headers: dict[str, str] = {}
    on_static_files(headers, "css/base.css", "/static/css/base.css")
    assert headers == {"Cross-Origin-Resource-Policy": "same-origin"}
    client.cookies[settings.SESSION_COOKIE_NAME] = "x"
    assert "no-store" not in client.get("/static/css/base.css").get("Cache-Control", "")


@pytest.mark.django_db
@override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=31_536_000)
def test_over_https_the_browser_is_told_to_stay_there(client: Client) -> None:
    assert client.get("/entrar/").url.startswith("https://")
    assert client.get("/entrar/", secure=True)["Strict-Transport-Security"].startswith("max-age=31536000")
