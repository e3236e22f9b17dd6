"""/api/v1/coverage-…/ and /promise-hit-rate/: counts and folios for whoever answers for supply, never a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, SeenList, require
from delegations.roles import Permission
from delegations.scoping import scope_of
from pediatric_platform.api.coverage_serializers import (
    DelegationCoverageSerializer,
    HitRateSerializer,
    MissingDrugSerializer,
    PackageSerializer,
)
from pediatric_platform.filters.coverage import (
    CoveragePackageFilter,
    CoverageQuestion,
    HorizonFilter,
    MissingDrugFilter,
    SinceFilter,
)
from pediatric_platform.models import Promise
from pediatric_platform.selectors.coverage.ages import ages_of
from pediatric_platform.selectors.coverage.children import until, upcoming
from pediatric_platform.selectors.coverage.country import country_coverage
from pediatric_platform.selectors.coverage.drugs import missing_drugs
from pediatric_platform.selectors.promises import hit_rate
from supply.models import RequirementPackage


class CoveragePackageList(SeenList):
    summary = gettext_lazy("Sesiones y si está completo lo que necesitan, por folio")
    details = gettext_lazy(
        "`status` es la última respuesta; donde `is_known` es falso, los datos de la unidad tienen más de 3 días y la "
        "respuesta no se sabe. Nunca lleva nombres."
    )
    model = RequirementPackage
    permission = Permission.VIEW_STOCK
    serializer_class = PackageSerializer
    filterset_class = CoveragePackageFilter

    def rows(self) -> QuerySet[RequirementPackage]:
        require(self.person, self.permission)
        found = RequirementPackage.objects.visible_to(self.person).select_related("unit")
        return found.prefetch_related("requirements__drug")

    def paginate_queryset(self, queryset: Any) -> Any:
        """The page, each row with how old the data of its unit are."""
        page = super().paginate_queryset(queryset)
        ages = ages_of({row.unit_id for row in page or ()}, timezone.now())
        for row in page or ():
            row.is_known, row.data_at = ages.is_known(row.unit_id), ages.last[row.unit_id]
        return page


class Counted(Seen):
    """A list that a selector counts for a horizon asked for."""

    model = RequirementPackage
    is_list = True
    permission = Permission.VIEW_STOCK
    questions: type[HorizonFilter]

    def found(self, asked: dict[str, Any]) -> Sequence[Any]:
        raise NotImplementedError

    def get(self, request: Request) -> Response:
        require(self.person, self.permission)
        page = self.paginate_queryset(self.found(asked_of(self, request)))
        return self.get_paginated_response(self.get_serializer(page, many=True).data)


class CoverageDelegationList(Counted):
    summary = gettext_lazy("Niñas y niños sin cobertura por delegación, a 7, 14 y 28 días")
    details = gettext_lazy("De las unidades que usted ve; quien se trata en dos unidades cuenta una vez.")
    serializer_class = DelegationCoverageSerializer
    questions = filterset_class = HorizonFilter

    def found(self, asked: dict[str, Any]) -> Sequence[Any]:
        board = country_coverage(
            self.person, CoverageQuestion(), today=timezone.localdate(), now=timezone.now(), with_drugs=False
        )
        return [row for row in board.delegations if row.units]


class CoverageDrugList(Counted):
    summary = gettext_lazy("Medicamentos que dejan a niñas y niños sin cobertura")
    details = gettext_lazy("Dentro del plazo `dias` (7, 14 o 28; sin él, 7), los que dejan a más primero.")
    serializer_class = MissingDrugSerializer
    questions = filterset_class = MissingDrugFilter

    def found(self, asked: dict[str, Any]) -> Sequence[Any]:
        today, days = timezone.localdate(), int(asked["dias"] or CoverageQuestion().days)
        packages = upcoming(self.person, today).filter(needed_on__lte=until(today, days))
        if asked["delegacion"]:
            packages = packages.filter(unit__delegation=asked["delegacion"])
        if asked["unidad"]:
            packages = packages.filter(unit__clues=asked["unidad"])
        units = packages.order_by().values_list("unit_id", flat=True).distinct()
        return missing_drugs(packages, without=ages_of(set(units), timezone.now()).stale)


class PromiseHitRate(Seen):
    summary = gettext_lazy("Lo que se dijo a las familias y si se cumplió")
    details = gettext_lazy("Cuenta cada sesión y día una vez; `rate` es el porcentaje de las puestas a prueba.")
    model = Promise
    permission = Permission.VIEW_NATIONAL_BOARD
    serializer_class = HitRateSerializer
    filterset_class = SinceFilter

    def get(self, request: Request) -> Response:
        if not scope_of(self.person).allows_everywhere(self.permission):
            raise PermissionDenied(_("Solo lo ve quien ve el país."))
        asked = asked_of(self, request)
        return Response(self.get_serializer(hit_rate(since=asked["desde"])).data)


def asked_of(view: Any, request: Request) -> dict[str, Any]:
    """The question of the address, or 400 with its faults."""
    question = view.filterset_class(request.query_params, queryset=view.model.objects.none(), request=request)
    if not question.is_valid():
        raise ValidationError({name: list(faults) for name, faults in question.errors.items()})
    asked: dict[str, Any] = question.form.cleaned_data
    return asked
