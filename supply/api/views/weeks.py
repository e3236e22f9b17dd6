"""/api/v1/weekly-reports/: read, signed, validated, observed."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.errors import RefusedRequest, fault
from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from supply.actions.weeks import Correction, observe_week, sign_week, validate_week
from supply.api.keys import KEY_PARAMETER, key_of
from supply.api.naming import Names
from supply.api.refusals import Acts
from supply.api.serializers.weekly_acts import NothingIn, ObservationIn, SignatureIn
from supply.api.serializers.weeks import WeeklyLineSerializer, WeeklyReportSerializer
from supply.api.views.posting import counted_lines
from supply.filters.cells import ReportsOfWeeksFilter, WeeklyLineFilter
from supply.models import WeeklyLine, WeeklyReport


class Reports(Seen):
    model = WeeklyReport
    serializer_class: Any = WeeklyReportSerializer

    def rows(self) -> QuerySet[WeeklyReport]:
        related = ("delegation", "unit", "signed_by", "validated_by")
        return WeeklyReport.objects.visible_to(self.person).select_related(*related)


class ReportList(Reports, SeenList):
    summary = gettext_lazy("Reportes semanales")
    filterset_class = ReportsOfWeeksFilter


class ReportDetail(Reports, SeenOne):
    summary = gettext_lazy("Un reporte semanal")


class ReportLines(SeenList):
    summary = gettext_lazy("Renglones de un reporte semanal")
    details = gettext_lazy("`lugar=conjunto` es la unidad entera: no se suma a los demás.")
    model = WeeklyLine
    serializer_class = WeeklyLineSerializer
    filterset_class = WeeklyLineFilter

    def rows(self) -> QuerySet[WeeklyLine]:
        report = get_object_or_404(WeeklyReport.objects.visible_to(self.person), pk=self.kwargs["pk"])
        return WeeklyLine.objects.filter(report=report).select_related("drug")


class ActsOnReport(Acts, Reports):
    """One act on a report that the person sees; answers with the report as it now is."""

    permission: Permission
    answers = {200: WeeklyReportSerializer}

    def act(self, report: WeeklyReport, data: dict[str, Any], request: Request) -> None:
        raise NotImplementedError

    def post(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        report = self.get_object()
        require(self.person, self.permission, delegation_id=report.delegation_id, unit_id=report.unit_id)
        asked = self.get_serializer(data=request.data)
        asked.is_valid(raise_exception=True)
        self.act(report, asked.validated_data, request)
        return Response(WeeklyReportSerializer(self.get_object()).data)


class Sign(ActsOnReport):
    summary = gettext_lazy("Firmar la semana")
    details = gettext_lazy(
        "Con `corrections` se asientan los conteos al domingo, se redacta de nuevo y se firma; entonces lleva "
        "`Idempotency-Key`. La firma cierra el libro de la semana."
    )
    serializer_class = SignatureIn
    permission = Permission.SIGN_WEEK
    parameters = [
        OpenApiParameter(
            KEY_PARAMETER.name, KEY_PARAMETER.type, KEY_PARAMETER.location, description=KEY_PARAMETER.description
        )
    ]

    def act(self, report: WeeklyReport, data: dict[str, Any], request: Request) -> None:
        with transaction.atomic():
            corrections = self._corrections(report, data["corrections"])
            key = key_of(request) if corrections else ""
            sign_week(report=report, by=self.person, corrections=corrections, key=key, seen_at=data["seen_at"])

    def _corrections(self, report: WeeklyReport, given: list[dict[str, Any]]) -> list[Correction]:
        """The counts, at the report's own places and no other."""
        places = {place.code: place for place in report.places().select_related("delegation", "unit")}
        found = []
        for index, item in enumerate(given):
            place = places.get(item["place"])
            if place is None:
                message = _("Ese lugar no es de este reporte.")
                faults = [fault(f"corrections.{index}.place", "unknown_place", message)]
                raise RefusedRequest(400, "invalid", _("Hay datos que corregir."), faults=faults)
            require(self.person, Permission.COUNT_STOCK, place=place)
            lines = counted_lines(Names(item["lines"], f"corrections.{index}.lines"))
            found.append(Correction(place, lines, item["reason"]))
        return found


class Validate(ActsOnReport):
    summary = gettext_lazy("Validar la semana firmada")
    serializer_class = NothingIn
    permission = Permission.VALIDATE_WEEK

    def act(self, report: WeeklyReport, data: dict[str, Any], request: Request) -> None:
        validate_week(report=report, by=self.person)


class Observe(ActsOnReport):
    summary = gettext_lazy("Devolver la semana con observaciones")
    serializer_class = ObservationIn
    permission = Permission.VALIDATE_WEEK

    def act(self, report: WeeklyReport, data: dict[str, Any], request: Request) -> None:
        observe_week(report=report, by=self.person, note=data["note"])
