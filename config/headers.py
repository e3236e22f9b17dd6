"""What every answer tells the browser: what a page may load, use and keep."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Nothing inline and nothing from elsewhere: a stored text can never run as a script.
POLICY = (
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)

# What no page here asks a browser for. A page that comes to need one is the place to say so.
UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in UNUSED_FEATURES)

GetResponse = Callable[[HttpRequest], HttpResponse]


def content_security_policy(*, https: bool) -> str:
    """The policy; over HTTPS an address written without it is asked for with it."""
    return "; ".join((*POLICY, "upgrade-insecure-requests") if https else POLICY)


def security_headers(get_response: GetResponse) -> GetResponse:
    """Send them with every page; a view that needs a different policy sets that header itself.

    What a signed-in person sees is kept by no browser: after signing out on a computer that others use, the back
    button shows nothing. Whoever brings a session counts as signed in: the answer must not cost a query.
    """
    policy = content_security_policy(https=settings.HTTPS)

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers:
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


def on_static_files(headers: dict[str, str], path: str, url: str) -> None:
    """For WhiteNoise: our files are for our pages."""
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
