"""/api/v1/transfer-orders/: each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.models import Place
from delegations.roles import Permission
from supply.actions.transfer_orders import (
    OrderLine,
    cancel_transfer_order,
    confirm_transfer_order,
    order_by_hand,
    refuse_transfer_order,
    send_transfer_order,
)
from supply.api.naming import Names
from supply.api.refusals import Acts
from supply.api.serializers.redistribution import (
    OrderEditionIn,
    OrderReasonIn,
    OrderSendIn,
    TransferOrderDetailSerializer,
    TransferOrderIn,
    TransferOrderSerializer,
)
from supply.api.views.requisitions import place_named
from supply.filters.redistribution import TransferOrderFilter
from supply.models import Source, TransferOrder, TransferOrderLine
from supply.refusals.redistribution import NotYoursToConfirm, NotYoursToMove
from supply.selectors.redistribution.orders import orders_for
from supply.transfer_order_rights import (
    may_end,
    may_refuse,
    moves_somewhere,
    must_answer_for,
    must_move,
    must_send,
    place_of,
)


class Orders(Seen):
    """Seen by whoever sees either end."""

    tag = "transfer-orders"
    model = TransferOrder
    serializer_class: Any = TransferOrderSerializer

    def rows(self) -> QuerySet[TransferOrder]:
        return orders_for(self.person)

    def told(self, pk: int) -> Any:
        lines = TransferOrderLine.objects.select_related("drug", "lot__drug").order_by("pk")
        return TransferOrderDetailSerializer(self.rows().prefetch_related(Prefetch("lines", lines)).get(pk=pk)).data


class OrderList(Acts, Orders, SeenList):
    summary = _("Órdenes de traspaso")
    summary_post = _("Ordenar un traspaso a mano")
    details_post = _("Nada sale hasta que confirman los dos lados y se envía.")
    answers_post: ClassVar[dict[int, Any]] = {201: TransferOrderDetailSerializer}
    filterset_class = TransferOrderFilter
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def get_serializer_class(self) -> Any:
        return TransferOrderIn if self.request.method == "POST" else TransferOrderSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        if not moves_somewhere(self.person):
            raise NotYoursToMove
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        seen = Place.objects.visible_to(self.person).active()
        giver = place_named(data["from_place"], "from_place", seen)
        taker = place_named(data["to_place"], "to_place", Place.objects.stock_keeping().active())
        must_move(self.person, giver, taker)
        names = Names(data["lines"])
        drugs = names.drugs()
        lots = names.lots(drugs)
        names.check()
        lines = [
            OrderLine(drug or 0, line["pieces"], lot)
            for drug, lot, line in zip(drugs, lots, data["lines"], strict=True)
        ]
        row = order_by_hand(
            from_place=giver, to_place=taker, lines=lines, why=data["why"], send_by=data["send_by"], by=self.person
        )
        return Response(self.told(row.pk), status=201)


class OrderOne(Orders, SeenOne):
    summary = _("Una orden de traspaso y sus renglones")
    serializer_class = TransferOrderDetailSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.told(self.get_object().pk))


class OrderAct(Acts, Orders):
    """POST does it and answers with the order as it is then."""

    serializer_class: Any = OrderReasonIn
    answers: ClassVar[dict[int, Any]] = {200: TransferOrderDetailSerializer}

    def allow(self, row: TransferOrder) -> None:
        """Refuse (403) whoever may not do this to it."""
        raise NotImplementedError

    def act(self, row: TransferOrder, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        self.allow(row)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, dict(asked.validated_data))
        return Response(self.told(row.pk))


class Confirm(OrderAct):
    summary = _("Confirmar un lado de una orden de traspaso")
    details = _("Cada lado lo confirma una persona distinta, que responde por las existencias de ese lugar.")
    serializer_class = OrderEditionIn

    def allow(self, row: TransferOrder) -> None:
        must_answer_for(self.person, place_of(row, self.kwargs["side"]))

    def act(self, row: TransferOrder, data: dict[str, Any]) -> None:
        confirm_transfer_order(order=row, side=self.kwargs["side"], by=self.person, **data)


class Send(OrderAct):
    summary = _("Enviar una orden confirmada: la salida se asienta en el libro")
    serializer_class = OrderSendIn

    def allow(self, row: TransferOrder) -> None:
        must_send(self.person, row)

    def act(self, row: TransferOrder, data: dict[str, Any]) -> None:
        send_transfer_order(order=row, by=self.person, source=Source.API, **data)


class Refuse(OrderAct):
    summary = _("No aceptar una orden de traspaso")

    def allow(self, row: TransferOrder) -> None:
        if not may_refuse(self.person, row):
            raise NotYoursToConfirm

    def act(self, row: TransferOrder, data: dict[str, Any]) -> None:
        refuse_transfer_order(order=row, by=self.person, **data)


class Cancel(OrderAct):
    summary = _("Cancelar una orden de traspaso que no ha salido")

    def allow(self, row: TransferOrder) -> None:
        if not may_end(self.person, row):
            raise NotYoursToMove

    def act(self, row: TransferOrder, data: dict[str, Any]) -> None:
        cancel_transfer_order(order=row, by=self.person, **data)
