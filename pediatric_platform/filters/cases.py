"""The filters of lists of cases, for page and API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib.postgres.lookups import Unaccent
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.naming import search_terms
from pediatric_platform.filters.coverage import DrugKeyFilter
from pediatric_platform.models import STANDING, Case, CaseKind, CaseState, Level, Severity

STANDING_ONLY, EVERY_STATE = "pendientes", "todos"
MINE, NOBODYS = "mios", "sin"


class CaseSearch(SearchFilter):
    """By folio, drug or hospital; every word must be found somewhere."""

    def filter(self, qs: QuerySet[Case], value: str) -> QuerySet[Case]:
        for term in search_terms(value or ""):
            qs = qs.alias(told=Lower(Unaccent("drug_words"))).filter(
                Q(folio__icontains=term.strip())
                | Q(drug__search_text__contains=term)
                | Q(told__contains=term.strip(), reads_words=True)
                | Q(unit__search_text__contains=term)
            )
        return qs


class CaseOrdering(Ordering):
    """Without an order asked for: mine and late, mine, late, and then by how much harm a day of waiting does."""

    def filter(self, qs: QuerySet[Any], value: Sequence[str] | None) -> QuerySet[Any]:
        if not [name for name in value or () if name.lstrip("-") in self.sources]:
            return qs.order_by("rank", "severity", F("deadline_at").asc(nulls_last=True), "-opened_at", "pk")
        return super().filter(qs, value)


class CaseFilter(django_filters.FilterSet):
    """Without a state or words to look for: those that stand."""

    q = CaseSearch(placeholder=_("Folio, medicamento u hospital"))
    estado = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Estado"),
        choices=[(STANDING_ONLY, _("Pendientes")), *CaseState.choices, (EVERY_STATE, _("Todos"))],
        empty_label=None,
        method="of_state",
    )
    de = django_filters.ChoiceFilter(
        label=_("A cargo de"),
        choices=[(MINE, _("Míos")), (NOBODYS, _("De nadie"))],
        empty_label=_("Todos"),
        method="of_whom",
    )
    vencido = django_filters.ChoiceFilter(
        label=_("Vencidos"), choices=[("si", _("Sí")), ("no", _("No"))], empty_label=_("Todos"), method="by_lateness"
    )
    gravedad = django_filters.ChoiceFilter(
        field_name="severity", label=_("Gravedad"), choices=Severity.choices, empty_label=_("Todas")
    )
    nivel = django_filters.ChoiceFilter(
        field_name="level", label=_("Nivel"), choices=Level.choices, empty_label=_("Todos")
    )
    que = django_filters.ChoiceFilter(
        field_name="kind", label=_("Qué pasó"), choices=CaseKind.choices, empty_label=_("Todo")
    )
    delegacion = DelegationChoice(field_name="unit__delegation")
    unidad = django_filters.CharFilter(
        field_name="unit__clues", lookup_expr="iexact", label=_("CLUES del hospital"), widget=forms.HiddenInput
    )
    medicamento = DrugKeyFilter(
        field_name="drug", label=_("Clave del medicamento"), method="of_drug", widget=forms.HiddenInput
    )
    responsable = django_filters.NumberFilter(field_name="owner", label=_("Nombramiento"), widget=forms.HiddenInput)
    orden = CaseOrdering(
        {
            "folio": "folio",
            "drug": "drug__generic_name",
            "needed": "needed_on",
            "severity": "severity",
            "state": "state",
            "unit": "unit__name",
            "owner": "owner__person__full_name",
            "deadline": "deadline_at",
            "opened": "opened_at",
        },
        default="deadline",
        text=("drug", "unit", "owner"),
    )

    class Meta:
        model = Case
        fields: ClassVar[list[str]] = []

    def filter_queryset(self, queryset: QuerySet[Case]) -> QuerySet[Case]:
        asked = self.form.cleaned_data
        if not asked.get("estado") and not asked.get("q"):
            queryset = queryset.filter(state__in=STANDING)
        found: QuerySet[Case] = super().filter_queryset(queryset)
        return found

    def of_state(self, rows: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        if value == STANDING_ONLY:
            return rows.filter(state__in=STANDING)
        return rows if value == EVERY_STATE else rows.filter(state=value)

    def of_whom(self, rows: QuerySet[Case], _name: str, value: str) -> QuerySet[Case]:
        if value == MINE:
            return rows.filter(owner__person=self.request.user)
        return rows.filter(owner__isnull=True)

    def by_lateness(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        return rows.filter(is_overdue=value == "si")

    def of_drug(self, rows: QuerySet[Case], _name: str, drug: Any) -> QuerySet[Case]:
        return rows.filter(drug=drug)
