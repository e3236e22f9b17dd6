"""The room: the code for the projector with the count beside it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.generic import View

from meetings.models import Meeting
from meetings.presence_rights import must_note
from meetings.presence_window import doors, opens_at
from meetings.selectors.presence import counts_of
from meetings.views.presence.attendance import OfAttendance, unchanged


def room_address(meeting: Meeting) -> str:
    """The whole address that the code in the room says."""
    return settings.SITE_URL.rstrip("/") + reverse("meetings:presence-room", args=[meeting.presence_key])


class OfRoom(OfAttendance):
    """For whoever keeps the minutes: the code opens the register to whoever sees it."""

    def permit(self) -> None:
        super().permit()
        must_note(self.person)


class RoomScreen(OfRoom, View):
    """`/reuniones/<pk>/sala/`; with `?v=<version>` only what changed since, or nothing (204)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        counts, state = counts_of(self.meeting), doors(self.meeting, timezone.now())
        version = f"{state}-{counts.version}"
        if request.GET.get("v") == version:
            return unchanged()
        context = {
            "meeting": self.meeting,
            "counts": counts,
            "doors": state,
            "opens_at": opens_at(self.meeting),
            "version": version,
            "address": room_address(self.meeting),
            "crumbs": self.below(_("Código de la sala")),
        }
        is_part = "v" in request.GET
        response = render(request, "meetings/_room_live.html" if is_part else "meetings/room.html", context)
        patch_cache_control(response, no_store=True)
        return response


class RoomCode(OfRoom, View):
    """The code as a drawing that is sharp at any size."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        import segno  # only this page needs it

        drawing = BytesIO()
        code = segno.make(room_address(self.meeting), error="m", micro=False)
        code.save(drawing, kind="svg", xmldecl=False, border=4, light="#fff", omitsize=True)
        response = HttpResponse(drawing.getvalue(), content_type="image/svg+xml")
        patch_cache_control(response, private=True, max_age=3600)
        return response
