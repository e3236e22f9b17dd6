"""Codes are written in capitals; an address typed or pasted in small letters leads to the right one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse

# What a delegation, a unit and a place are called in addresses. A drug's code has no letters.
CODES = ("code", "clues")


class UpperCaseCodes:
    """Send `/unidades/jcims000001/` to `/unidades/JCIMS000001/`, whoever asks: it tells nothing about what is there.

    Programs write codes as they were given: the API knows no other spelling, and answers 404.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """The redirect, for pages that are only read."""
        if request.path.startswith("/api/"):
            return None
        meant = {name: kwargs[name].upper() for name in CODES if isinstance(kwargs.get(name), str)}
        match = request.resolver_match
        if match is None or request.method not in {"GET", "HEAD"} or all(kwargs[name] == meant[name] for name in meant):
            return None
        query = request.META.get("QUERY_STRING", "")
        path = reverse(match.view_name, kwargs={**kwargs, **meant})
        return HttpResponsePermanentRedirect(f"{path}?{query}" if query else path)
