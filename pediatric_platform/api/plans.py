"""/api/v1/: plans, sessions and doses, for those who treat children; each act is the one that the page calls."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations import audit
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from pediatric_platform.actions.doses import change_dose, confirm_dose, omit_dose
from pediatric_platform.actions.plans import begin_plan, complete_plan, resize_plan, stop_plan
from pediatric_platform.actions.sessions import cancel_session, give_session, move_session
from pediatric_platform.api.acts import Acts
from pediatric_platform.api.editing import EditedIn
from pediatric_platform.api.plan_serializers import (
    AmountIn,
    BeginIn,
    CancelIn,
    DoseSerializer,
    GiveIn,
    MoveIn,
    OmitIn,
    PlanDetailSerializer,
    PlanEndIn,
    PlanSerializer,
    ResizeIn,
    SessionDetailSerializer,
    SessionSerializer,
    StopIn,
)
from pediatric_platform.filters.sessions import SessionFilter
from pediatric_platform.models import Child, Dose, Growth, Plan, Session
from pediatric_platform.prescribing import must_prescribe
from pediatric_platform.selectors.sessions import answered


class Treated(Seen):
    """Lists are for whoever treats children; one row elsewhere is not there."""

    tag = "plans"
    permission = Permission.VIEW_CHILDREN
    serializer_class: Any = PlanSerializer

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        if "pk" not in kwargs:
            require(self.person, self.permission)


class Plans(Treated):
    model = Plan

    def rows(self) -> QuerySet[Plan]:
        return super().rows().select_related("child__unit__delegation", "regimen__protocol", "growth")


class PlanList(Acts, Plans, SeenList):
    summary = _("Planes de tratamiento de su alcance clínico")
    summary_post = _("Empezar un plan")
    details_post = _("422 dice qué falta: `deviation_reason`, `allergy_reason`, una medida reciente.")
    answers_post = {201: PlanSerializer}
    filterset_fields = ("state", "regimen")

    def get_serializer_class(self) -> Any:
        return BeginIn if self.request.method == "POST" else PlanSerializer

    def post(self, request: Request) -> Response:
        require(self.person, Permission.PRESCRIBE)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        child = get_object_or_404(Child.objects.visible_to(self.person), folio=told.pop("folio"))
        plan = begin_plan(child=child, by=self.person, **told)
        return Response(PlanSerializer(self.rows().get(pk=plan.pk)).data, status=201)


class PlanDetail(Plans, SeenOne):
    summary = _("Un plan con sus sesiones y desviaciones")
    details = _("Cada lectura queda anotada.")
    serializer_class = PlanDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        plan = self.get_object()
        audit.record_read(by=self.person, what="plan.read", target=plan)
        return Response(PlanDetailSerializer(plan).data)


class Act(Acts):
    """One act on a row of the caller's reach: asked whether they may before what they wrote is looked at."""

    def unit_of(self, row: Any) -> Any:
        return row.child.unit

    def act(self, row: Any, told: dict[str, Any]) -> Any:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row = self.get_object()
        must_prescribe(self.person, self.unit_of(row))  # type: ignore[attr-defined]
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(row, dict(asked.validated_data))
        return Response(self.told(self.get_object()))

    def told(self, row: Any) -> Any:
        return PlanSerializer(row).data


class PlanResize(Act, Plans):
    summary = _("Recalcular las dosis por dar con otra medida")
    serializer_class = ResizeIn
    answers = {200: PlanSerializer}

    def act(self, row: Plan, told: dict[str, Any]) -> None:
        get_object_or_404(Growth.objects.visible_to(self.person), pk=told["growth"].pk)
        resize_plan(plan=row, by=self.person, **told)


class PlanStop(Act, Plans):
    summary = _("Suspender un plan")
    serializer_class = StopIn
    answers = {200: PlanSerializer}

    def act(self, row: Plan, told: dict[str, Any]) -> None:
        stop_plan(plan=row, by=self.person, **told)


class PlanComplete(Act, Plans):
    summary = _("Terminar un plan que se dio completo")
    serializer_class = PlanEndIn
    answers = {200: PlanSerializer}

    def act(self, row: Plan, told: dict[str, Any]) -> None:
        complete_plan(plan=row, by=self.person, **told)


class Sessions(Treated):
    model = Session
    serializer_class: Any = SessionSerializer

    def rows(self) -> QuerySet[Session]:
        return super().rows().select_related("plan__child__unit__delegation", "unit__delegation")


class SessionList(Sessions, SeenList):
    summary = _("Sesiones de su alcance clínico")
    filterset_class = SessionFilter


class SessionDetail(Sessions, SeenOne):
    summary = _("Una sesión con sus dosis, sus piezas y si está todo")
    details = _("Cada lectura queda anotada.")
    serializer_class = SessionDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        session = self.get_object()
        audit.record_read(by=self.person, what="session.read", target=session)
        return Response(detailed(session))


class SessionAct(Act, Sessions):
    answers = {200: SessionDetailSerializer}

    def unit_of(self, row: Session) -> Any:
        return row.unit

    def told(self, row: Session) -> Any:
        return detailed(row)


class SessionMove(SessionAct):
    summary = _("Mover una sesión, sola o con todo lo que sigue")
    serializer_class = MoveIn

    def act(self, row: Session, told: dict[str, Any]) -> None:
        move_session(session=row, by=self.person, **told)


class SessionGive(SessionAct):
    summary = _("Anotar una sesión como aplicada")
    serializer_class = GiveIn

    def act(self, row: Session, told: dict[str, Any]) -> None:
        give_session(session=row, by=self.person, **told)


class SessionCancel(SessionAct):
    summary = _("Cancelar una sesión y decir por qué")
    serializer_class = CancelIn

    def act(self, row: Session, told: dict[str, Any]) -> None:
        cancel_session(session=row, by=self.person, **told)


class DoseAct(Act, Treated):
    model = Dose
    answers = {200: DoseSerializer}

    def rows(self) -> QuerySet[Dose]:
        return super().rows().select_related("session__unit__delegation").prefetch_related("pieces__drug")

    def unit_of(self, row: Dose) -> Any:
        return row.session.unit

    def told(self, row: Dose) -> Any:
        return DoseSerializer(row).data


class DoseChange(DoseAct):
    summary = _("Cambiar una dosis; `edition` es la de su sesión")
    serializer_class = AmountIn

    def act(self, row: Dose, told: dict[str, Any]) -> None:
        change_dose(dose=row, by=self.person, **told)


class DoseConfirm(DoseAct):
    summary = _("Confirmar una dosis; `edition` es la de su sesión")
    serializer_class = EditedIn

    def act(self, row: Dose, told: dict[str, Any]) -> None:
        confirm_dose(dose=row, by=self.person, **told)


class DoseOmit(DoseAct):
    summary = _("No dar un medicamento de una sesión; `edition` es la de la sesión")
    serializer_class = OmitIn

    def act(self, row: Dose, told: dict[str, Any]) -> None:
        omit_dose(dose=row, by=self.person, **told)


def detailed(session: Session) -> Any:
    """The session with its doses, moves and answer, read anew."""
    return SessionDetailSerializer(answered(Session.objects.filter(pk=session.pk))[0]).data
