"""/api/v1/regimens/, /diagnoses/, /guards/ and /regimen-deviations/."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, SeenOne, require
from delegations.roles import Permission
from pediatric_platform.api.regimen_serializers import (
    DepartureSerializer,
    DiagnosisSerializer,
    GuardSerializer,
    RegimenDetailSerializer,
    RegimenSerializer,
)
from pediatric_platform.filters.regimens import DeviationQuestion, GuardFilter, RegimenFilter
from pediatric_platform.models import AgeBand, Deviation, Diagnosis, Guard, Phase, Regimen, RegimenLine
from pediatric_platform.selectors.regimens.deviations import deviations_page
from pediatric_platform.selectors.regimens.makeup import with_clave


class DiagnosisList(SeenList):
    summary = _("Diagnósticos, con su clave CIE-10")
    model = Diagnosis
    serializer_class = DiagnosisSerializer


class GuardList(SeenList):
    summary = _("Reglas de seguridad: vías, topes, rescates, días mínimos y límites de por vida")
    model = Guard
    serializer_class = GuardSerializer
    filterset_class = GuardFilter

    def rows(self) -> QuerySet[Guard]:
        return Guard.objects.visible_to(self.person).order_by("kind", "inn", "code")


class Regimens(Seen):
    model = Regimen
    serializer_class: Any = RegimenSerializer

    def rows(self) -> QuerySet[Regimen]:
        return Regimen.objects.visible_to(self.person).select_related("protocol__diagnosis")


class RegimenList(Regimens, SeenList):
    summary = _("Versiones de los esquemas, sin sus renglones")
    filterset_class = RegimenFilter

    def rows(self) -> QuerySet[Regimen]:
        return super().rows().order_by("protocol__code", "-version")


class RegimenDetail(Regimens, SeenOne):
    summary = _("Una versión de un esquema, con fases y renglones")
    details = _(
        "`amount` es por aplicación; nulo cuando va por edad (`bands`) o la fuente no da cifra (`note`). Un renglón "
        "con `is_reference_dose` falso estima la demanda y no es dosis de referencia."
    )
    serializer_class = RegimenDetailSerializer

    def rows(self) -> QuerySet[Regimen]:
        bands = Prefetch("bands", AgeBand.objects.order_by("from_age"))
        lines = Prefetch("lines", RegimenLine.objects.order_by("position").prefetch_related(bands))
        return (
            super()
            .rows()
            .prefetch_related(Prefetch("phases", Phase.objects.order_by("position").prefetch_related(lines)))
        )

    def get_serializer_context(self) -> dict[str, Any]:
        context = dict(super().get_serializer_context())
        if not getattr(self, "swagger_fake_view", False):
            inns = RegimenLine.objects.filter(phase__regimen=self.kwargs["pk"]).values_list("inn", flat=True)
            context["with_clave"] = with_clave(inns)
        return context


class DeviationList(Seen):
    summary = _("En qué se apartan de su esquema los planes en curso: cuentas, nunca folios")
    model = Deviation
    serializer_class = DepartureSerializer
    permission = Permission.VIEW_STOCK
    is_list = True
    filterset_class = DeviationQuestion

    def get(self, request: Request) -> Response:
        """Counted for whoever answers for supply; reasons and folios are on the page of who treats the child."""
        require(self.person, Permission.VIEW_STOCK)
        page = deviations_page(self.person, request.query_params.get("protocolo", "")[:30])
        rows = self.paginate_queryset(page.rows)
        return self.get_paginated_response(DepartureSerializer(rows, many=True).data)
