"""/api/v1/verification-visits/, /findings/, /visit-items/: what visits asked, found and left to put right."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import SeenList, SeenOne, require
from delegations.roles import Permission
from pediatric_platform.actions.rollout import (
    Answered,
    answer_visit,
    cancel_visit,
    note_finding,
    plan_visit,
    reassign_finding,
    resolve_finding,
    sign_visit,
)
from pediatric_platform.api.acts import Act, Acts
from pediatric_platform.api.rollout import Rollout, site_of
from pediatric_platform.api.rollout_serializers import EditionIn, RolloutReasonIn
from pediatric_platform.api.visit_serializers import (
    AnswersIn,
    FindingIn,
    FindingSerializer,
    ReassignIn,
    ResolveIn,
    VisitDetailSerializer,
    VisitIn,
    VisitItemSerializer,
    VisitSerializer,
)
from pediatric_platform.errors.visits import UnknownItem
from pediatric_platform.filters.rollout import FindingFilter, VisitFilter
from pediatric_platform.models import Finding, Visit, VisitAnswer, VisitItem
from pediatric_platform.rollout_rights import must_manage, must_resolve, must_visit


class VisitItemList(Rollout, SeenList):
    summary = _("Preguntas de las visitas de verificación")
    model = VisitItem
    serializer_class = VisitItemSerializer

    def rows(self) -> QuerySet[VisitItem]:
        return VisitItem.objects.order_by("position", "pk")


class Visits(Rollout):
    model = Visit
    serializer_class: Any = VisitSerializer

    def rows(self) -> QuerySet[Visit]:
        seen = Visit.objects.visible_to(self.person).select_related("site__unit__delegation", "lead")
        return seen.annotate(pending=Count("findings", filter=Q(findings__done_on__isnull=True)))

    def detail(self, visit: Visit) -> Any:
        answers = VisitAnswer.objects.select_related("item").order_by("item__position")
        findings = Finding.objects.select_related("item", "owner", "visit__site__unit").order_by("due_on", "pk")
        rows = self.rows().prefetch_related(Prefetch("answers", answers), Prefetch("findings", findings))
        return VisitDetailSerializer(rows.get(pk=visit.pk)).data


class VisitList(Acts, Visits, SeenList):
    summary = _("Visitas de verificación")
    summary_post = _("Programar una visita")
    filterset_class = VisitFilter
    answers_post = {201: VisitDetailSerializer}

    def get_serializer_class(self) -> Any:
        return VisitIn if self.request.method == "POST" else VisitSerializer

    def post(self, request: Request) -> Response:
        require(self.person, Permission.MANAGE_ROLLOUT)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        told = dict(asked.validated_data)
        visit = plan_visit(site=site_of(self, told.pop("clues")), by=self.person, **told)
        return Response(self.detail(visit), status=201)


class VisitDetail(Visits, SeenOne):
    summary = _("Una visita con respuestas y hallazgos")
    serializer_class = VisitDetailSerializer

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return Response(self.detail(self.get_object()))


class OnVisit(Act, Visits):
    answers = {200: VisitDetailSerializer}

    def allow(self, row: Visit) -> None:
        must_visit(self.person, row)

    def told(self, row: Visit) -> Any:
        return self.detail(row)


def item_of(code: str) -> VisitItem:
    item = VisitItem.objects.filter(code=code).first()
    if item is None:
        raise UnknownItem
    return item


class VisitAnswers(OnVisit):
    summary = _("Llenar una visita: solo lo que cambia")
    serializer_class = AnswersIn

    def act(self, row: Visit, told: dict[str, Any]) -> Visit:
        answers = {item_of(one["item"]).pk: Answered(one["answer"], one.get("note", "")) for one in told.pop("answers")}
        return answer_visit(visit=row, answers=answers, by=self.person, **told)


class VisitSign(OnVisit):
    summary = _("Firmar una visita: su acta ya no cambia")
    details = _("422 dice qué falta: respuestas, resumen, un hallazgo por cada «No».")
    serializer_class = EditionIn

    def act(self, row: Visit, told: dict[str, Any]) -> Visit:
        return sign_visit(visit=row, by=self.person, **told)


class VisitCancel(OnVisit):
    summary = _("Cancelar una visita")
    serializer_class = RolloutReasonIn

    def allow(self, row: Visit) -> None:
        must_manage(self.person, row.site.unit)

    def act(self, row: Visit, told: dict[str, Any]) -> Visit:
        return cancel_visit(visit=row, by=self.person, **told)


class VisitFindings(OnVisit):
    summary = _("Anotar un hallazgo, antes de la firma")
    serializer_class = FindingIn

    def act(self, row: Visit, told: dict[str, Any]) -> Visit:
        code = told.pop("item", None)
        return note_finding(visit=row, item=item_of(code) if code else None, by=self.person, **told).visit


class Findings(Rollout):
    model = Finding
    serializer_class: Any = FindingSerializer

    def rows(self) -> QuerySet[Finding]:
        seen = Finding.objects.visible_to(self.person).filter(visit__cancelled_reason="")
        return seen.select_related("visit__site__unit__delegation", "visit__lead", "owner", "item")


class FindingList(Findings, SeenList):
    summary = _("Hallazgos; sin `estado`, los que faltan por resolver")
    filterset_class = FindingFilter


class OnFinding(Act, Findings):
    answers = {200: FindingSerializer}

    def told(self, row: Finding) -> Any:
        return FindingSerializer(row).data


class FindingResolve(OnFinding):
    summary = _("Dar un hallazgo por resuelto")
    serializer_class = ResolveIn

    def allow(self, row: Finding) -> None:
        must_resolve(self.person, row)

    def act(self, row: Finding, told: dict[str, Any]) -> Finding:
        return resolve_finding(finding=row, by=self.person, **told)


class FindingReassign(OnFinding):
    summary = _("Cambiar responsable o fecha de un hallazgo")
    serializer_class = ReassignIn

    def allow(self, row: Finding) -> None:
        must_visit(self.person, row.visit)

    def act(self, row: Finding, told: dict[str, Any]) -> Finding:
        return reassign_finding(finding=row, by=self.person, **told)
