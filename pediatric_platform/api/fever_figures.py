"""/api/v1/fever-figures/: how long children with fever waited, in counts, for whoever sees the hospitals' stock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response

from delegations.api.views import Seen, require
from delegations.models import Unit
from delegations.roles import Permission
from pediatric_platform.api.fever_figures_serializers import FeverFiguresSerializer
from pediatric_platform.filters.fever_figures import DELEGATION, MONTHS, PERIODS, UNIT, fever_question
from pediatric_platform.golden_figures import Signals, control_chart, run_chart
from pediatric_platform.selectors.fever.figures import GoldenFigures, figures_of, seen_units


class FeverFigures(Seen):
    tag = "fever"
    summary = _("Cifras de la hora dorada")
    details = _("Las de la página: los dos relojes por mes y por hospital, lo habitual con sus límites, y los motivos.")
    model = Unit
    permission = Permission.VIEW_STOCK
    serializer_class = FeverFiguresSerializer
    filter_backends = ()
    parameters = [
        OpenApiParameter(MONTHS, int, enum=list(PERIODS), description=_("Cuántos meses, este incluido.")),
        OpenApiParameter(DELEGATION, str, description=_("Código de la delegación.")),
        OpenApiParameter(UNIT, str, description=_("CLUES del hospital.")),
    ]

    def rows(self) -> QuerySet[Any]:
        return Unit.objects.visible_to(self.person)

    def get(self, request: Request) -> Response:
        require(self.person, self.permission)
        question = fever_question(request.query_params.dict())
        units = seen_units(self.person, delegation=question.delegation, clues=question.clues)
        if (question.delegation or question.clues) and not units.exists():
            raise NotFound
        today = timezone.localdate()
        figures = figures_of(units, question.first(today), today)
        return Response(FeverFiguresSerializer(told(figures)).data)


def told(figures: GoldenFigures) -> dict[str, Any]:
    """The figures and both charts, by month instead of by position."""
    months = list(figures.months)
    counts = [clocks.arrival for clocks in figures.months.values()]
    chart, run = control_chart(counts), run_chart(counts)
    limits = chart.limits if chart else (None,) * len(months)
    return {
        "first": figures.first,
        "last": figures.last,
        "data_at": figures.data_at,
        "running": figures.running,
        "total": figures.total,
        "months": [
            {"month": month, "arrival": clocks.arrival, "order": clocks.order, "limits": limit}
            for (month, clocks), limit in zip(figures.months.items(), limits, strict=True)
        ],
        "usual_share": chart.centre if chart else None,
        "usual_median": run.centre if run else None,
        "share_signals": signalled(chart.signals if chart else Signals(), months),
        "median_signals": signalled(run.signals if run else Signals(), months),
        "hospitals": figures.hospitals,
        "late": [{"reason": reason or None, "count": count} for reason, count in figures.late],
        "closed": [{"reason": reason, "count": count} for reason, count in figures.closed],
        "antibiotics": [{"drug": drug, "count": count} for drug, count in figures.antibiotics],
    }


def signalled(signals: Signals, months: Sequence[date]) -> dict[str, Any]:
    def month(index: int | None) -> date | None:
        return None if index is None else months[index]

    return {
        "outside": [months[index] for index in signals.outside],
        "better_from": month(signals.better_from),
        "worse_from": month(signals.worse_from),
    }
