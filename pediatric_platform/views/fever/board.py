from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import View

from pediatric_platform import golden_hour
from pediatric_platform.actions.fever.rights import may_stamp
from pediatric_platform.models import Stamp
from pediatric_platform.selectors.fever.board import cards_at, version_of
from pediatric_platform.selectors.fever.episode import unexplained_at
from pediatric_platform.selectors.fever.hospitals import boards_of, hospitals_of
from pediatric_platform.selectors.fever_kit import kit_of
from pediatric_platform.views.children.base import Clinical
from pediatric_platform.views.fever.base import OneHospital, milliseconds


class Fever(Clinical, View):
    """The hospitals with a running clock; whoever treats at one alone goes straight to its board."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        boards = boards_of(self.person)
        running = hospitals_of(self.person, timezone.now())
        known = {unit.pk for unit in boards} | {one.unit.pk for one in running}
        if len(known) == 1:
            clues = boards[0].clues if boards else running[0].unit.clues
            return HttpResponseRedirect(reverse("pediatric:fever-board", args=[clues]))
        busy = {one.unit.pk for one in running}
        context = {"running": running, "quiet": [unit for unit in boards if unit.pk not in busy]}
        return render(request, "pediatric_platform/fever.html", context)


class FeverBoard(OneHospital, View):
    """The live board: `?pantalla=1` is the one on the wall, which is only read and stands in sight of everybody."""

    def get(self, request: HttpRequest, clues: str) -> HttpResponse:
        wall = "pantalla" in request.GET
        context = live_context(self, wall=wall) | {
            "wall": wall,
            "kit": kit_of([self.unit.pk])[self.unit.pk],
            "unexplained": [] if wall else unexplained_at(self.unit, timezone.now()),
            "steps": [[name[:2], str(Stamp(name).label)] for name in golden_hour.AT_HOSPITAL],
            "key": uuid.uuid4().hex,
            "limits": {
                "soon": int(golden_hour.SOON.total_seconds()),
                "urgent": int(golden_hour.URGENT.total_seconds()),
                "missing": int(golden_hour.NOT_COME_AFTER.total_seconds()),
            },
            "crumbs": [(_("Hora dorada"), reverse("pediatric:fever")), (self.unit.name, "")],
        }
        response = render(request, "pediatric_platform/fever_board.html", context)
        patch_cache_control(response, no_store=True)
        return response


class FeverLive(OneHospital, View):
    """What changed on the board since version `v`: the cards, or nothing (204). Each answer says what time it is."""

    def get(self, request: HttpRequest, clues: str) -> HttpResponse:
        if request.GET.get("v") == version_of(self.unit.pk, timezone.now()):
            response = HttpResponse(status=204)
        else:
            context = live_context(self, wall="pantalla" in request.GET)
            response = render(request, "pediatric_platform/_fever_live.html", context)
        response["X-Now"] = milliseconds()
        patch_cache_control(response, no_store=True)
        return response


class FeverKitBeside(OneHospital, View):
    """The antibiotic's and the kit's stock beside the clock, asked for now and then."""

    def get(self, request: HttpRequest, clues: str) -> HttpResponse:
        context = {"unit": self.unit, "kit": kit_of([self.unit.pk])[self.unit.pk]}
        response = render(request, "pediatric_platform/_fever_kit.html", context)
        patch_cache_control(response, no_store=True)
        return response


def live_context(page: OneHospital, *, wall: bool) -> dict[str, Any]:
    """The version is read first: what changes in between is asked for again."""
    now = timezone.now()
    version = version_of(page.unit.pk, now)
    return {
        "unit": page.unit,
        "version": version,
        "now": milliseconds(now),
        "cards": cards_at(page.unit, now),
        "episodes": f"{reverse('pediatric:fever')}episodio/",
        "may_stamp": not wall and may_stamp(page.person, page.unit),
        "live": reverse("pediatric:fever-live", args=[page.unit.clues]) + f"?v={version}{'&pantalla=1' * wall}",
    }
