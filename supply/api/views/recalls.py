"""/api/v1/recalls/: each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from supply.actions.recalls import acknowledge, close_recall, lift_recall, open_recall, take_off
from supply.api.refusals import Acts
from supply.api.serializers.recalls import (
    RecallAnswerIn,
    RecallCloseIn,
    RecallHoldingSerializer,
    RecallIn,
    RecallLiftIn,
    RecallOutIn,
    RecallSerializer,
)
from supply.filters.recalls import HoldingFilter, RecallFilter
from supply.models import Recall, RecallHolding
from supply.recall_rights import must_answer, must_recall
from supply.selectors.recalls.listing import holdings_of, recalls_of


class Recalls(Seen):
    """For the institute's staff; who holds some is told of the places that each sees."""

    tag = "recalls"
    permission = Permission.VIEW_STOCK
    model = Recall
    serializer_class: Any = RecallSerializer

    def rows(self) -> QuerySet[Recall]:
        return recalls_of(self.person, timezone.now())

    def told(self, pk: int) -> Any:
        return RecallSerializer(self.rows().get(pk=pk)).data


class RecallList(Acts, Recalls, SeenList):
    summary = _("Retiros sanitarios")
    summary_post = _("Abrir un retiro: sus lotes se detienen en todo el país")
    details_post = _("Sin `drug`, o si ningún lote ha llegado, quedan en vigilancia.")
    answers_post: ClassVar[dict[int, Any]] = {201: RecallSerializer}
    filterset_class = RecallFilter

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def get_serializer_class(self) -> Any:
        return RecallIn if self.request.method == "POST" else RecallSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        must_recall(self.person)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        made = open_recall(by=self.person, **asked.told())
        return Response(self.told(made.pk), status=201)


class RecallOne(Recalls, SeenOne):
    summary = _("Un retiro")


class HoldingList(SeenList):
    summary = _("Quién tiene lotes de un retiro")
    tag = "recalls"
    model = RecallHolding
    serializer_class = RecallHoldingSerializer
    filterset_class = HoldingFilter

    def rows(self) -> QuerySet[RecallHolding]:
        return holdings_of(_recall(self), self.person)


class RecallAct(Acts, Recalls):
    """POST does it and answers with the recall as it is then."""

    answers: ClassVar[dict[int, Any]] = {200: RecallSerializer}

    def act(self, row: Recall, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_recall(self.person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, dict(asked.validated_data))
        return Response(self.told(row.pk))


class RecallClose(RecallAct):
    summary = _("Cerrar un retiro; sus lotes siguen detenidos")
    serializer_class = RecallCloseIn

    def act(self, row: Recall, data: dict[str, Any]) -> None:
        close_recall(recall=row, by=self.person, **data)


class RecallLift(RecallAct):
    summary = _("Levantar un retiro; sus lotes vuelven a ser utilizables")
    serializer_class = RecallLiftIn

    def act(self, row: Recall, data: dict[str, Any]) -> None:
        lift_recall(recall=row, by=self.person, **data)


class HoldingAct(Acts, Seen):
    """POST does it and answers with the holding as it is then."""

    tag = "recalls"
    model = RecallHolding
    lookup_url_kwarg = "holding"
    answers: ClassVar[dict[int, Any]] = {200: RecallHoldingSerializer}

    def rows(self) -> QuerySet[RecallHolding]:
        return holdings_of(_recall(self), self.person)

    def act(self, row: RecallHolding, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_answer(self.person, row.place)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, dict(asked.validated_data))
        return Response(RecallHoldingSerializer(self.rows().get(pk=row.pk)).data)


class HoldingAnswer(HoldingAct):
    summary = _("Responder cuántas piezas se apartaron")
    serializer_class = RecallAnswerIn

    def act(self, row: RecallHolding, data: dict[str, Any]) -> None:
        acknowledge(holding=row, by=self.person, **data)


class HoldingOut(HoldingAct):
    summary = _("Dar salida a las piezas apartadas")
    serializer_class = RecallOutIn

    def act(self, row: RecallHolding, data: dict[str, Any]) -> None:
        take_off(holding=row, by=self.person, **data)


def _recall(view: Seen) -> Recall:
    return get_object_or_404(Recall.objects.visible_to(view.person), pk=view.kwargs["pk"])
