"""The filters of the weekly reports, for page and API."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.filtering import Ordering, SearchFilter
from delegations.filters import DelegationChoice
from delegations.models import Unit
from supply.models import ReportState, WeeklyReport

LATE = "late"


class WeeklyReportFilter(django_filters.FilterSet):
    q = SearchFilter(method="search", placeholder=_("Unidad o CLUES"))
    delegacion = DelegationChoice(field_name="delegation")
    estado = django_filters.ChoiceFilter(
        label=_("Estado"),
        empty_label=_("Todos"),
        method="in_state",
        choices=[(LATE, _("Sin firmar y vencido")), *ReportState.choices],
    )
    orden = Ordering(
        {
            "unit": "unit__name",
            "delegation": "delegation__name",
            "week": "week",
            "state": "state",
            "due": "due_at",
            "signed": "signed_at",
        },
        default="-week",
        text={"unit", "delegation"},
    )

    class Meta:
        model = WeeklyReport
        fields: ClassVar[list[str]] = []

    def search(self, reports: QuerySet[WeeklyReport], _name: str, words: str) -> QuerySet[WeeklyReport]:
        return reports.filter(unit__in=Unit.objects.search(words)) if words.strip() else reports

    def in_state(self, reports: QuerySet[WeeklyReport], _name: str, state: Any) -> QuerySet[WeeklyReport]:
        if state == LATE:
            return reports.filter(state=ReportState.DRAFT, due_at__lt=timezone.now())
        return reports.filter(state=state)
