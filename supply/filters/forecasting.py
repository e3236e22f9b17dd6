"""What forecasts and planning rules can be asked for, by page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from supply.filters.records import DrugCodeFilter
from supply.models import Forecast, PlanningKind, PlanningRule
from supply.words.methods import METHODS


class ForecastSearch(SearchFilter):
    """Words of the unit's or the drug's name."""

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        for word in value.split():
            qs = qs.filter(
                Q(unit__name__unaccent__icontains=word)
                | Q(unit__clues__icontains=word)
                | Q(drug__generic_name__unaccent__icontains=word)
                | Q(drug__code__startswith=word)
            )
        return qs


class ForecastFilter(django_filters.FilterSet):
    q = ForecastSearch(placeholder=_("Unidad, CLUES o medicamento"))
    delegacion = DelegationChoice(field_name="unit__delegation")
    unidad = django_filters.CharFilter(field_name="unit__clues", lookup_expr="iexact", label=_("CLUES de la unidad"))
    medicamento = DrugCodeFilter(field_name="drug__code")
    metodo = django_filters.ChoiceFilter(
        field_name="method", label=_("Método"), choices=list(METHODS.items()), empty_label=_("Todos")
    )
    orden = Ordering(
        {
            "asked": "daily_mean",
            "unit": "unit__name",
            "drug": "drug__generic_name",
            "history": "history_weeks",
            "out": "weeks_out",
            "error": "error",
            "bias": "bias",
        },
        default="-asked",
        text=("unit", "drug"),
    )

    class Meta:
        model = Forecast
        fields: ClassVar[list[str]] = ["q", "delegacion", "unidad", "medicamento", "metodo"]


class PlanningRuleFilter(django_filters.FilterSet):
    regla = django_filters.ChoiceFilter(
        field_name="kind", label=_("Regla"), choices=PlanningKind.choices, empty_label=_("Todas")
    )
    delegacion = DelegationChoice(method="of_delegation")
    medicamento = DrugCodeFilter(field_name="drug__code")
    orden = Ordering({"kind": "kind", "set": "set_at", "value": "value"}, default="kind")

    class Meta:
        model = PlanningRule
        fields: ClassVar[list[str]] = ["regla", "delegacion", "medicamento"]

    def of_delegation(self, rows: QuerySet[PlanningRule], _name: str, value: str) -> QuerySet[PlanningRule]:
        """Its own and those of its units."""
        return rows.filter(Q(delegation=value) | Q(unit__delegation=value))
