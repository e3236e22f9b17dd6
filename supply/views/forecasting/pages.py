"""`/pronostico/`: what each unit will be asked for of each drug, and how one knows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView

from delegations.exports import Column
from delegations.models import Unit
from delegations.roles import Permission
from delegations.scoping import has_permission
from delegations.views.acting import Asking
from delegations.views.listing import Listing
from supply.actions.forecasting.rules import may_plan
from supply.drug_keys import drug_key, drug_of_key
from supply.filters.forecasting import ForecastFilter
from supply.models import CpmBasis, Drug, Forecast, PlanningKind
from supply.selectors.forecasting.listing import forecasts_of, newest_week
from supply.selectors.forecasting.series import (
    fared,
    latest_of,
    measured_lead,
    rules_of,
    scores_of,
    weeks_of,
    written_cpm,
)
from supply.views.forecasting.chart import drawn, weeks_ahead
from supply.weeks import IsoWeek
from supply.words.methods import KINDS, METHODS


class Staff(Asking):
    """For whoever sees stock."""

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise PermissionDenied(_("Los pronósticos los ve el personal del instituto."))


def method_of(row: Forecast) -> str:
    return str(METHODS.get(row.method, row.method))


def share(name: str) -> Any:
    """A share of a row in percent, for files."""

    def read(row: Any) -> float | None:
        value = getattr(row, name)
        return None if value is None else round(100 * value, 1)

    return read


class ForecastList(Staff, Listing):
    """The newest forecast of each unit and drug, the most asked for first."""

    model = Forecast
    filterset_class = ForecastFilter
    template_name = "supply/forecasting/list.html"
    title = gettext_lazy("Pronóstico")
    export_name = "pronostico"
    export_columns = (
        Column(gettext_lazy("Delegación"), "unit.delegation.name", 24),
        Column("CLUES", "unit.clues"),
        Column(gettext_lazy("Unidad"), "unit.name", 40),
        Column(gettext_lazy("Código"), "drug.code"),
        Column(gettext_lazy("Medicamento"), "drug.label", 44),
        Column(gettext_lazy("Piezas al día"), "daily_mean", 12),
        Column(gettext_lazy("Método"), method_of, 32),
        Column(gettext_lazy("Semanas de historia"), "history_weeks", 12),
        Column(gettext_lazy("Semanas sin existencia"), "weeks_out", 12),
        Column(gettext_lazy("Error medido (%)"), share("error"), 12),
        Column(gettext_lazy("Sesgo medido (%)"), share("bias"), 12),
        Column(gettext_lazy("Semanas medidas"), "measured", 12),
        Column(gettext_lazy("Hasta la semana"), "through"),
    )

    def get_queryset(self) -> QuerySet[Forecast]:
        self.through = newest_week(self.person)
        return forecasts_of(self.person, self.through)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        for row in context["object_list"]:
            row.key = drug_key(row.drug_id, row.drug.code)
            row.method_name = METHODS.get(row.method, row.method)
            row.weekly = float(row.daily_mean) * 7
            row.error_percent = share("error")(row)
            row.bias_percent = share("bias")(row)
        week = IsoWeek.of(self.through) if self.through else None
        return {**context, "week": str(week) if week else "", "made": context["object_list"][:1]}


class ForecastDetail(Staff, TemplateView):
    """One unit and drug: its history, its forecast, its CPM written out, and how earlier forecasts fared."""

    template_name = "supply/forecasting/detail.html"
    unit: Unit
    drug: Drug

    def allow(self) -> None:
        if not has_permission(self.person, Permission.VIEW_STOCK):
            raise Http404
        self.unit = get_object_or_404(Unit.objects.visible_to(self.person), clues__iexact=self.kwargs["clues"])
        drug = drug_of_key(self.kwargs["drug"])
        if drug is None:
            raise Http404
        self.drug = drug

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        forecast = latest_of(self.unit, self.drug)
        through = IsoWeek.of(forecast.through) if forecast else self._last_week()
        history = weeks_of(self.unit, self.drug, through) if through else []
        ahead = weeks_ahead(through, forecast.profile) if forecast and through else []
        rules = rules_of(self.unit, self.drug)
        window = int(rules["window_weeks"].value)
        scores = scores_of(self.unit, self.drug, through.monday - timedelta(weeks=26)) if through else []
        written = written_cpm(self.unit, self.drug, through, window) if through else None
        told = {
            "unit": self.unit,
            "drug": self.drug,
            "forecast": forecast,
            "through": str(through) if through else "",
            "chart": drawn(history, forecast.profile if forecast else None, ahead) if history or ahead else "",
            "history": history[::-1],
            "ahead": ahead,
            "expected": sum(week.expected for week in ahead),
            "dated": sum(week.dated for week in ahead),
            "method": METHODS.get(forecast.method, forecast.method) if forecast else "",
            "kind": KINDS[forecast.profile.get("kind", 0)] if forecast else "",
            "others": _others(forecast) if forecast else [],
            "written": written,
            "basis": CpmBasis(written.cpm.basis).label if written else "",
            "rules": [(PlanningKind(kind).label, rule) for kind, rule in rules.items()],
            "measured": measured_lead(self.unit, self.drug),
            "scores": scores[:26],
            "fared": fared(scores),
            "may_plan": may_plan(self.person, delegation=None, unit=self.unit),
            "crumbs": [(_("Pronóstico"), reverse("supply:forecast-list")), (self.drug.label, "")],
        }
        return super().get_context_data(**{**kwargs, **told})

    def _last_week(self) -> IsoWeek | None:
        """Without a forecast: the newest report of the unit, if any."""
        found = self.unit.weekly_reports.order_by("-week").values_list("week", flat=True).first()
        return IsoWeek.of(found) if found else None


def _others(forecast: Forecast) -> list[tuple[Any, float, int, bool]]:
    """Method, what it would have lost at 90 %, its share, whether it weighs most; the least loss first."""
    scores = forecast.scores or {}
    shares = scores.get("shares", {})
    rows = [
        (METHODS.get(name, name), loss, round(100 * shares.get(name, 0)), name == forecast.method)
        for name, loss in scores.get("others", {}).items()
    ]
    return sorted(rows, key=lambda row: row[1])
