"""/api/v1/country-cells/, /delegation-weeks/, /week-cells/: the sums the boards are drawn from."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.api.views import SeenList
from supply.api.serializers.weeks import CountryCellSerializer, DelegationWeekSerializer, WeekCellSerializer
from supply.filters.cells import CountryCellFilter, DelegationWeekFilter, WeekCellFilter
from supply.models import CountryCell, DelegationWeek, WeekCell


class CountryCellList(SeenList):
    summary = _("País × medicamento × tipo de lugar × semana")
    details = _("Solo para quien ve el país.")
    model = CountryCell
    serializer_class = CountryCellSerializer
    filterset_class = CountryCellFilter

    def rows(self) -> QuerySet[CountryCell]:
        return CountryCell.objects.visible_to(self.person).select_related("drug")


class DelegationWeekList(SeenList):
    summary = _("Delegación × tipo de lugar × semana, con su tasa de reporte")
    details = _("`lugar=conjunto` es todo junto: no se suma a los demás.")
    model = DelegationWeek
    serializer_class = DelegationWeekSerializer
    filterset_class = DelegationWeekFilter

    def rows(self) -> QuerySet[DelegationWeek]:
        return DelegationWeek.objects.visible_to(self.person).select_related("delegation")


class WeekCellList(SeenList):
    summary = _("Delegación × medicamento × tipo de lugar × semana")
    model = WeekCell
    serializer_class = WeekCellSerializer
    filterset_class = WeekCellFilter

    def rows(self) -> QuerySet[WeekCell]:
        return WeekCell.objects.visible_to(self.person).select_related("delegation", "drug")
