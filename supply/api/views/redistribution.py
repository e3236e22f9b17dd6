"""/api/v1/redistributions/ and /api/v1/proposals/: each act is the one that the page calls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from supply.actions.redistribution import (
    accept_all,
    accept_proposal,
    ask_redistribution,
    cancel_redistribution,
    reject_proposal,
)
from supply.api.refusals import Acts
from supply.api.serializers.redistribution import (
    ProposalRejectIn,
    ProposalSerializer,
    RunDetailSerializer,
    RunIn,
    RunSerializer,
    TakenSerializer,
)
from supply.api.serializers.weekly_acts import NothingIn
from supply.filters.redistribution import ProposalFilter, RunFilter
from supply.models import Proposal, RedistributionRun, SupplyOrder, Transfer
from supply.selectors.redistribution.left import Left, left_for
from supply.selectors.redistribution.proposals import proposals_for
from supply.selectors.redistribution.runs import runs_for
from supply.transfer_order_rights import across, must_redistribute


class Runs(Seen):
    """For the institute's staff; a delegation's for whoever sees all of it, the country's for who sees the country."""

    tag = "redistribution"
    model = RedistributionRun
    serializer_class: Any = RunSerializer

    def rows(self) -> QuerySet[RedistributionRun]:
        return runs_for(self.person)

    def told(self, pk: int) -> Any:
        return RunDetailSerializer(self.rows().get(pk=pk)).data


class RunList(Acts, Runs, SeenList):
    summary = _("Redistribuciones pedidas")
    summary_post = _("Pedir una redistribución: un trabajador la calcula")
    details_post = _("Se consulta hasta que `state` sea `done`, `failed` o `cancelled`. Nada se mueve por calcular.")
    answers_post: ClassVar[dict[int, Any]] = {201: RunDetailSerializer}
    filterset_class = RunFilter
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def get_serializer_class(self) -> Any:
        return RunIn if self.request.method == "POST" else RunSerializer

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        require(self.person, Permission.REDISTRIBUTE)
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        data = dict(asked.validated_data)
        delegation = data["delegation"]
        must_redistribute(self.person, delegation.pk if delegation else None)
        self._must_see("without_orders", data["without_orders"], SupplyOrder.objects.visible_to(self.person))
        self._must_see("without_transfers", data["without_transfers"], Transfer.objects.visible_to(self.person))
        return Response(self.told(ask_redistribution(by=self.person, **data).pk), status=201)

    def _must_see(self, field: str, ids: Iterable[int], rows: QuerySet[Any]) -> None:
        unknown = set(ids) - set(rows.filter(pk__in=ids).values_list("pk", flat=True))
        if unknown:
            message = _t("No hay nada con el número %(n)d.") % {"n": min(unknown)}
            faults = [fault(field, "unknown", message)]
            raise RefusedRequest(400, "invalid", _t("Hay datos que corregir."), faults=faults)


class RunOne(Runs, SeenOne):
    summary = _("Una redistribución, con lo que cambia por medicamento")
    serializer_class = RunDetailSerializer


class RunAct(Acts, Runs):
    """POST does it; nothing is sent."""

    serializer_class: Any = NothingIn

    def act(self, run: RedistributionRun) -> Response:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        run = self.get_object()
        must_redistribute(self.person, run.delegation_id)
        return self.act(run)


class RunCancel(RunAct):
    summary = _("Cancelar un cálculo que no ha terminado")
    answers: ClassVar[dict[int, Any]] = {200: RunDetailSerializer}

    def act(self, run: RedistributionRun) -> Response:
        return Response(self.told(cancel_redistribution(run=run, by=self.person).pk))


class RunAcceptAll(RunAct):
    summary = _("Aceptar todas las propuestas que siguen abiertas")
    details = _("Lo que va entre los mismos dos lugares es una orden. Las que ya no tienen existencia no se aceptan.")
    answers: ClassVar[dict[int, Any]] = {200: TakenSerializer}

    def act(self, run: RedistributionRun) -> Response:
        taken = accept_all(run=run, by=self.person)
        told = {"orders": [order.pk for order in taken.orders], "gone": [row.pk for row in taken.gone]}
        return Response(TakenSerializer(told).data)


class Proposals(Seen):
    """Seen by whoever sees either end."""

    tag = "redistribution"
    model = Proposal
    serializer_class: Any = ProposalSerializer
    left: Left

    def rows(self) -> QuerySet[Proposal]:
        return proposals_for(self.person)

    def get_serializer_context(self) -> dict[str, Any]:
        return {**super().get_serializer_context(), "left": getattr(self, "left", {})}

    def get_object(self) -> Proposal:
        row: Proposal = super().get_object()
        self.left = left_for([row])
        return row

    def told(self, pk: int) -> Any:
        row = self.rows().get(pk=pk)
        return ProposalSerializer(row, context={"left": left_for([row])}).data


class ProposalList(Proposals, SeenList):
    summary = _("Propuestas de redistribución")
    filterset_class = ProposalFilter
    permission = Permission.VIEW_STOCK

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        require(self.person, self.permission)

    def paginate_queryset(self, queryset: Any) -> Any:
        page = super().paginate_queryset(queryset)
        self.left = left_for(page or [])
        return page


class ProposalOne(Proposals, SeenOne):
    summary = _("Una propuesta de redistribución")


class ProposalAct(Acts, Proposals):
    """POST does it and answers with the proposal as it is then."""

    answers: ClassVar[dict[int, Any]] = {200: ProposalSerializer}

    def act(self, row: Proposal, data: dict[str, Any]) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_redistribute(self.person, across(row.from_place, row.to_place))
        asked: Any = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, dict(asked.validated_data))
        return Response(self.told(row.pk))


class ProposalAccept(ProposalAct):
    summary = _("Aceptar una propuesta: es una orden de traspaso por confirmar")
    details = _("Si su existencia ya no está, la propuesta queda como «ya no aplica» y se responde 409.")
    serializer_class = NothingIn

    def act(self, row: Proposal, data: dict[str, Any]) -> None:
        accept_proposal(proposal=row, by=self.person)


class ProposalReject(ProposalAct):
    summary = _("Rechazar una propuesta, con su motivo")
    serializer_class = ProposalRejectIn

    def act(self, row: Proposal, data: dict[str, Any]) -> None:
        reject_proposal(proposal=row, by=self.person, **data)
