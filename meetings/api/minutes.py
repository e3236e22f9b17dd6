"""/api/v1/minutes/: minutes drafted, written, signed and added to; each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from meetings.actions.minutes import add_addendum, countersign, draft_minutes, sign_minutes, write_minutes
from meetings.api.minutes_serializers import (
    AddendumIn,
    MinutesDetailSerializer,
    MinutesSerializer,
    MinutesWriteIn,
)
from meetings.filters.minutes import MinutesFilter
from meetings.minutes_rights import must_countersign, must_keep
from meetings.models import Meeting, Minutes, MinutesPaper
from meetings.selectors.minutes import listed
from pediatric_platform.api.acts import Act
from pediatric_platform.api.editing import EditedIn, NothingIn


class Kept(Seen):
    """For the institute's staff; each finds the minutes that they may read whole."""

    tag = "minutes"
    permission = Permission.VIEW_STOCK
    model: ClassVar[Any] = Minutes
    serializer_class: Any = MinutesDetailSerializer
    lookup_field = "folio"

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not {"pk", "folio"} & kwargs.keys():
            require(self.person, self.permission)

    def rows(self) -> QuerySet[Minutes]:
        papers = Prefetch("papers", MinutesPaper.objects.defer("content"))
        seen = Minutes.objects.visible_to(self.person).select_related(
            "meeting__series", "meeting__chair", "meeting__secretary"
        )
        return seen.prefetch_related("signatures", "addenda", papers)

    def detail(self, row: Minutes) -> Any:
        return MinutesDetailSerializer(self.rows().get(pk=row.pk)).data


class MinutesList(Kept, SeenList):
    summary = _("Minutas: borradores para quien ve el país, firmadas para quien fue convocado")
    serializer_class = MinutesSerializer
    filterset_class = MinutesFilter

    def rows(self) -> QuerySet[Minutes]:
        return listed(self.person)


class MinutesDetail(Kept, SeenOne):
    summary = _("Una minuta: firmada, todo lo que se congeló con su huella")


class OnMinutes(Act, Kept):
    answers = {200: MinutesDetailSerializer}

    def allow(self, row: Any) -> None:
        must_keep(self.person)

    def told(self, row: Any) -> Any:
        return self.detail(row)


class MinutesDraft(OnMinutes):
    summary = _("Redactar la minuta de una sesión, o actualizar lo que nadie editó")
    model: ClassVar[Any] = Meeting
    lookup_field = "pk"
    serializer_class = NothingIn

    def rows(self) -> QuerySet[Any]:
        return Meeting.objects.visible_to(self.person)

    def act(self, row: Meeting, told: dict[str, Any]) -> Minutes:
        return draft_minutes(meeting=row, by=self.person)

    def detail(self, row: Minutes) -> Any:
        return MinutesDetailSerializer(Kept.rows(self).get(pk=row.pk)).data


class MinutesWrite(OnMinutes):
    summary = _("Escribir partes de un borrador")
    serializer_class = MinutesWriteIn

    def act(self, row: Minutes, told: dict[str, Any]) -> Minutes:
        parts = told["sections"]
        return write_minutes(
            minutes=row,
            sections={part["key"]: part["text"] for part in parts},
            bases={part["key"]: part["base"] for part in parts if "base" in part},
            family_text=told.get("family_text"),
            edition=told["edition"],
            by=self.person,
        ).minutes


class MinutesSign(OnMinutes):
    summary = _("Firmar una minuta: ya no cambia")
    details = _("422 dice qué falta; nunca de quién es un nombre que no debe estar.")
    serializer_class = EditedIn

    def act(self, row: Minutes, told: dict[str, Any]) -> Minutes:
        return sign_minutes(minutes=row, by=self.person, **told)


class MinutesCountersign(OnMinutes):
    summary = _("Firmar también una minuta firmada")
    serializer_class = NothingIn

    def allow(self, row: Minutes) -> None:
        must_countersign(self.person, row)

    def act(self, row: Minutes, told: dict[str, Any]) -> Minutes:
        return countersign(minutes=row, by=self.person).minutes


class MinutesAddenda(OnMinutes):
    summary = _("Agregar una adenda a una minuta firmada")
    serializer_class = AddendumIn

    def act(self, row: Minutes, told: dict[str, Any]) -> Minutes:
        return add_addendum(minutes=row, by=self.person, **told).minutes
