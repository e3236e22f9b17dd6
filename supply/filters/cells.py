"""The filters of weekly lines and of what they add up to, by the names that the boards use in their address."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering
from delegations.filters import DelegationChoice
from supply.filters.records import DrugCodeFilter
from supply.filters.weeks import WeeklyReportFilter
from supply.models import CountryCell, DelegationWeek, LineKind, WeekCell, WeeklyLine, WeeklyReport
from supply.models.weekly_line import Category
from supply.weeks import IsoWeek

FIRST_YEAR, LAST_YEAR = 2000, 2100
_SUMS_ORDER = {"week": "week", "usable": "usable", "denied": "denied", "out": "pairs_out"}


class IsoWeekField(forms.CharField):
    """2026-W46; cleans to an `IsoWeek`, or None."""

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "")
        if not text:
            return None
        try:
            week = IsoWeek.parse(text)
        except ValueError:
            week = None
        if week is None or not FIRST_YEAR <= week.year <= LAST_YEAR:
            # The text goes as a parameter: REST framework formats the message once more, and a «%» in it would break.
            message = _("«%(text)s» no es una semana (se escribe 2026-W46).")
            raise forms.ValidationError(message, code="bad_week", params={"text": text[:20]})
        return week


class WeekFilter(django_filters.CharFilter):
    """A week by ISO 8601; `lookup_expr` compares its Monday."""

    field_class = IsoWeekField

    def filter(self, qs: QuerySet[Any], value: IsoWeek | None) -> QuerySet[Any]:
        return qs if not value else qs.filter(**{f"{self.field_name}__{self.lookup_expr}": value.monday})


class KindFilter(django_filters.ChoiceFilter):
    """A kind of place, or `conjunto`: all of it together."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("field_name", "place_kind")
        kwargs.setdefault("label", _("Tipo de lugar"))
        super().__init__(*args, choices=LineKind.choices, **kwargs)


class OfWeeks(django_filters.FilterSet):
    """What every row that belongs to a week can be asked for."""

    semana = WeekFilter(field_name="week", label=_("Semana"))
    desde = WeekFilter(field_name="week", lookup_expr="gte", label=_("Desde la semana"))
    hasta = WeekFilter(field_name="week", lookup_expr="lte", label=_("Hasta la semana"))


class ReportsOfWeeksFilter(OfWeeks, WeeklyReportFilter):
    """The page's own questions, and any week or unit."""

    unidad = django_filters.CharFilter(field_name="unit__clues", label=_("CLUES de la unidad"))

    class Meta:
        model = WeeklyReport
        fields: ClassVar[list[str]] = []


class WeeklyLineFilter(django_filters.FilterSet):
    lugar = KindFilter()
    medicamento = DrugCodeFilter(field_name="drug__code")
    categoria = django_filters.ChoiceFilter(field_name="category", label=_("Categoría"), choices=Category.choices)
    orden = Ordering(
        {"drug": "drug__generic_name", "usable": "usable", "denied": "denied", "coverage": "days_of_coverage"},
        default="drug",
        text=("drug",),
    )

    class Meta:
        model = WeeklyLine
        fields: ClassVar[list[str]] = []


class CountryCellFilter(OfWeeks):
    lugar = KindFilter()
    medicamento = DrugCodeFilter(field_name="drug__code")
    orden = Ordering(_SUMS_ORDER, default="-week")

    class Meta:
        model = CountryCell
        fields: ClassVar[list[str]] = []


class WeekCellFilter(OfWeeks):
    delegacion = DelegationChoice(field_name="delegation")
    lugar = KindFilter()
    medicamento = DrugCodeFilter(field_name="drug__code")
    orden = Ordering(_SUMS_ORDER, default="-week")

    class Meta:
        model = WeekCell
        fields: ClassVar[list[str]] = []


class DelegationWeekFilter(OfWeeks):
    delegacion = DelegationChoice(field_name="delegation")
    lugar = KindFilter()
    orden = Ordering(_SUMS_ORDER, default="-week")

    class Meta:
        model = DelegationWeek
        fields: ClassVar[list[str]] = []


class PairsFilter(django_filters.FilterSet):
    """What a list made of one week can be asked for; the selector answers, no queryset is filtered here."""

    semana = WeekFilter(field_name="report__week", label=_("Semana; sin ella, la más reciente"))
    delegacion = DelegationChoice(field_name="report__delegation")
    medicamento = DrugCodeFilter(field_name="drug__code")

    class Meta:
        model = WeeklyLine
        fields: ClassVar[list[str]] = []


class ZeroFilter(PairsFilter):
    medicamento = None  # type: ignore[assignment]
    lugar = KindFilter()
