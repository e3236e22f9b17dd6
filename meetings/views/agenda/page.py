"""The agenda of a meeting: to read, to print, to project, and for whoever keeps it to put in order."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.generic import View

from delegations.views.network.presses import answered
from meetings.actions.agenda import build_agenda
from meetings.agenda_rights import may_keep
from meetings.models import MeetingState
from meetings.selectors.agenda import Agenda, Shown, agenda_of
from meetings.views.agenda.base import Kept, OfAgenda


class AgendaPage(OfAgenda, View):
    """`/reuniones/<pk>/orden/`; `?pantalla=1` is for the projector, one matter at a time (`&asunto=<number>`)."""

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        agenda = agenda_of(self.meeting, self.person)
        if "pantalla" in request.GET:
            return render(request, "meetings/agenda_wall.html", self.wall(agenda, request.GET.get("asunto", "")))
        keeps, over = may_keep(self.person), self.meeting.is_over
        context = {
            "meeting": self.meeting,
            "agenda": agenda,
            "keeps": keeps,
            "changes": keeps and not over,
            "builds": keeps and self.meeting.state == MeetingState.PLANNED,
            "notes": keeps and self.meeting.state in (MeetingState.RUNNING, MeetingState.ENDED),
            "proposes": not over,
            "crumbs": self.crumbs(),
        }
        return render(request, "meetings/agenda.html", context)

    def wall(self, agenda: Agenda, asked: str) -> dict[str, Any]:
        """The matter asked for, else the next one to treat, and its neighbours."""
        items = list(agenda.items)
        one = self.asked_for(items, asked)
        at = items.index(one) if one else 0
        return {
            "meeting": self.meeting,
            "agenda": agenda,
            "one": one,
            "before": items[at - 1] if one and at else None,
            "after": items[at + 1] if one and at + 1 < len(items) else None,
            "crumbs": (),
        }

    def asked_for(self, items: list[Shown], asked: str) -> Shown | None:
        if not asked:
            return next((one for one in items if one.item.state == "pending"), items[0] if items else None)
        at = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 0
        return items[at - 1] if 0 < at <= len(items) else items[0] if items else None


class AgendaBuild(Kept, View):
    """The data of today, for whoever keeps the agenda."""

    http_method_names = ("post", "options")

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return answered(
            request,
            lambda: build_agenda(meeting=self.meeting, by=self.person),
            _("El orden del día tiene los datos de este momento."),
            self.here(),
        )
