"""A tap on the board: one stamp, now; or when it was tapped, if the network was away."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.errors import NotAllowed, Refusal
from delegations.toasts import toast
from delegations.views.network.refusals import said
from pediatric_platform.actions.fever import stamp
from pediatric_platform.golden_hour import CODES, ON_ITS_WAY
from pediatric_platform.models import FeverEpisode, Stamp
from pediatric_platform.views.fever.base import OneHospital, key_of


class FeverTap(OneHospital, View):
    """POST `s`: folio and the stamp's two letters; `clave`: the tap's own; `edad`: how many seconds ago it was tapped.

    The age is the telephone's, never its hour: clocks of telephones are wrong.
    """

    http_method_names = ["post", "options"]
    stamps = True

    def post(self, request: HttpRequest, clues: str) -> HttpResponseBase:
        folio, _dot, code = request.POST.get("s", "").partition(".")
        name = CODES.get(code, code)
        rows = FeverEpisode.objects.visible_to(self.person).select_related("unit", "child")
        episode = get_object_or_404(rows, folio=folio, unit=self.unit)
        at, offline = self.moment(request)
        try:
            done = stamp(
                episode=episode,
                stamp=name,
                key=key_of(request, f"{folio} {name}"),
                by=self.person,
                at=at,
                offline=offline,
            )
        except NotAllowed:
            raise
        except Refusal as refusal:
            return self.refused(said(refusal))
        return self.told(done, name)

    def moment(self, request: HttpRequest) -> tuple[datetime | None, bool]:
        """When it was tapped, and whether it waited for the network."""
        try:
            age = timedelta(seconds=float(request.POST.get("edad", "0") or "0"))
        except (ValueError, OverflowError):
            age = timedelta(0)
        if not timedelta(0) < age < timedelta(days=365):
            return None, False
        offline = age > ON_ITS_WAY or bool(request.POST.get("sin_red"))
        return timezone.now() - age, offline

    def told(self, episode: FeverEpisode, name: str) -> HttpResponse:
        at = getattr(episode, f"{name}_at")
        text = _("%(folio)s: %(stamp)s, %(at)s.") % {
            "folio": episode.folio,
            "stamp": Stamp(name).label,
            "at": at.astimezone(episode.unit.zone).strftime("%H:%M") if at else "",
        }
        undo = reverse("pediatric:fever-take-back", args=[episode.folio])
        if self.wants_json():
            return JsonResponse({"text": text, "undo": undo, "stamp": name})
        toast(self.request, text, link=reverse("pediatric:fever-episode", args=[episode.folio]))
        return HttpResponseRedirect(self.board())

    def refused(self, text: str) -> HttpResponse:
        if self.wants_json():
            return JsonResponse({"text": text}, status=409)
        toast(self.request, text, level=messages.ERROR)
        return HttpResponseRedirect(self.board())

    def wants_json(self) -> Any:
        return self.request.accepts("application/json") and not self.request.accepts("text/html")
