"""A borrowed telephone: the session ends when the browser closes, and after ten minutes without use."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

SEEN = "borrowed_seen"
IDLE_SECONDS = 10 * 60
# One write of the session in so many seconds, not one a request.
SEEN_EVERY = 30

GetResponse = Callable[[HttpRequest], HttpResponse]


def borrow(request: HttpRequest) -> None:
    """From now on this session is one on somebody else's telephone."""
    request.session.set_expiry(0)
    request.session[SEEN] = time.time()


def is_borrowed(request: HttpRequest) -> bool:
    """Whether the person said so."""
    return SEEN in request.session


def borrowed_phones(get_response: GetResponse) -> GetResponse:
    """Sign out whoever left a borrowed telephone alone, before anything is shown."""

    def middleware(request: HttpRequest) -> HttpResponse:
        seen = request.session.get(SEEN) if hasattr(request, "session") else None
        if seen is None:
            return get_response(request)
        idle = time.time() - seen
        if idle > IDLE_SECONDS:
            logout(request)
            messages.info(request, _("Cerramos su página porque pasaron diez minutos. Entre otra vez."))
            came_for = request.get_full_path() if request.method == "GET" else reverse("pediatric:family")
            return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': came_for})}")
        if idle > SEEN_EVERY:
            request.session[SEEN] = time.time()
        return get_response(request)

    return middleware
