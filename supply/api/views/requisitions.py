"""/api/v1/requisitions/: each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import transaction
from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.models import Place
from delegations.roles import Permission
from supply.actions.requisitions import (
    Approval,
    AskedLine,
    approve_requisition,
    cancel_requisition,
    draft_requisition,
    escalate_requisition,
    refuse_requisition,
    send_requisition,
    take_back_requisition,
)
from supply.api.naming import Names
from supply.api.refusals import Acts
from supply.api.serializers.requisitions import (
    ApprovalIn,
    RequisitionDetailSerializer,
    RequisitionEditionIn,
    RequisitionIn,
    RequisitionReasonIn,
    RequisitionSerializer,
)
from supply.filters.requisitions import RequisitionFilter
from supply.models import Requisition, RequisitionLine
from supply.refusals.requisitions import NotYoursToDecide
from supply.requisition_rights import must_ask, must_decide, reaches
from supply.selectors.requisitions.listing import requisitions_for
from supply.selectors.requisitions.supplied import supplied_of


def place_named(code: str, field: str, places: QuerySet[Place]) -> Place:
    """The place of that code among those; 400 where there is none."""
    found = places.select_related("unit", "delegation").filter(code=code).first()
    if found is None:
        message = _t("Ningún lugar tiene ese código.")
        raise RefusedRequest(400, "invalid", _t("Hay datos que corregir."), faults=[fault(field, "unknown", message)])
    return found


class Requisitions(Seen):
    tag = "requisitions"
    model = Requisition
    serializer_class: Any = RequisitionSerializer

    def rows(self) -> QuerySet[Requisition]:
        return requisitions_for(self.person)

    def told(self, pk: int) -> Any:
        lines = RequisitionLine.objects.select_related("drug").order_by("pk")
        row = self.rows().prefetch_related(Prefetch("lines", lines)).get(pk=pk)
        return RequisitionDetailSerializer(row, context={"supplied": supplied_of([pk])}).data


class RequisitionList(Acts, Requisitions, SeenList):
    summary = _("Requisiciones")
    summary_post = _("Escribir una requisición, y enviarla si se pide")
    answers_post: ClassVar[dict[int, Any]] = {201: RequisitionDetailSerializer}
    filterset_class = RequisitionFilter
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def get_serializer_class(self) -> Any:
        return RequisitionIn if self.request.method == "POST" else RequisitionSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require(self.person, Permission.REQUEST_SUPPLY)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        place = place_named(data.pop("place"), "place", Place.objects.visible_to(self.person))
        must_ask(self.person, place)
        code, send, lines = data.pop("giver"), data.pop("send"), data.pop("lines")
        giver = place_named(code, "giver", Place.objects.stock_keeping()) if code else None
        names = Names(lines)
        drugs = names.drugs(active=True)
        names.check()
        told = [
            AskedLine(drug or 0, line["asked"], line["explanation"]) for drug, line in zip(drugs, lines, strict=True)
        ]
        with transaction.atomic():
            row = draft_requisition(place=place, giver=giver, lines=told, by=self.person, **data)
            if send:
                row = send_requisition(requisition=row, by=self.person)
        return Response(self.told(row.pk), status=201)


class RequisitionDetail(Requisitions, SeenOne):
    summary = _("Una requisición y sus renglones")
    serializer_class = RequisitionDetailSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.told(self.get_object().pk))


class RequisitionAct(Acts, Requisitions):
    """POST does it and answers with the requisition as it is then."""

    answers: ClassVar[dict[int, Any]] = {200: RequisitionDetailSerializer}
    serializer_class: Any = RequisitionReasonIn

    def allow(self, row: Requisition) -> None:
        """Refuse (403) whoever may not do this to it."""
        must_ask(self.person, row.place)

    def act(self, row: Requisition, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.allow(row)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, dict(asked.validated_data))
        return Response(self.told(row.pk))


class Send(RequisitionAct):
    summary = _("Enviar una requisición")
    serializer_class = RequisitionEditionIn

    def act(self, row: Requisition, data: dict[str, Any]) -> None:
        send_requisition(requisition=row, by=self.person, **data)


class TakeBack(RequisitionAct):
    summary = _("Retomar una requisición que nadie ha decidido")
    serializer_class = RequisitionEditionIn

    def act(self, row: Requisition, data: dict[str, Any]) -> None:
        take_back_requisition(requisition=row, by=self.person, **data)


class Cancel(RequisitionAct):
    summary = _("Cancelar una requisición")

    def act(self, row: Requisition, data: dict[str, Any]) -> None:
        cancel_requisition(requisition=row, by=self.person, **data)


class Decided(RequisitionAct):
    """By whoever decides it."""

    def allow(self, row: Requisition) -> None:
        must_decide(self.person, row)


class Approve(Decided):
    summary = _("Aprobar una requisición, toda o en parte")
    serializer_class = ApprovalIn

    def act(self, row: Requisition, data: dict[str, Any]) -> None:
        code, lines = data.pop("giver"), data.pop("lines")
        giver = place_named(code, "giver", Place.objects.stock_keeping().active()) if code else None
        told = {line["id"]: Approval(line["approved"], line["to_purchase"], line["reason"]) for line in lines}
        approve_requisition(requisition=row, lines=told, giver=giver, by=self.person, **data)


class Refuse(Decided):
    summary = _("No aprobar una requisición")

    def act(self, row: Requisition, data: dict[str, Any]) -> None:
        refuse_requisition(requisition=row, by=self.person, **data)


class Escalate(RequisitionAct):
    summary = _("Pasar una requisición a oficina central")

    def allow(self, row: Requisition) -> None:
        if not reaches(self.person, row):
            raise NotYoursToDecide

    def act(self, row: Requisition, data: dict[str, Any]) -> None:
        escalate_requisition(requisition=row, by=self.person, **data)
