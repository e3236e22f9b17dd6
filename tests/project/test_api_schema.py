"""The description of the API: clean, whole, every error in one shape."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.urls import get_resolver, reverse
from drf_spectacular.generators import SchemaGenerator
from rest_framework.renderers import JSONRenderer

pytestmark = pytest.mark.django_db
ONE_SHAPE = "#/components/schemas/Error"
# What is written from a telephone with a bad connection, and has no edition to tell a second press by.
SAID_ONCE = (
    "/reports/", "/v1/cases/", "/cases/{folio}/contact/", "/cases/{folio}/note/", "/reply/", "/stamps/",
    "/loans/", "/loans/{id}/returns/", "/loans/{id}/return/",
)  # fmt: skip


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = SchemaGenerator().get_schema(request=None, public=True)
    return found


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def test_the_schema_has_no_warning() -> None:
    call_command("spectacular", "--validate", "--fail-on-warn", stdout=io.StringIO())


def test_every_route_is_described(schema) -> None:
    names = {name for name in get_resolver().reverse_dict if isinstance(name, str) and name.startswith("api-")}
    assert len(schema["paths"]) == len(names - {"api-schema", "api-docs"})


def test_every_error_has_the_one_shape(schema) -> None:
    for method, path, operation in operations(schema):
        errors = {code: answer for code, answer in operation["responses"].items() if int(code) >= 400}
        assert {"401", "429"} <= errors.keys(), (method, path)
        for code, answer in errors.items():
            assert answer["content"]["application/json"]["schema"] == {"$ref": ONE_SHAPE}, (method, path, code)


def test_every_operation_says_what_it_is_for(schema) -> None:
    assert [(method, path) for method, path, operation in operations(schema) if not operation.get("summary")] == []


def test_every_list_comes_in_pages(schema) -> None:
    for method, path, operation in operations(schema):
        if operation["operationId"].endswith("_list"):
            body = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
            assert "/Paginated" in body, (method, path)


def test_what_is_posted_to_the_ledger_asks_for_its_key(schema) -> None:
    for method, path, operation in operations(schema):
        headers = [one for one in operation.get("parameters", ()) if one["in"] == "header"]
        # A relative's report is sent from a telephone with a bad connection: twice is one report there too.
        posts = "schemas/Posting'" in str(operation["responses"].get("201", "")) or (
            method == "post" and path.endswith(SAID_ONCE)
        )
        assert posts == any(one["name"] == "Idempotency-Key" and one.get("required") for one in headers), (method, path)


def test_the_schema_is_for_whoever_signs_in(client, ana) -> None:
    assert client.get(reverse("api-schema")).status_code == 401
    client.force_login(ana)
    assert client.get(reverse("api-schema")).status_code == 200


def test_it_says_the_same_to_every_reader(client, ana, schema) -> None:
    client.force_login(ana)
    answer = client.get(reverse("api-schema"), headers={"Accept": "application/json"})
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Disposition"] == 'inline; filename="OncoAbasto.json"'
    assert answer.json() == json.loads(JSONRenderer().render(schema))


def test_it_is_made_once_for_each_language_and_format(client, ana, rosa, monkeypatch) -> None:
    client.force_login(ana)
    asked = [(lang, accept) for lang in ("es-mx", "en") for accept in ("application/yaml", "application/json")]

    def ask() -> list[tuple[bytes, str]]:
        answers = [client.get(reverse("api-schema"), {"lang": lang}, headers={"Accept": kind}) for lang, kind in asked]
        return [(answer.content, answer["Content-Type"]) for answer in answers]

    first = ask()
    assert len(set(first)) == len(asked)
    client.force_login(rosa)
    monkeypatch.setattr(SchemaGenerator, "get_schema", lambda *_args, **_kwargs: pytest.fail("made again"))
    assert ask() == first


def test_the_page_sends_strangers_to_sign_in(client, db) -> None:
    answer = client.get(reverse("api-docs"))
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("account_login"))


def test_the_page_draws_every_operation_under_the_policy(live_browser, ana) -> None:
    page = live_browser.page(ana, path=reverse("api-docs"))
    page.wait_for_selector(".opblock", timeout=30_000)
    drawn: set[str] = set()
    ours = page.locator(".opblock-summary", has_text="/api/v1/delegations/")
    met = False
    for _screen in range(160):  # what is off the screen is drawn when it is reached
        drawn |= {one.inner_text() for one in page.locator(".opblock-summary-path").all()}
        met = met or ours.count() > 0
        if len(drawn) > 40 and ours.count():
            break
        page.mouse.wheel(0, -600 if met and len(drawn) > 40 else 600)
        page.wait_for_timeout(200)
    assert len(drawn) > 40
    ours.first.click()
    page.wait_for_selector(".opblock-body")
