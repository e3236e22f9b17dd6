"""Where a mailed link is opened: the token leaves the address at once and waits in a cookie of that page alone.

A session would write the token into the database; an address would leave it in the history, in logs and in what other
sites are told. Opening the link changes nothing: mail programs open links to look at them.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.generic import View

from delegations.errors import LinkRefused
from delegations.models import LinkPurpose

# Long enough to choose a password, short enough for a computer that others use.
COOKIE_AGE = 3600
TOKEN = re.compile(r"[0-9a-f]{64}")


class LinkPlace:
    """What the door and the page behind it agree on."""

    purpose: ClassVar[LinkPurpose]
    here: ClassVar[str]
    renews_at: ClassVar[str]

    @classmethod
    def cookie(cls) -> str:
        return f"enlace_{cls.purpose}"

    @classmethod
    def forget(cls, response: HttpResponseBase) -> None:
        """The token is of no more use."""
        response.delete_cookie(cls.cookie(), path=reverse(cls.here), samesite="Lax")


class LinkDoor(LinkPlace, View):
    """GET with the token: away with it, and on to the page."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        response = HttpResponseRedirect(reverse(self.here))
        found = TOKEN.search(token.lower())
        if found:
            response.set_cookie(
                self.cookie(),
                found[0],
                max_age=COOKIE_AGE,
                path=reverse(self.here),
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",  # the link comes from another site: the mail
            )
        else:
            self.forget(response)
        response["Cache-Control"] = "no-store, private"
        response["Referrer-Policy"] = "no-referrer"
        return response


class LinkPage(LinkPlace):
    """The page behind: `token`, and the refusal's own page where the link does not open.

    Its address holds no secret, and its forms need the site's own referrer policy: without a referrer a browser sends
    them from the origin "null", which no form of ours may come from.
    """

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        except LinkRefused as refusal:
            response = self.refused(refusal)
        response.headers["Cache-Control"] = "no-store, private"
        return response

    @property
    def token(self) -> str:
        """The token of the link that was opened; empty when none was."""
        return self.request.COOKIES.get(self.cookie(), "")

    def refused(self, refusal: LinkRefused) -> HttpResponse:
        """Why it does not open, and the way on."""
        context = {"refusal": refusal, "purpose": self.purpose, "renews_at": reverse(self.renews_at)}
        return render(self.request, "delegations/link_refused.html", context)
