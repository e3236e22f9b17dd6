"""Every error of the API in one shape.

{"error": {"code": "invalid", "message": "…", "fields": [{"field": "lines.3.pieces", "code": "min_value", "problem": "…"}]}}

`code` is for programs and never changes; `message` and `problem` are for people. `fields` is empty unless the request's content is at fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_framework_handler


def field_errors(detail: Any, path: str = "") -> Iterator[dict[str, str]]:
    """Each fault of a validation error with the dotted path of its field; a fault of the whole request has an empty path."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            here = "" if name == "non_field_errors" else str(name)
            yield from field_errors(inner, ".".join(part for part in (path, here) if part))
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from field_errors(inner, ".".join(part for part in (path, str(position)) if part) if nested else path)
    else:
        code = detail.code if isinstance(detail, ErrorDetail) else "invalid"
        yield {"field": path, "code": str(code), "problem": str(detail)}


def error_body(code: str, message: str, fields: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """The one shape of an error."""
    return {"error": {"code": code, "message": message, "fields": fields or []}}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's answer in our shape; None for what it does not know, which becomes a logged 500."""
    response = rest_framework_handler(error, context)
    if response is None:
        return None
    if isinstance(error, ValidationError):
        response.data = error_body("invalid", _("Hay datos que corregir."), list(field_errors(error.detail)))
    elif isinstance(error, APIException):
        codes = error.get_codes()
        response.data = error_body(codes if isinstance(codes, str) else error.default_code, str(error.detail))
    else:  # Django's own 404 and 403
        code, message = {404: ("not_found", _("No se encontró.")), 403: ("permission_denied", _("No tiene permiso."))}.get(
            response.status_code, ("error", _("No se pudo atender la solicitud."))
        )
        response.data = error_body(code, message)
    return response
