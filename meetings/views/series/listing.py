"""Meetings: what comes and what was."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy

from delegations.exports import Column
from delegations.views.listing import Listing
from meetings.filters.series import MeetingFilter
from meetings.meeting_rights import may_manage
from meetings.models import Meeting
from meetings.selectors.meetings import listed, next_meeting
from meetings.templatetags.meetings import state_word
from meetings.views.base import ForStaff


class MeetingList(ForStaff, Listing):
    """`/reuniones/`: the next one first; whoever does not see the country finds those that concern them."""

    model = Meeting
    filterset_class = MeetingFilter
    template_name = "meetings/meeting_list.html"
    title = gettext_lazy("Sesiones")
    export_name = "sesiones"
    export_columns = (
        Column(gettext_lazy("Serie"), "series.name", 36),
        Column(gettext_lazy("Número"), "number", 8),
        Column(gettext_lazy("Fecha"), "on"),
        Column(gettext_lazy("Hora"), lambda row: f"{row.local_start:%H:%M}", 8),
        Column(gettext_lazy("Zona horaria"), "series.time_zone", 20),
        Column(gettext_lazy("Estado"), state_word, 14),
        Column(gettext_lazy("Lugar"), "place", 36),
        Column(gettext_lazy("Convocadas y convocados"), "people", 12),
        Column(gettext_lazy("Presentes o representados"), "there", 12),
        Column(gettext_lazy("Día que le tocaba"), lambda row: row.planned_on if row.was_moved else None),
        Column(gettext_lazy("Por qué se movió"), "moved_reason", 40),
        Column(gettext_lazy("Por qué se canceló"), "cancelled_reason", 40),
    )

    def get_queryset(self) -> QuerySet[Meeting]:
        return listed(Meeting.objects.visible_to(self.person))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        if "HX-Request" in self.request.headers:  # only the list changes
            return context
        return context | {"next": next_meeting(self.person, timezone.now()), "manages": may_manage(self.person)}
