"""How much one request may bring: more is refused before any of it is read, on a page or in the API's shape of errors.

The proxy refuses the same (config/deploy/Caddyfile); this holds where another stands in front. Django's own limit
leaves uploaded files out, and the API's parser does not ask for it.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from delegations.api.errors import error_body

GetResponse = Callable[[HttpRequest], HttpResponse]

TOO_LARGE = 413


def limited_bodies(get_response: GetResponse) -> GetResponse:
    """Refuse a body larger than DATA_UPLOAD_MAX_MEMORY_SIZE; one without a length is never read by WSGI."""

    def middleware(request: HttpRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        if not length.isdecimal() or limit is None or int(length) <= limit:
            return get_response(request)
        if request.path_info.startswith("/api/"):
            message = _("La solicitud pasa de %(limit)d MB.") % {"limit": limit // 2**20}
            body = error_body("too_large", message, remedy=_("Divida el envío en varios."))
            return JsonResponse(body, status=TOO_LARGE)
        # The page's own forms would read what is not to be read: it is shown as to somebody who asks for it.
        request.method = "GET"
        return render(request, "413.html", {"limit": limit // 2**20}, status=TOO_LARGE)

    return middleware
