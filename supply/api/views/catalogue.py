"""/api/v1/drugs/, /presentations/, /assortments/, /coverage-thresholds/."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.api.views import Seen, SeenList, SeenOne
from supply.api.serializers.catalogue import (
    AssortmentSerializer,
    DrugSerializer,
    PresentationSerializer,
    ThresholdSerializer,
)
from supply.filters.catalogue import AssortmentFilter, DrugFilter, PresentationFilter
from supply.models import Assortment, CoverageThreshold, Drug, Presentation
from supply.selectors.catalogue import drugs_with_counts


class Drugs(Seen):
    model = Drug
    serializer_class = DrugSerializer

    def rows(self) -> QuerySet[Drug]:
        return drugs_with_counts(self.person)


class DrugList(Drugs, SeenList):
    summary = _("Medicamentos del catálogo")
    filterset_class = DrugFilter


class DrugDetail(Drugs, SeenOne):
    summary = _("Un medicamento")


class PresentationList(SeenList):
    summary = _("Presentaciones: las claves y sus envases")
    model = Presentation
    serializer_class = PresentationSerializer
    filterset_class = PresentationFilter

    def rows(self) -> QuerySet[Presentation]:
        return Presentation.objects.visible_to(self.person).select_related("drug").prefetch_related("gtins")


class AssortmentList(SeenList):
    summary = _("Surtido: lo que cada unidad debe tener")
    model = Assortment
    serializer_class = AssortmentSerializer
    filterset_class = AssortmentFilter

    def rows(self) -> QuerySet[Assortment]:
        return Assortment.objects.visible_to(self.person).select_related("unit", "drug")


class ThresholdList(SeenList):
    """The same for everybody who signs in."""

    summary = _("Umbrales de cobertura: desde cuántos días empieza cada categoría")
    model = CoverageThreshold
    serializer_class = ThresholdSerializer

    def rows(self) -> QuerySet[CoverageThreshold]:
        return CoverageThreshold.objects.order_by("from_days")
