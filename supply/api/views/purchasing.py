"""/api/v1/suppliers/, tenders/, contracts/, supply-orders/, deliveries/: each act is the one that the page calls."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.models import Place
from delegations.roles import Permission
from delegations.signed_in import person_of
from supply.actions.purchasing import (
    end_order,
    import_orders,
    issue_order,
    note_promise,
    receive_delivery,
    void_delivery,
)
from supply.api.refusals import Acts
from supply.api.serializers.purchasing import (
    ContractDetailSerializer,
    ContractSerializer,
    DeliveryAnswer,
    DeliveryIn,
    DeliverySerializer,
    OrderEndIn,
    OrderFileAnswer,
    OrderFileIn,
    OrderIn,
    PromiseIn,
    SupplierSerializer,
    SupplyOrderSerializer,
    TenderSerializer,
    VoidIn,
)
from supply.api.views.uploads import cell_fault
from supply.filters.purchasing import (
    ContractFilter,
    DeliveryFilter,
    SupplierFilter,
    SupplyOrderFilter,
    TenderFilter,
)
from supply.intake.reporting import condensed
from supply.models import (
    Bid,
    Contract,
    ContractLine,
    Delivery,
    DeliveryLine,
    Source,
    Supplier,
    SupplyOrder,
    Tender,
    TenderLine,
)
from supply.purchasing.opening import open_orders
from supply.purchasing.reception import Brought
from supply.purchasing_rights import must_follow, must_manage, must_void
from supply.selectors.purchasing.balances import line_balances
from supply.selectors.purchasing.listing import contracts_seen, suppliers_seen, tenders_seen
from supply.selectors.purchasing.orders import orders_seen


def unknown(field: str, message: str) -> RefusedRequest:
    """A name in the body that nothing on record has: 400."""
    return RefusedRequest(400, "invalid", _t("Hay datos que corregir."), faults=[fault(field, "unknown", message)])


class ForStaff(Seen):
    tag = "purchasing"


class ListForStaff(SeenList):
    """A list says 403 to whom it is not for; a single row is not there (404)."""

    tag = "purchasing"
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)


class SupplierList(ListForStaff):
    summary = _("Proveedores")
    model = Supplier
    serializer_class = SupplierSerializer
    filterset_class = SupplierFilter

    def rows(self) -> QuerySet[Supplier]:
        return suppliers_seen(self.person)


class TenderList(ListForStaff):
    summary = _("Procedimientos de contratación, con sus claves y ofertas")
    model = Tender
    serializer_class = TenderSerializer
    filterset_class = TenderFilter

    def rows(self) -> QuerySet[Tender]:
        bids = Prefetch("bids", Bid.objects.select_related("supplier"))
        lines = TenderLine.objects.select_related("presentation__drug").prefetch_related(bids).order_by("pk")
        return tenders_seen(self.person).prefetch_related(Prefetch("lines", lines))


class ContractList(ListForStaff):
    summary = _("Contratos")
    model = Contract
    serializer_class = ContractSerializer
    filterset_class = ContractFilter

    def rows(self) -> QuerySet[Contract]:
        return contracts_seen(self.person)


class ContractDetail(ForStaff, SeenOne):
    summary = _("Un contrato, sus claves y lo que queda de cada una")
    model = Contract
    serializer_class = ContractDetailSerializer

    def rows(self) -> QuerySet[Contract]:
        lines = ContractLine.objects.select_related("presentation__drug").order_by("presentation__clave")
        return contracts_seen(self.person).prefetch_related(Prefetch("lines", lines))

    def get_serializer_context(self) -> dict[str, Any]:
        lines = list(ContractLine.objects.filter(contract=self.kwargs.get("pk")))
        return {**super().get_serializer_context(), "balances": line_balances(lines)}


class Orders(ForStaff):
    model = SupplyOrder
    serializer_class: Any = SupplyOrderSerializer

    def rows(self) -> QuerySet[SupplyOrder]:
        return orders_seen(self.person)

    def told(self, pk: int) -> Any:
        return SupplyOrderSerializer(self.rows().get(pk=pk)).data


class SupplyOrderList(Acts, Orders, ListForStaff):
    summary = _("Órdenes de suministro")
    summary_post = _("Emitir una orden de suministro")
    answers_post: ClassVar[dict[int, Any]] = {201: SupplyOrderSerializer}
    filterset_class = SupplyOrderFilter

    def get_serializer_class(self) -> Any:
        return OrderIn if self.request.method == "POST" else SupplyOrderSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        must_manage(self.person)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        contract = Contract.objects.filter(number=data.pop("contract").upper()).first()
        if contract is None:
            raise unknown("contract", _t("Ningún contrato tiene ese número."))
        line = ContractLine.objects.filter(contract=contract, presentation__clave=data.pop("clave")).first()
        if line is None:
            raise unknown("clave", _t("Ese contrato no incluye esa clave."))
        place = Place.objects.stock_keeping().active().filter(code=data.pop("place")).first()
        if place is None:
            raise unknown("place", _t("Ningún lugar que guarde existencias tiene ese código."))
        made = issue_order(line=line, place=place, by=self.person, **data)
        return Response(self.told(made.pk), status=201)


class SupplyOrderDetail(Orders, SeenOne):
    summary = _("Una orden de suministro")


class OrderAct(Acts, Orders):
    """POST does it and answers with the order as it is then."""

    answers: ClassVar[dict[int, Any]] = {200: SupplyOrderSerializer}

    def allow(self, order: SupplyOrder) -> None:
        must_manage(self.person)

    def act(self, order: SupplyOrder, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        order = self.get_object()
        self.allow(order)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(order, dict(asked.validated_data))
        return Response(self.told(order.pk))


class SupplyOrderEnd(OrderAct):
    summary = _("Cancelar una orden, o cerrarla con faltante")
    serializer_class = OrderEndIn

    def act(self, order: SupplyOrder, data: dict[str, Any]) -> None:
        end_order(order=order, by=self.person, **data)


class SupplyOrderPromise(OrderAct):
    summary = _("Anotar el día que anunció el proveedor")
    serializer_class = PromiseIn

    def allow(self, order: SupplyOrder) -> None:
        must_follow(self.person, order.place)

    def act(self, order: SupplyOrder, data: dict[str, Any]) -> None:
        note_promise(order=order, by=self.person, **data)


class Deliveries(ForStaff):
    model = Delivery
    serializer_class: Any = DeliverySerializer

    def rows(self) -> QuerySet[Delivery]:
        lines = DeliveryLine.objects.select_related("order").order_by("pk")
        seen = Delivery.objects.visible_to(self.person).select_related("supplier", "place")
        return seen.prefetch_related(Prefetch("lines", lines))


class DeliveryList(Deliveries, ListForStaff):
    summary = _("Entregas de proveedores")
    filterset_class = DeliveryFilter


class DeliveryDetail(Deliveries, SeenOne):
    summary = _("Una entrega y sus renglones")


class DeliveryVoid(Acts, Deliveries):
    summary = _("Anular una entrega")
    serializer_class = VoidIn
    answers: ClassVar[dict[int, Any]] = {200: DeliverySerializer}

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        delivery = self.get_object()
        must_void(self.person, delivery.place)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        void_delivery(delivery=delivery, by=self.person, source=Source.API, **asked.validated_data)
        return Response(DeliverySerializer(self.rows().get(pk=delivery.pk)).data)


class Receive(Acts, Seen):
    """A delivery to the place in the address."""

    tag = "purchasing"
    summary = _("Recibir una entrega de un proveedor")
    details = _("201 la primera vez; 200 y `replayed` si la misma remisión ya estaba con el mismo contenido.")
    model = Place
    lookup_field = "code"
    serializer_class = DeliveryIn
    answers: ClassVar[dict[int, Any]] = {200: DeliveryAnswer, 201: DeliveryAnswer}

    def rows(self) -> QuerySet[Place]:
        return Place.objects.visible_to(self.person).select_related("delegation", "unit", "unit__delegation")

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        place = self.get_object()
        require(self.person, Permission.POST_LEDGER, place=place)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        supplier = Supplier.objects.filter(pk=data.pop("supplier")).first()
        if supplier is None:
            raise unknown("supplier", _t("No hay un proveedor con ese id."))
        lines = data.pop("lines")
        numbers = {line["order"].upper() for line in lines}
        orders = dict(SupplyOrder.objects.filter(number__in=numbers, place=place).values_list("number", "pk"))
        for index, line in enumerate(lines):
            if line["order"].upper() not in orders:
                raise unknown(f"lines.{index}.order", _t("Ninguna orden con ese número viene a este lugar."))
        brought = [
            Brought(
                orders[line["order"].upper()], line["lot"], line["expires_on"], line["delivered"], line["rejected"],
                line["reason"],
            )
            for line in lines
        ]  # fmt: skip
        done = receive_delivery(
            supplier=supplier, place=place, lines=brought, by=self.person, source=Source.API, **data
        )
        return Response(DeliveryAnswer(done).data, status=200 if done.replayed else 201)


class OrderUpload(Acts):
    """All or nothing: with any fault, every fault is told and nothing is kept."""

    tag = "purchasing"
    serializer_class = OrderFileIn
    parser_classes = (MultiPartParser,)
    summary = _("Subir un archivo de órdenes de suministro")
    details = _("201 cuando algo se guardó; 200 en un ensayo (`dry_run`) o si el mismo archivo ya estaba.")
    answers: ClassVar[dict[int, Any]] = {200: OrderFileAnswer, 201: OrderFileAnswer}
    refuses = (409, 422)

    def post(self, request: Request) -> Response:
        person = person_of(request)
        must_manage(person)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = asked.validated_data
        reading = open_orders(data["file"].read(), data["file"].name)
        outcome = import_orders(reading=reading, by=person, dry_run=data["dry_run"])
        if not outcome.ok:
            message = ngettext(
                "%(count)d falta; no se guardó nada.", "%(count)d faltas; no se guardó nada.", len(outcome.faults)
            )
            raise RefusedRequest(
                422,
                "upload_refused",
                message % {"count": len(outcome.faults)},
                faults=[cell_fault(one) for one in outcome.faults],
            )
        names = [str(name) for name in OrderFileAnswer().fields if name != "warnings"]
        body: dict[str, Any] = {name: getattr(outcome, name) for name in names}
        body["warnings"] = [cell_fault(one) for one in condensed(outcome.warnings)]
        return Response(body, status=200 if outcome.dry_run or outcome.already_there else 201)
