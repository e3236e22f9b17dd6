"""How often somebody who has not signed in may ask for pages: the directory, a mailed link, a door.

By address, counted in the cache by whole minutes. The limits are wide, because a hospital's families and staff may all
come from one address; mailed links have a narrower one, because only guessing opens many. The doors themselves have
their own limits, by account (ACCOUNT_RATE_LIMITS); the API has its own (REST_FRAMEWORK).
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from delegations.origins import origin_of

GetResponse = Callable[[HttpRequest], HttpResponse]

MINUTE = 60
# Where a secret stands in the address.
LINKS = (
    "/invitacion/",
    "/contacto/",
    "/cuenta/contrasena/olvidada/",
    "/avisar/seguir/",
    "/constancias/",
    "/reuniones/calendario/",
)
# Where two hundred people behind one address of a hospital say within a minute that they are there, some three pages
# each; their secrets are too long to be guessed at any rate.
PRESENCE = ("/reuniones/presencia/", "/reuniones/sala/")
# Counted elsewhere, or asked for by machines that must get through.
NOT_COUNTED = ("/api/", "/salud/", "/correo/", "/static/")


def limited_visitors(get_response: GetResponse) -> GetResponse:
    """Answer 429 to whoever asks more often than VISITORS_PER_MINUTE: LINKS_PER_MINUTE where links are opened,
    PRESENCE_PER_MINUTE at the door of a meeting.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path_info.startswith(NOT_COUNTED) or request.user.is_authenticated:
            return get_response(request)
        if request.path_info.startswith(LINKS):
            refused = asked_too_often("links", request, settings.LINKS_PER_MINUTE)
        elif request.path_info.startswith(PRESENCE):
            refused = asked_too_often("presence", request, settings.PRESENCE_PER_MINUTE)
        else:
            refused = asked_too_often("pages", request, settings.VISITORS_PER_MINUTE)
        return too_many(request) if refused else get_response(request)

    return middleware


def too_many(request: HttpRequest) -> HttpResponse:
    """The page, and when to come back."""
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(MINUTE - int(time.time()) % MINUTE)
    return response


def asked_too_often(what: str, request: HttpRequest, limit: int) -> bool:
    """Count this request; whether it is one more than this minute allows. No address is kept, only its digest."""
    who = hashlib.sha256(origin_of(request).encode()).hexdigest()[:24]
    key = f"visitors:{what}:{who}:{int(time.time()) // MINUTE}"
    cache.add(key, 0, 2 * MINUTE)
    return int(cache.incr(key)) > limit
