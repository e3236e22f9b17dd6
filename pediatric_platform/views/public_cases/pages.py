"""What every public page about cases shares: kept by no browser, named to no other site, no way to search engines."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from delegations.origins import origin_of


class PublicPage:
    """Open to whoever comes."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return unkept(response)

    @property
    def origin(self) -> str:
        """Where the request comes from, behind the proxies that are ours; only its print is kept."""
        return origin_of(self.request)


def unkept(response: HttpResponseBase) -> HttpResponseBase:
    """No copy of it stays on a borrowed telephone."""
    response.headers["Cache-Control"] = "no-store, private"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
