from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin

from delegations.charts import category_of
from delegations.exports import EXPORT_FORMATS, EXPORT_PARAM, Column, export_response
from delegations.roles import Permission
from delegations.wording import week_text
from supply.models import LineKind, ReportState
from supply.selectors.weeks import kinds_of, neighbours, told
from supply.views.weeks.of_report import OfReport

COLUMNS = [
    Column(gettext_lazy("Clave"), "drug.code"),
    Column(gettext_lazy("Medicamento"), "drug.label", 44),
    Column(gettext_lazy("Lugar"), "get_place_kind_display", 20),
    Column(gettext_lazy("En el surtido"), "assorted"),
    Column(gettext_lazy("Categoría"), lambda line: category_of(line.category).label if line.category else ""),
    Column(gettext_lazy("Inicial"), "opening"),
    Column(gettext_lazy("Recibidas"), "received"),
    Column(gettext_lazy("Entradas por traspaso"), "transferred_in"),
    Column(gettext_lazy("Salidas por traspaso"), "transferred_out"),
    Column(gettext_lazy("Surtidas"), "dispensed"),
    Column(gettext_lazy("Caducadas"), "expired"),
    Column(gettext_lazy("Ajustes"), "adjusted"),
    Column(gettext_lazy("Final"), "closing"),
    Column(gettext_lazy("Utilizables"), "usable"),
    Column(gettext_lazy("Días sin existencia"), "days_out"),
    Column(gettext_lazy("Recetas presentadas"), "presented"),
    Column(gettext_lazy("Recetas surtidas"), "filled"),
    Column(gettext_lazy("Recetas parciales"), "partly_filled"),
    Column(gettext_lazy("Recetas negadas"), "denied"),
    Column(gettext_lazy("Piezas negadas (estimadas)"), "denied_pieces"),
    Column(gettext_lazy("CPM sin ajustar"), "cpm_raw"),
    Column("CPM", "cpm"),
    Column(gettext_lazy("Origen del CPM"), "get_cpm_basis_display", 24),
    Column(gettext_lazy("Días de cobertura"), "days_of_coverage"),
    Column(gettext_lazy("Caducan en 30 días"), "expiring_30"),
    Column(gettext_lazy("Caducan en 60 días"), "expiring_60"),
    Column(gettext_lazy("Caducan en 90 días"), "expiring_90"),
]


class WeeklyReportDetail(OfReport, TemplateResponseMixin, View):
    """The week to read and sign: what differs first, what is normal folded, one button."""

    template_name = "supply/weekly_report_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        wanted = request.GET.get(EXPORT_PARAM, "")
        if wanted in EXPORT_FORMATS:
            lines = self.report.lines.select_related("drug").order_by("drug__generic_name", "drug_id", "place_kind")
            owner = self.report.unit.clues if self.report.unit else self.report.delegation.code
            return export_response(lines, COLUMNS, f"semana-{self.report.iso_week}-{owner}", wanted, request=request)
        return self.show()

    def show(self) -> HttpResponse:
        report = self.report
        kinds = kinds_of(report)
        asked = self.request.GET.get("lugar", "")
        kind = asked if asked in kinds else LineKind.WHOLE.value
        before, after = neighbours(report)
        is_draft = report.state == ReportState.DRAFT
        may_sign = is_draft and self.may(Permission.SIGN_WEEK)
        return self.render_to_response(
            {
                "report": report,
                "week": str(report.iso_week),
                "told": told(report, kind),
                "kind": kind,
                "tabs": self.tabs(kinds, kind),
                "before": before,
                "after": after,
                "chases": list(report.chases.all()),
                "is_stale": is_draft and report.is_stale(),
                "may_sign": may_sign,
                "may_correct": may_sign and kind == LineKind.WHOLE and self.may(Permission.COUNT_STOCK),
                "may_validate": self.may(Permission.VALIDATE_WEEK)
                and report.state in (ReportState.SIGNED, ReportState.OBSERVED),
                "seen": report.drafted_at.isoformat(),
                "crumbs": [
                    (_("Semanas"), f"{reverse('supply:report-list')}?semana={report.iso_week}"),
                    (report.owner, ""),
                ],
                "title": week_text(str(report.iso_week)),
            }
        )

    def tabs(self, kinds: list[str], current: str) -> list[tuple[str, str, bool]]:
        """One per kind of place; none when the whole is all there is to see."""
        if len(kinds) < 3:
            return []
        here = self.report.get_absolute_url()
        return [
            (str(LineKind(kind).label), here if kind == LineKind.WHOLE else f"{here}?lugar={kind}", kind == current)
            for kind in kinds
        ]
