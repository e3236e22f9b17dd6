"""/api/v1/meetings/<n>/agenda/, /agenda-items/, /snapshots/: what is on the table; each act is the page's own."""

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
from meetings.actions.agenda import (
    accept_item,
    add_item,
    build_agenda,
    change_item,
    drop_item,
    move_item,
    note_item,
    propose_item,
    put_back,
)
from meetings.actions.figures import freeze_all
from meetings.agenda_rights import may_keep, must_keep, must_propose
from meetings.api.agenda_serializers import (
    AgendaItemSerializer,
    AgendaNoteIn,
    MatterChangeIn,
    MatterIn,
    MatterMoveIn,
    SnapshotDetailSerializer,
    SnapshotSerializer,
)
from meetings.models import AgendaItem, Meeting, Snapshot
from meetings.selectors.agenda import eyes_of, items_seen
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.editing import NothingIn


class Agenda(Seen):
    """For the institute's staff; of the data each sees the places of their scope."""

    tag = "meetings"
    permission = Permission.VIEW_STOCK
    model = AgendaItem
    serializer_class: Any = AgendaItemSerializer

    def rows(self) -> QuerySet[AgendaItem]:
        return items_seen(self.person).select_related("meeting__series", "added_by").order_by("position", "pk")

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        if not getattr(self, "swagger_fake_view", False):
            context["eyes"] = eyes_of(self.person)
        return context

    def told(self, row: AgendaItem) -> Any:
        fresh = AgendaItem.objects.saying_whose().select_related("meeting__series").get(pk=row.pk)
        return AgendaItemSerializer(fresh, context=self.get_serializer_context()).data


class OfMeeting(Agenda):
    """The agenda of one meeting: 404 where the caller does not see it."""

    @property
    def meeting(self) -> Meeting:
        seen = Meeting.objects.visible_to(self.person).select_related("series")
        return get_object_or_404(seen, pk=self.kwargs["pk"])

    def rows(self) -> QuerySet[AgendaItem]:
        meeting = self.meeting
        require(self.person, Permission.VIEW_STOCK)
        return super().rows().filter(meeting=meeting)


class MeetingAgenda(Acts, OfMeeting, SeenList):
    summary = _("Orden del día de una sesión, en su orden")
    summary_post = _("Agregar un asunto, o proponerlo")
    details_post = _("Quien lleva la minuta lo agrega; quien fue convocado lo propone (`is_proposed`).")
    answers_post: ClassVar[dict[int, Any]] = {201: AgendaItemSerializer}

    def get_serializer_class(self) -> Any:
        return MatterIn if self.request.method == "POST" else AgendaItemSerializer

    def post(self, request: Request, pk: int) -> Response:
        meeting = self.meeting
        must_propose(self.person, meeting)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        do = add_item if may_keep(self.person) else propose_item
        return Response(self.told(do(meeting=meeting, by=self.person, **asked.validated_data)), status=201)


class MeetingAgendaBuild(Acts, OfMeeting):
    summary = _("Armar el orden del día con los datos de este momento")
    serializer_class = NothingIn
    answers: ClassVar[dict[int, Any]] = {200: AgendaItemSerializer(many=True)}

    def post(self, request: Request, pk: int) -> Response:
        meeting = self.meeting
        must_keep(self.person)
        build_agenda(meeting=meeting, by=self.person)
        context = self.get_serializer_context()
        return Response(AgendaItemSerializer(self.rows(), many=True, context=context).data)


class AgendaItemOne(Agenda, SeenOne):
    summary = _("Un asunto del orden del día")

    def get_object(self) -> AgendaItem:
        found: AgendaItem = super().get_object()
        require(self.person, self.permission)
        return found


class AgendaAct(Acts, Agenda):
    """One act on a matter of the caller's reach: whether they may is asked before what they sent is looked at."""

    answers: ClassVar[dict[int, Any]] = {200: AgendaItemSerializer}
    serializer_class: type[serializers.BaseSerializer] = NothingIn

    def act(self, row: AgendaItem, told: dict[str, Any]) -> AgendaItem:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_keep(self.person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return Response(self.told(self.act(row, dict(asked.validated_data))))


class AgendaItemChange(AgendaAct):
    summary = _("Cambiar texto y minutos de un asunto; de los que ponen los datos, solo los minutos")
    serializer_class = MatterChangeIn

    def act(self, row: AgendaItem, told: dict[str, Any]) -> AgendaItem:
        return change_item(item=row, by=self.person, **told)


class AgendaItemNote(AgendaAct):
    summary = _("Anotar qué se dijo de un asunto y cómo quedó")
    serializer_class = AgendaNoteIn

    def act(self, row: AgendaItem, told: dict[str, Any]) -> AgendaItem:
        return note_item(item=row, by=self.person, **told)


class AgendaItemMove(AgendaAct):
    summary = _("Mover un asunto")
    serializer_class = MatterMoveIn

    def act(self, row: AgendaItem, told: dict[str, Any]) -> AgendaItem:
        return move_item(item=row, by=self.person, **told)


class AgendaItemDrop(AgendaAct):
    summary = _("Sacar un asunto del orden del día, o desechar una propuesta")

    def act(self, row: AgendaItem, told: dict[str, Any]) -> AgendaItem:
        return drop_item(item=row, by=self.person)


class AgendaItemPutBack(AgendaAct):
    summary = _("Devolver un asunto al orden del día")

    def act(self, row: AgendaItem, told: dict[str, Any]) -> AgendaItem:
        return put_back(item=row, by=self.person)


class AgendaItemAccept(AgendaAct):
    summary = _("Aceptar un asunto propuesto")

    def act(self, row: AgendaItem, told: dict[str, Any]) -> AgendaItem:
        return accept_item(item=row, by=self.person)


class Snapshots(Seen):
    """For the institute's staff; each sees the places of their scope."""

    tag = "meetings"
    permission = Permission.VIEW_STOCK
    model = Snapshot
    serializer_class: Any = SnapshotSerializer

    def rows(self) -> QuerySet[Snapshot]:
        rows = Snapshot.objects.visible_to(self.person).defer("data")
        return rows.select_related("delegation", "unit__delegation").order_by("-taken_at", "kind", "pk")


class MeetingSnapshots(Acts, Snapshots, SeenList):
    summary = _("Cifras congeladas de una sesión, las últimas primero")
    summary_post = _("Congelar las cifras de todas las delegaciones y UMAE en este momento")
    answers_post: ClassVar[dict[int, Any]] = {201: SnapshotSerializer(many=True)}

    @property
    def meeting(self) -> Meeting:
        return get_object_or_404(Meeting.objects.visible_to(self.person), pk=self.kwargs["pk"])

    def get_serializer_class(self) -> Any:
        return NothingIn if self.request.method == "POST" else SnapshotSerializer

    def rows(self) -> QuerySet[Snapshot]:
        meeting = self.meeting
        require(self.person, Permission.VIEW_STOCK)
        return super().rows().filter(meeting=meeting)

    def post(self, request: Request, pk: int) -> Response:
        meeting = self.meeting
        must_keep(self.person)
        taken = [row.pk for row in freeze_all(meeting=meeting, by=self.person).values()]
        return Response(SnapshotSerializer(self.rows().filter(pk__in=taken), many=True).data, status=201)


class SnapshotOne(Snapshots, SeenOne):
    summary = _("Unas cifras congeladas, tal como se guardaron")
    serializer_class = SnapshotDetailSerializer

    def rows(self) -> QuerySet[Snapshot]:
        return super().rows().defer(None)

    def get_object(self) -> Snapshot:
        found: Snapshot = super().get_object()
        require(self.person, self.permission)
        return found
