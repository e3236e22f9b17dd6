"""/api/v1/meetings/, /meeting-series/: each act is the one that the page calls."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from meetings.actions.meetings import (
    call_meeting,
    cancel_meeting,
    close_meeting,
    move_meeting,
    open_meeting,
    plan_meetings,
    reopen_meeting,
)
from meetings.api.series_serializers import (
    MeetingMoveIn,
    MeetingReasonIn,
    MeetingSerializer,
    MeetingsPlanIn,
    PlannedSerializer,
    SeriesSerializer,
)
from meetings.filters.series import MeetingFilter
from meetings.meeting_rights import must_manage
from meetings.models import Meeting, Series
from meetings.selectors.meetings import listed
from meetings.selectors.series import listed as listed_series
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.editing import EditedIn

# Nobody plans by mistake for the rest of the century.
FARTHEST = timedelta(days=366)


class OfMeetings(Seen):
    """For the institute's staff; each sees the meetings of their scope."""

    tag = "meetings"
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not kwargs:
            require(self.person, self.permission)


class Meetings(OfMeetings):
    model = Meeting
    serializer_class: Any = MeetingSerializer

    def rows(self) -> QuerySet[Meeting]:
        return listed(Meeting.objects.visible_to(self.person)).select_related("series", "chair", "secretary")


class MeetingList(Meetings, SeenList):
    summary = _("Sesiones: primero la próxima")
    filterset_class = MeetingFilter


class MeetingDetail(Meetings, SeenOne):
    summary = _("Una sesión")

    def get_object(self) -> Meeting:
        found: Meeting = super().get_object()
        require(self.person, self.permission)
        return found


class MeetingAct(Acts, Meetings):
    """One act on a meeting of the caller's reach: whether they may is asked before what they wrote is looked at."""

    answers: ClassVar[dict[int, Any]] = {200: MeetingSerializer}
    serializer_class = EditedIn

    def act(self, meeting: Meeting, told: dict[str, Any]) -> Any:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        meeting = self.get_object()
        must_manage(self.person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(meeting, dict(asked.validated_data))
        return Response(MeetingSerializer(self.rows().get(pk=meeting.pk)).data)


class MeetingCall(MeetingAct):
    summary = _("Convocar: a quien ocupe cada puesto ese día; otra vez, a quienes faltan")

    def act(self, meeting: Meeting, told: dict[str, Any]) -> Any:
        return call_meeting(meeting=meeting, by=self.person, **told)


class MeetingMove(MeetingAct):
    summary = _("Mover de día, hora o lugar, y avisar")
    details = _("Lo que no se envía se queda como está.")
    serializer_class = MeetingMoveIn

    def act(self, meeting: Meeting, told: dict[str, Any]) -> Any:
        kept = {"place": meeting.place, "video_link": meeting.video_link}
        return move_meeting(meeting=meeting, by=self.person, **(kept | told))


class MeetingCancel(MeetingAct):
    summary = _("Cancelar y avisar por qué")
    serializer_class = MeetingReasonIn

    def act(self, meeting: Meeting, told: dict[str, Any]) -> Any:
        return cancel_meeting(meeting=meeting, by=self.person, **told)


class MeetingOpen(MeetingAct):
    summary = _("Abrir la sesión")

    def act(self, meeting: Meeting, told: dict[str, Any]) -> Any:
        return open_meeting(meeting=meeting, by=self.person, **told)


class MeetingClose(MeetingAct):
    summary = _("Cerrar la sesión")

    def act(self, meeting: Meeting, told: dict[str, Any]) -> Any:
        return close_meeting(meeting=meeting, by=self.person, **told)


class MeetingReopen(MeetingAct):
    summary = _("Reabrir la sesión, hasta que se firme su minuta")

    def act(self, meeting: Meeting, told: dict[str, Any]) -> Any:
        return reopen_meeting(meeting=meeting, by=self.person, **told)


class AllSeries(OfMeetings):
    model = Series
    serializer_class: Any = SeriesSerializer
    lookup_field = "code"
    lookup_url_kwarg = "slug"

    def rows(self) -> QuerySet[Series]:
        return listed_series(Series.objects.visible_to(self.person), timezone.now())


class SeriesList(AllSeries, SeenList):
    summary = _("Series de sesiones")


class SeriesDetail(AllSeries, SeenOne):
    summary = _("Una serie de sesiones")

    def get_object(self) -> Series:
        found: Series = super().get_object()
        require(self.person, self.permission)
        return found


class SeriesPlan(Acts, AllSeries):
    summary = _("Programar las sesiones de una serie hasta un día; repetirlo no duplica")
    serializer_class = MeetingsPlanIn
    answers: ClassVar[dict[int, Any]] = {200: PlannedSerializer}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        series = self.get_object()
        must_manage(self.person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        until = min(asked.validated_data["until"], timezone.localdate() + FARTHEST)
        return Response(PlannedSerializer(plan_meetings(series=series, until=until, by=self.person)).data)
