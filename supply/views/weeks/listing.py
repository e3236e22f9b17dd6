from __future__ import annotations

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from delegations.exports import Column
from delegations.roles import Permission
from delegations.scoping import has_permission, scope_of
from delegations.signed_in import person_of
from delegations.views.listing import Listing
from supply.filters.weeks import LATE, WeeklyReportFilter
from supply.models import WeeklyReport
from supply.selectors.weeks import known_weeks, reporting
from supply.weeks import IsoWeek

ALL = "todas"


class WeeklyReportList(Listing):
    """Who has signed the week, who is late and since when; for a unit's people, their own weeks."""

    model = WeeklyReport
    filterset_class = WeeklyReportFilter
    template_name = "supply/weekly_report_list.html"
    title = _("Semanas")
    export_name = "semanas"
    export_columns = (
        Column(_("Semana"), "iso_week", 10),
        Column(_("Delegación"), "delegation.name", 24),
        Column("CLUES", "unit.clues"),
        Column(_("Unidad"), "owner", 40),
        Column(_("Estado"), "get_state_display"),
        Column(_("Vence (hora de la unidad)"), "local_due"),
        Column(_("Firmado"), "signed_at"),
        Column(_("Firmó"), "signed_by.full_name", 30),
        Column(_("A tiempo"), "is_on_time"),
        Column(_("Validado"), "validated_at"),
        Column(_("Validó"), "validated_by.full_name", 30),
        Column(_("Observaciones"), "note", 40),
    )

    @cached_property
    def weeks(self) -> list[IsoWeek]:
        return known_weeks(person_of(self.request))

    @cached_property
    def week(self) -> IsoWeek | None:
        """The week asked for; by default the newest, or all of them for who answers for one unit."""
        asked = self.request.GET.get("semana", "")
        if asked == ALL:
            return None
        try:
            return IsoWeek.parse(asked)
        except ValueError:
            scope = scope_of(person_of(self.request))
            sees_many = scope.is_national or bool(scope.whole_delegation_ids) or len(scope.unit_ids) > 1
            return self.weeks[0] if sees_many and self.weeks else None

    def get_queryset(self) -> QuerySet[WeeklyReport]:
        reports = WeeklyReport.objects.visible_to(person_of(self.request))
        if self.week is not None:
            reports = reports.of_week(self.week)
        return reports.select_related("delegation", "unit", "signed_by", "validated_by").prefetch_related("chases")

    def get_filterset_kwargs(self, filterset_class: Any) -> dict[str, Any]:
        """Of one week, the unsigned come first; of many, the newest."""
        kwargs = super().get_filterset_kwargs(filterset_class)
        if self.week is not None and not self.request.GET.get("orden"):
            kwargs["data"] = self.request.GET.copy()
            kwargs["data"]["orden"] = "state"
        return kwargs

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(
            week=str(self.week) if self.week else "", weeks=[str(week) for week in self.weeks], **kwargs
        )
        context["may_import"] = has_permission(person_of(self.request), Permission.IMPORT_WEEK)
        if self.week and self.filterset.is_valid():
            context["reporting"] = told = reporting(self.filterset.qs, timezone.now())
            context["reported_words"] = _("%(signed)s de %(expected)s unidades") % {
                "signed": told.signed,
                "expected": told.expected,
            }
            context["late_href"] = f"{self.request.path}?semana={self.week}&estado={LATE}"
        return context
