"""/api/v1/: mixing orders, mixtures and their steps, open vials, and whom a lot reached. Each act is the page's own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from delegations.scoping import has_permission
from pediatric_platform.actions import mixing
from pediatric_platform.actions.mixing import rights
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.mixing_serializers import (
    AdministrationIn,
    LotTraceSerializer,
    MixingOrderSerializer,
    MixtureDetailSerializer,
    MixtureSerializer,
    ReasonedIn,
    RejectionIn,
    RequestIn,
    StepIn,
    ValidationIn,
    VialSerializer,
)
from pediatric_platform.models import MixingOrder, Mixture, Vial
from pediatric_platform.selectors.mixing.cabinet import with_left
from pediatric_platform.selectors.mixing.one import file_of, mixtures_for
from pediatric_platform.selectors.mixing.trace import trace_lot
from supply.models import Lot, Source


class Treated(Seen):
    """Lists are for whoever treats children or prepares for them; one row elsewhere is not there."""

    tag = "mixing"
    permission = Permission.VIEW_CHILDREN
    serializer_class: Any = MixtureSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if not kwargs:
            require(self.person, self.permission)


class MixingOrderList(Acts, Treated, SeenList):
    """Read the orders; ask for a session's mixtures."""

    model = MixingOrder
    summary = _("Órdenes de mezclas")
    summary_post = _("Pedir las mezclas de una sesión")
    serializer_class: Any = MixingOrderSerializer
    answers_post = {201: MixingOrderSerializer}

    def get_serializer_class(self) -> Any:
        return RequestIn if self.request.method == "POST" else MixingOrderSerializer

    def rows(self) -> QuerySet[MixingOrder]:
        related = ("session__plan__child", "session__unit", "place")
        return super().rows().select_related(*related).order_by("-for_day", "-pk")

    def post(self, request: Request) -> Response:
        asks = (Permission.PRESCRIBE, Permission.VALIDATE_MIXTURE)
        rights.require(any(has_permission(self.person, one) for one in asks), "request")
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        order = mixing.request_mixtures(by=self.person, **asked.validated_data)
        return Response(MixingOrderSerializer(order).data, status=201)


class Mixtures(Treated):
    model = Mixture

    def rows(self) -> QuerySet[Mixture]:
        return mixtures_for(self.person).order_by("-order__for_day", "-pk")


class MixtureList(Mixtures, SeenList):
    summary = _("Mezclas")


class MixtureDetail(Mixtures, SeenOne):
    summary = _("Una mezcla, con sus frascos y sus pasos")
    serializer_class: Any = MixtureDetailSerializer

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        mixture = self.get_object()
        audit.record_read(by=self.person, what="mixture.read", target=mixture)
        return Response(told(mixture))


def told(mixture: Mixture) -> dict[str, Any]:
    """The mixture as it is now, with its draws, steps and holds."""
    return dict(MixtureDetailSerializer(mixture, context={"file": file_of(mixture)}).data)


class MixtureStep(Acts, Mixtures):
    """POST takes the step, and answers with the mixture. Subclasses say who may, and which action."""

    serializer_class: Any = StepIn
    answers = {200: MixtureDetailSerializer}
    step = ""

    def allow(self, mixture: Mixture) -> bool:
        return rights.may_prepare(self.person, mixture.order.place)

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        raise NotImplementedError

    def post(self, request: Request, pk: int) -> Response:
        mixture = self.get_object()
        rights.require(self.allow(mixture), self.step)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(mixture, dict(asked.validated_data))
        return Response(told(self.get_object()))


class Validation(MixtureStep):
    summary = _("Revisar una mezcla")
    serializer_class: Any = ValidationIn
    step = "validate"

    def allow(self, mixture: Mixture) -> bool:
        return rights.may_validate(self.person, mixture.order.place)

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        return mixing.validate(mixture=mixture, by=self.person, **data)


class Preparation(MixtureStep):
    summary = _("Preparar una mezcla")
    details = _("Enviada dos veces es un solo efecto.")
    step = "prepare"

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        return mixing.prepare(mixtures=[mixture], by=self.person, source=Source.API)


class Dispatch(MixtureStep):
    summary = _("Enviar una mezcla")
    step = "prepare"

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        return mixing.dispatch_(mixture=mixture, by=self.person, **data)


class Reception(MixtureStep):
    summary = _("Recibir una mezcla")
    step = "receive"

    def allow(self, mixture: Mixture) -> bool:
        return rights.may_receive(self.person, mixture.order.session.unit)

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        return mixing.receive(mixture=mixture, by=self.person, **data)


class Administration(MixtureStep):
    summary = _("Aplicar una mezcla")
    details = _("Pasada su hora límite lleva un motivo.")
    serializer_class: Any = AdministrationIn
    step = "administer"

    def allow(self, mixture: Mixture) -> bool:
        return rights.may_administer(self.person, mixture.order.session.unit)

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        return mixing.administer(mixture=mixture, by=self.person, **data)


class Rejection(MixtureStep):
    summary = _("Rechazar una mezcla")
    details = _("`was_missing`: no hay con qué prepararla; cuenta como demanda no cubierta.")
    serializer_class: Any = RejectionIn
    step = "prepare"

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        return mixing.reject(mixture=mixture, by=self.person, **data)


class Return(Reception):
    summary = _("Devolver una mezcla")
    serializer_class: Any = ReasonedIn

    def act(self, mixture: Mixture, data: dict[str, Any]) -> Any:
        return mixing.return_(mixture=mixture, by=self.person, **data)


class VialList(Treated, SeenList):
    model = Vial
    summary = _("Frascos abiertos")
    serializer_class: Any = VialSerializer

    def rows(self) -> QuerySet[Vial]:
        rows = with_left(Vial.objects.visible_to(self.person).open().filter(document__reversal__isnull=True))
        return rows.select_related("place", "lot__drug").order_by("use_before", "pk")


class LotTrace(Seen):
    """Whom a lot reached: by folio where one treats them, counted elsewhere."""

    tag = "mixing"
    model = Lot
    summary = _("A quién llegó un lote")
    serializer_class: Any = LotTraceSerializer
    answers = {200: LotTraceSerializer}

    def get(self, request: Request, pk: int) -> Response:
        lot = self.get_object()
        found = trace_lot(lot, self.person)
        audit.record_read(by=self.person, what="lot.traced", target=lot, rows=len(found.rows))
        return Response(LotTraceSerializer(found).data)
