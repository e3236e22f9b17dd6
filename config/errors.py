"""The pages of what went wrong: in the shell's look where that can be drawn, in the API's shape for programs."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.utils.translation import gettext as _

from delegations.api.errors import error_body

API = "/api/"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What no view could read: a forged header, too many fields."""
    if request.path.startswith(API):
        body = error_body("bad_request", _("No se entendió la solicitud."), remedy=_("Revise lo que envía."))
        return JsonResponse(body, status=400)
    return render(request, "400.html", status=400)


def server_error(request: HttpRequest, *args: Any) -> HttpResponse:
    """A fault of ours. Drawn without a person or a query: the database may be what failed."""
    if request.path.startswith(API):
        body = error_body(
            "server_error",
            _("El servidor tuvo un error."),
            remedy=_("Repita la solicitud con la misma Idempotency-Key: si ya quedó, no se asienta dos veces."),
        )
        return JsonResponse(body, status=500)
    return HttpResponse(loader.get_template("500.html").render(), status=500)
