"""Two things asked of a signed-in request: a second factor where the role demands one, and when it was last seen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from delegations.api.errors import error_body
from delegations.sign_in.policy import SEEN_AT, Step, second_factor_step

GetResponse = Callable[[HttpRequest], HttpResponse]

# What stays open to a person who must enrol first: enrolling, proving who they are for it, leaving, and the language.
ALWAYS_OPEN = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "account_logout",
        "set_language",
        "health",
    }
)
# How old "last seen" may be: one write in so many seconds, not one a request.
SEEN_EVERY = 600


class SecondFactorRequired:
    """Whoever must have a second factor and has none reaches the enrolment page and nothing else."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if not settings.SECOND_FACTOR_REQUIRED or (match is not None and match.view_name in ALWAYS_OPEN):
            return None
        step = second_factor_step(request)
        if step is Step.NOTHING:
            return None
        if request.path.startswith("/api/"):
            text = _("Su función exige un segundo factor.")
            remedy = _("Abra el sitio y siga lo que pide en %(page)s.") % {"page": reverse("mfa_index")}
            return JsonResponse(error_body("second_factor_required", text, remedy=remedy), status=403)
        way = reverse("mfa_index")
        if step is Step.PROVE:
            came_for = request.get_full_path() if request.method == "GET" else "/"
            way = f"{reverse('mfa_reauthenticate')}?{urlencode({'next': came_for})}"
        if request.headers.get("HX-Request"):
            return HttpResponse(status=204, headers={"HX-Redirect": way})
        return redirect(way)


def last_seen(get_response: GetResponse) -> Callable[[HttpRequest], HttpResponse]:
    """Note now and then that a session is in use, for the list of sessions."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        session = getattr(request, "session", None)
        now = time.time()
        if session is None or not session.session_key or SEEN_AT not in session or now - session[SEEN_AT] < SEEN_EVERY:
            return response
        session[SEEN_AT] = now
        UserSession.objects.filter(session_key=session.session_key).update(last_seen_at=timezone.now())
        return response

    return middleware
