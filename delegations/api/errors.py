"""Every error of the API in one shape.

{"error": {"code": "invalid", "message": "…", "remedy": "…", "faults": [
    {"field": "lines.3.pieces", "line": 3, "code": "min_value", "message": "…", "remedy": ""}]}}

`code` is for programs and never changes; `message` and `remedy` are for people. `faults` says where: `field` is the
dotted path of the input (`Idempotency-Key` for the header, empty for the whole request), `line` the 0-based line of the
document. A fault of an uploaded file also names its `sheet`, `row`, `column` and `value`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import status
from rest_framework.exceptions import APIException, ErrorDetail, Throttled, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler as rest_framework_handler

FaultRow = dict[str, Any]


class RefusedRequest(APIException):
    """Understood and refused by an action. The floor that owns the action translates its refusals to this."""

    def __init__(
        self, http_status: int, code: str, message: str, *, remedy: str = "", faults: Sequence[FaultRow] = ()
    ) -> None:
        super().__init__(message, code)
        self.status_code = http_status
        self.remedy = remedy
        self.faults = list(faults)


def fault(field: str, code: str, message: str, *, line: int | None = None, remedy: str = "", **cell: Any) -> FaultRow:
    """One entry of `faults`; `cell` names where in an uploaded file."""
    return {"field": field, "line": line, "code": code, "message": message, "remedy": remedy, **cell}


def validation_faults(detail: Any, path: tuple[str, ...] = ()) -> Iterator[FaultRow]:
    """Each fault of a validation error with its field's dotted path; one of the whole request has an empty path."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            here = () if name in ("non_field_errors", "__all__") else (str(name),)
            yield from validation_faults(inner, (*path, *here))
    elif isinstance(detail, list):
        for position, inner in enumerate(detail):
            nested = isinstance(inner, dict | list)
            yield from validation_faults(inner, (*path, str(position)) if nested else path)
    else:
        code = detail.code if isinstance(detail, ErrorDetail) else "invalid"
        line = next((int(part) for part in path if part.isdigit()), None)
        yield fault(".".join(path), str(code), str(detail), line=line)


def error_body(code: str, message: str, *, remedy: str = "", faults: Sequence[FaultRow] = ()) -> dict[str, Any]:
    """The one shape of an error."""
    return {"error": {"code": code, "message": message, "remedy": remedy, "faults": list(faults)}}


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """REST framework's answer in our shape; None for what it does not know, which becomes a logged 500."""
    response = rest_framework_handler(error, context)
    if response is not None:
        response.data = _body(error, response.status_code)
    return response


def _body(error: Exception, http_status: int) -> dict[str, Any]:
    if isinstance(error, RefusedRequest):
        return error_body(str(error.get_codes()), str(error.detail), remedy=error.remedy, faults=error.faults)
    if isinstance(error, ValidationError):
        return error_body(
            "invalid",
            _("Hay datos que corregir."),
            remedy=_("Corrija los campos señalados y vuelva a enviar."),
            faults=list(validation_faults(error.detail)),
        )
    if isinstance(error, Throttled):
        wait = round(getattr(error, "wait", None) or 1)
        return error_body(
            "throttled",
            _("Demasiadas solicitudes."),
            remedy=_("Vuelva a intentar en %(seconds)d s.") % {"seconds": wait},
        )
    if isinstance(error, APIException):
        codes = error.get_codes()
        return error_body(codes if isinstance(codes, str) else error.default_code, str(error.detail))
    # Django's own 404 and 403.
    code, message = {
        status.HTTP_404_NOT_FOUND: ("not_found", _("No se encontró.")),
        status.HTTP_403_FORBIDDEN: ("permission_denied", str(error) or _("No tiene permiso.")),
    }.get(http_status, ("error", _("No se pudo atender la solicitud.")))
    return error_body(code, message)
