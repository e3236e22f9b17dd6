"""The API fuzzed against its own schema, on the real database: never a server error, always the answer it describes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rest_framework.throttling import SimpleRateThrottle
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application
from delegations.actions.tokens import give_token

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 5
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def schema(monkeypatch) -> Iterator[Any]:
    # As Django's own test client does: the test's connection stays open between requests.
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    monkeypatch.setattr(SimpleRateThrottle, "THROTTLE_RATES", dict.fromkeys(("anon", "user", "token"), "100000/s"))
    found = schemathesis.openapi.from_dict(SchemaGenerator().get_schema(request=None, public=True))
    found.app = application
    yield found
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@pytest.fixture
def real(world, hospital, pharmacy, vincristine) -> Any:
    """What stands at an address: half of the requests go to something that exists."""
    ids = {
        "drugs": vincristine.pk,
        "lots": world.lot_id,
        "documents": world.receipt.document.pk,
        "transfers": world.transfer.pk,
        "weekly-reports": world.report.pk,
    }

    def named(path: str) -> dict[str, Any]:
        collection = path.removeprefix("/api/v1/").split("/")[0]
        values = {
            "code": "JAL" if collection == "delegations" else pharmacy.code,
            "clues": hospital.clues,
            "drug": vincristine.pk,
            "id": ids.get(collection),
        }
        return {name: value for name, value in values.items() if f"{{{name}}}" in path}

    return named


@pytest.mark.slow
@pytest.mark.parametrize("methods", [{"get"}, {"post", "delete"}], ids=["reads", "writes"])
def test_whatever_is_asked_is_answered_as_described(schema, real, beto, olga, methods) -> None:
    tokens = [give_token(by=person) for person in (beto, olga)]
    walked = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.method.lower() not in methods or operation.path.endswith("/token/"):
            continue
        walked += 1

        @FUZZ
        @given(case=operation.as_strategy(), exists=st.booleans(), token=st.sampled_from(tokens))
        def ask(case: Any, exists: bool, token: str) -> None:
            if exists:
                case.path_parameters = {**(case.path_parameters or {}), **real(case.operation.path)}
            case.call_and_validate(headers={"Authorization": f"Token {token}"}, checks=CHECKS)

        ask()
    assert walked > 10
