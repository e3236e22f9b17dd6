"""/api/v1/meetings/<n>/attendance/, quorum/; /api/v1/attendance/: each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from meetings.actions.presence import (
    add_participant,
    correct_participant,
    note_presence,
    say_naming_consent,
    strike_participant,
)
from meetings.api.presence_serializers import (
    ArrivalIn,
    MeetingAttendanceSerializer,
    NamingIn,
    OwnPresenceIn,
    ParticipantIn,
    PresenceIn,
    QuorumSerializer,
)
from meetings.errors.presence import NotYourPresence
from meetings.filters.presence import AttendanceFilter
from meetings.models import Attendance, Meeting, NotedVia
from meetings.presence_rights import must_note
from meetings.selectors.presence import counts_of, in_order
from pediatric_platform.api.acts import Acts


class Present(Seen):
    """For the institute's staff; each sees the meetings of their scope."""

    tag = "meetings"
    permission = Permission.VIEW_STOCK
    model = Attendance
    serializer_class: Any = MeetingAttendanceSerializer

    def rows(self) -> QuerySet[Attendance]:
        rows = Attendance.objects.visible_to(self.person).select_related("meeting__series")
        return in_order(rows)

    def told(self, row: Attendance) -> Any:
        return MeetingAttendanceSerializer(in_order(Attendance.objects.filter(pk=row.pk)).get()).data


class OfMeeting(Present):
    """What belongs to one meeting: 404 where the caller does not see it."""

    @property
    def meeting(self) -> Meeting:
        seen = Meeting.objects.visible_to(self.person).select_related("series")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def rows(self) -> QuerySet[Attendance]:
        meeting = self.meeting
        require(self.person, Permission.VIEW_STOCK)
        return in_order(Attendance.objects.filter(meeting=meeting))


class MeetingAttendance(Acts, OfMeeting, SeenList):
    summary = _("Lista de asistencia de una sesión")
    summary_post = _("Agregar a quien llegó sin estar en la lista")
    details_post = _(
        "Quien ya está, por su correo o por su nombre, se anota en su renglón: la respuesta es ese renglón."
    )
    filterset_class = AttendanceFilter
    answers_post = {201: MeetingAttendanceSerializer}

    def get_serializer_class(self) -> Any:
        return ArrivalIn if self.request.method == "POST" else MeetingAttendanceSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        meeting = self.meeting
        must_note(self.person)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        presence = asked.validated_data["presence"]
        came = add_participant(meeting=meeting, facts=asked.facts(), presence=presence, by=self.person)
        return Response(self.told(came.attendance), status=201)


class MeetingQuorum(OfMeeting, SeenOne):
    summary = _("Quórum y cuenta de asistencia de una sesión")
    serializer_class = QuorumSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        meeting = self.meeting
        require(self.person, Permission.VIEW_STOCK)
        return Response(QuorumSerializer(counts_of(meeting)).data)


class MeetingAttendanceOwn(Acts, OfMeeting):
    """Of oneself, a relative's too."""

    summary = _("Anotar la asistencia propia")
    serializer_class = OwnPresenceIn
    answers = {200: MeetingAttendanceSerializer}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        own = Attendance.objects.filter(meeting=self.meeting, person=self.person).first()
        if own is None:
            raise NotYourPresence
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(
            self.told(note_presence(attendance=own, via=NotedVia.SELF, by=self.person, **asked.validated_data))
        )


class AttendanceAct(Acts, Present):
    """One act on a participant, by whoever keeps the minutes."""

    answers: ClassVar[dict[int, Any]] = {200: MeetingAttendanceSerializer}

    def act(self, row: Attendance, asked: Any) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_note(self.person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, asked)
        return Response(self.told(row))


class AttendanceOne(Present, SeenOne):
    summary = _("Un participante de una sesión")

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        require(self.person, Permission.VIEW_STOCK)
        return Response(self.told(row))


class AttendancePresence(AttendanceAct):
    summary = _("Anotar la asistencia de un participante")
    serializer_class = PresenceIn

    def act(self, row: Attendance, asked: Any) -> None:
        note_presence(attendance=row, by=self.person, **asked.validated_data)


class AttendanceCorrection(AttendanceAct):
    summary = _("Corregir a un participante")
    serializer_class = ParticipantIn

    def act(self, row: Attendance, asked: Any) -> None:
        correct_participant(attendance=row, facts=asked.facts(), by=self.person)


class AttendanceNaming(AttendanceAct):
    summary = _("Anotar si el nombre de una familia se puede decir")
    serializer_class = NamingIn

    def act(self, row: Attendance, asked: Any) -> None:
        say_naming_consent(attendance=row, by=self.person, **asked.validated_data)


class AttendanceStrike(Acts, Present):
    summary = _("Quitar de la lista a quien no fue convocado")
    serializer_class: Any = serializers.Serializer
    answers = {204: None}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_note(self.person)
        strike_participant(attendance=row, by=self.person)
        return Response(status=204)
