from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework.exceptions import NotAuthenticated, Throttled, ValidationError

from delegations.api.errors import RefusedRequest, exception_handler, fault

SHAPE = {"code", "message", "remedy", "faults"}


def told(error: Exception) -> dict:
    response = exception_handler(error, {})
    assert response is not None
    assert set(response.data) == {"error"}
    assert set(response.data["error"]) == SHAPE
    return response.data["error"]


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Http404(), "not_found"),
        (PermissionDenied("no"), "permission_denied"),
        (NotAuthenticated(), "not_authenticated"),
        (Throttled(12), "throttled"),
        (ValidationError("x"), "invalid"),
        (RefusedRequest(409, "key_reused", "m", remedy="r"), "key_reused"),
    ],
)
def test_every_error_has_the_one_shape(error, code) -> None:
    assert told(error)["code"] == code


def test_a_fault_names_its_dotted_path_and_line() -> None:
    body = told(ValidationError({"lines": [{}, {"pieces": ["mal"]}], "note": ["larga"]}))
    assert [(one["field"], one["line"], one["message"]) for one in body["faults"]] == [
        ("lines.1.pieces", 1, "mal"),
        ("note", None, "larga"),
    ]


def test_a_fault_of_the_whole_request_has_no_field() -> None:
    assert told(ValidationError({"non_field_errors": ["todo"]}))["faults"][0]["field"] == ""


def test_a_refusal_keeps_its_faults_and_remedy() -> None:
    row = fault("lines.0.lot", "lot_blocked", "m", line=0, remedy="r", sheet="existencias")
    body = told(RefusedRequest(422, "lot_blocked", "m", remedy="otra vía", faults=[row]))
    assert body["faults"] == [row]
    assert body["remedy"] == "otra vía"


def test_how_long_to_wait_is_told() -> None:
    assert "12" in told(Throttled(12))["remedy"]


def test_what_is_no_refusal_is_left_to_fail_loudly() -> None:
    assert exception_handler(RuntimeError("a fault of ours"), {}) is None
