"""The list of a meeting: who was called, who is there, what is missing for the quorum."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.views.listing import Listing
from meetings.filters.presence import AttendanceFilter
from meetings.models import Attendance, MeetingState, Minutes
from meetings.naming_consent import shown_name, shown_representative
from meetings.presence_rights import may_note
from meetings.presence_window import Doors, doors, opens_at
from meetings.selectors.presence import counts_of, in_order
from meetings.views.base import OfMeeting


class AttendanceList(OfMeeting, Listing):
    """`/reuniones/<pk>/asistencia/`: for the staff that sees the meeting; marks are of whoever keeps the minutes.

    A relative who has not agreed is initials, but for whoever has to call their name; in files for everybody.
    """

    model = Attendance
    filterset_class = AttendanceFilter
    template_name = "meetings/attendance.html"
    title = gettext_lazy("Asistencia")
    export_name = "asistencia"
    export_columns = (
        Column(gettext_lazy("De quién"), "get_kind_display", 18),
        Column(gettext_lazy("Nombre"), shown_name, 32),
        Column(gettext_lazy("Cargo"), "post", 32),
        Column(gettext_lazy("De dónde viene"), "organisation", 28),
        Column(gettext_lazy("Delegación"), "delegation.name", 22),
        Column(gettext_lazy("Unidad"), "unit.name", 32),
        Column(gettext_lazy("Cuenta para el quórum"), "is_required", 10),
        Column(gettext_lazy("Asistencia"), "get_presence_display", 14),
        Column(gettext_lazy("Lo representa"), shown_representative, 28),
        Column(gettext_lazy("Anotada"), "noted_at", 18),
        Column(gettext_lazy("Por dónde"), "get_noted_via_display", 22),
    )

    def get_queryset(self) -> QuerySet[Attendance]:
        return in_order(Attendance.objects.filter(meeting=self.meeting))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        meeting, notes = self.meeting, may_note(self.person)
        signed = Minutes.objects.signed().filter(meeting=meeting).exists()
        is_kept = meeting.state != MeetingState.CANCELLED and not signed
        own = Attendance.objects.filter(meeting=meeting, person=self.person).first()
        state = doors(meeting, timezone.now())
        return context | {
            "meeting": meeting,
            "crumbs": self.crumbs(self.title),
            "counts": counts_of(meeting),
            "rows": [(row, row.name if notes else shown_name(row)) for row in context["object_list"]],
            "notes": notes,
            "marks": notes and is_kept,
            "is_signed": signed,
            "own": own,
            "own_may_say": own is not None and is_kept and state in (Doors.OPEN, Doors.NOT_YET),
            "doors": state,
            "opens_at": opens_at(meeting),
            "is_grouped": not self.request.GET.get("orden"),
            "address": self.request.get_full_path(),
        }


class AttendancePaper(OfMeeting, TemplateView):
    """`/reuniones/<pk>/asistencia/lista/`: the list to sign, on paper. It goes from hand to hand: initials stay."""

    template_name = "meetings/attendance_paper.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = AttendanceFilter({}, in_order(Attendance.objects.filter(meeting=self.meeting)), request=self.request).qs
        return super().get_context_data(
            meeting=self.meeting,
            rows=[(row, shown_name(row), shown_representative(row)) for row in rows],
            counts=counts_of(self.meeting),
            empty_lines=range(12),
            crumbs=[
                *self.crumbs(_("Asistencia"))[:-1],
                (_("Asistencia"), reverse("meetings:attendance", args=[self.meeting.pk])),
                (_("Lista para firmar"), ""),
            ],
            **kwargs,
        )


class OfAttendance(OfMeeting):
    """One row of the list of a meeting that the person sees."""

    def list_address(self) -> str:
        return reverse("meetings:attendance", args=[self.meeting.pk])

    def below(self, title: object) -> list[Any]:
        """The way here through the list."""
        return [*self.crumbs(_("Asistencia"))[:-1], (_("Asistencia"), self.list_address()), (str(title), "")]


def unchanged() -> HttpResponse:
    """Nothing new for a screen that asks again."""
    return HttpResponse(status=204)
