"""`/hora-dorada/cifras/`: how long children with fever waited, over months. Counts alone: no child is named here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.charts import Series, trend
from delegations.charts.numbers import grouped, percent_text
from delegations.exports import Column
from delegations.models import Delegation, Unit
from delegations.models.unit import UnitQuerySet
from delegations.wording import spelled
from pediatric_platform.clinical import units_of
from pediatric_platform.filters.fever_figures import DELEGATION, MONTHS, PERIODS, UNIT, FeverQuestion, fever_question
from pediatric_platform.golden_figures import (
    CHART_SHIFT,
    LEAST_POINTS,
    RUN_SHIFT,
    ControlChart,
    Count,
    RunChart,
    control_chart,
    run_chart,
)
from pediatric_platform.selectors.fever.figures import (
    GoldenFigures,
    TwoClocks,
    closing_label,
    figures_of,
    reason_label,
    seen_units,
)
from pediatric_platform.selectors.fever_rules import rule_values
from pediatric_platform.views.cases.base import Staff
from supply.views.board_page import BoardPage, FileTable
from supply.views.board_parts import figure


class FeverFigures(Staff, BoardPage):
    """Both clocks, by month and by hospital, what made it late; of every hospital whose stock the person sees."""

    template_name = "pediatric_platform/fever_figures.html"
    fragment = "pediatric_platform/_fever_figures.html"

    @cached_property
    def question(self) -> FeverQuestion:
        return fever_question(self.request.GET.dict())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, question = timezone.localdate(), self.question
        units = seen_units(self.person, delegation=question.delegation, clues=question.clues)
        place = self.place(units)
        figures = figures_of(units, question.first(today), today)
        chart, run = control_chart(shares(figures)), run_chart(shares(figures))
        return super().get_context_data(**kwargs) | {
            "figures": figures,
            "question": question,
            "place": place,
            "periods": [(months, self.href(meses=months), months == question.months) for months in PERIODS],
            "places": self.places(),
            "clocks": clock_figures(figures.total, rule_values()["target_minutes"]),
            "share_chart": share_chart(figures, chart),
            "median_chart": median_chart(figures, run),
            "signals": [*share_signals(figures, chart), *median_signals(figures, run)],
            "too_few": "" if chart else LEAST_POINTS,
            "late": [(reason_label(reason), count) for reason, count in figures.late],
            "closed": [(closing_label(reason), count) for reason, count in figures.closed],
            "hospitals": [(row, self.href(hospital=row.unit.clues)) for row in figures.hospitals],
            "crumbs": [(_("Hora dorada"), self.above), (_("Cifras"), "")],
        }  # fmt: skip

    def place(self, units: UnitQuerySet) -> str:
        """Where the figures are from, when it is not all that the person sees; 404 where nothing of that is theirs."""
        question = self.question
        if not (question.delegation or question.clues):
            return ""
        first = units.select_related("delegation").first()
        if first is None:
            raise Http404
        return first.name if question.clues else first.delegation.name

    @property
    def above(self) -> str:
        """The live page, for whoever may open it."""
        return reverse("pediatric:fever") if units_of(self.person).exists() else ""

    def href(self, **changed: Any) -> str:
        """This page, asked for something else."""
        asked = {DELEGATION: self.question.delegation, UNIT: self.question.clues, MONTHS: self.question.months}
        return "?" + urlencode({name: value for name, value in (asked | changed).items() if value})

    def places(self) -> list[tuple[str, str, bool]]:
        """What the figures may be narrowed to: delegations of the country, hospitals of one; and each one's link."""
        question, seen = self.question, Unit.objects.visible_to(self.person)
        delegations = list(Delegation.objects.filter(units__in=seen).distinct().order_by("name"))
        if len(delegations) > 1 and not question.delegation:
            return [(row.name, self.href(delegacion=row.code, hospital=""), False) for row in delegations]
        here = seen.filter(delegation__code=question.delegation) if question.delegation else seen
        treated = here.filter(provides_chemotherapy=True).order_by("name")
        return [(row.name, self.href(hospital=row.clues), row.clues == question.clues) for row in treated[:40]]

    def files(self, context: Mapping[str, Any]) -> Mapping[str, FileTable]:
        return figure_files(context["figures"])


def shares(figures: GoldenFigures) -> list[Count]:
    """Month by month, from the arrival."""
    return [clocks.arrival for clocks in figures.months.values()]


def clock_figures(total: TwoClocks, target: Any) -> list[dict[str, Any]]:
    """The two clocks: median and share within the target, each with how many stand behind it."""
    told = (
        (_("De la llegada al antibiótico"), total.arrival),
        (_("De la indicación al antibiótico"), total.order),
    )
    found = []
    for label, count in told:
        basis = _("mediana de %(n)s episodios") % {"n": grouped(count.n)}
        minutes = None if count.median is None else round(count.median)
        found.append(figure(label, minutes, unit=_("min"), basis=basis))
        within = _("%(part)s de %(n)s") % {"part": grouped(count.within), "n": grouped(count.n)}
        text = None if count.percent is None else percent_text(count.percent)
        found.append(
            figure(_("En %(n)s min o menos") % {"n": grouped(target)}, text, basis=f"{within} · {label.lower()}")
        )
    return found


def month_name(month: date) -> str:
    """`feb 2026`, below a drawing."""
    return spelled(month, "M Y")


def month_in_full(month: date) -> str:
    """`febrero de 2026`, in a sentence."""
    return spelled(month, _(r"F \d\e Y"))


def share_chart(figures: GoldenFigures, chart: ControlChart | None) -> SafeString | str:
    """The share in time by month, with its usual share and limits where there are points enough."""
    counts = shares(figures)
    if not any(count.n for count in counts):
        return ""
    series = [Series(_("En la hora"), [count.percent for count in counts], unit=" %")]
    if chart:
        series += [
            Series(_("Lo habitual"), [100 * chart.centre] * len(counts), unit=" %"),
            Series(_("Límite inferior"), [100 * limit.lower if limit else None for limit in chart.limits], unit=" %"),
            Series(_("Límite superior"), [100 * limit.upper if limit else None for limit in chart.limits], unit=" %"),
        ]
    labels = [month_name(month) for month in figures.months]
    return trend(labels, series, title=_("Con antibiótico en la hora, por mes"), low=0, high=100, head=_("Mes"))


def median_chart(figures: GoldenFigures, run: RunChart | None) -> SafeString | str:
    """The medians of both clocks by month, with the centre of the first where there are points enough."""
    months = list(figures.months.values())
    if not any(clocks.arrival.n for clocks in months):
        return ""
    series = [
        Series(_("Desde la llegada"), [clocks.arrival.median for clocks in months], unit=" min"),
        Series(_("Desde la indicación"), [clocks.order.median for clocks in months], unit=" min"),
    ]
    if run:
        series.append(Series(_("Mediana del periodo"), [run.centre] * len(months), unit=" min"))
    labels = [month_name(month) for month in figures.months]
    return trend(labels, series, title=_("Minutos hasta el antibiótico, mediana por mes"), head=_("Mes"))


def share_signals(figures: GoldenFigures, chart: ControlChart | None) -> list[str]:
    """What the control chart says, in words."""
    if chart is None:
        return []
    months, told = list(figures.months), []
    for index in chart.signals.outside:
        share, limit = shares(figures)[index].share, chart.limits[index]
        words = {"month": month_in_full(months[index])}
        if share is not None and limit is not None and share < limit.lower:
            told.append(_("En %(month)s llegaron a tiempo menos que lo que explica el azar: busque qué pasó.") % words)
        else:
            told.append(
                _("En %(month)s llegaron a tiempo más que lo que explica el azar: busque qué se hizo bien.") % words
            )
    months_of_shift = {"n": CHART_SHIFT}
    if chart.signals.better_from is not None:
        since = months_of_shift | {"month": month_in_full(months[chart.signals.better_from])}
        told.append(_("Desde %(month)s, %(n)d meses seguidos por encima de lo habitual: mejoró.") % since)
    if chart.signals.worse_from is not None:
        since = months_of_shift | {"month": month_in_full(months[chart.signals.worse_from])}
        told.append(_("Desde %(month)s, %(n)d meses seguidos por debajo de lo habitual: empeoró.") % since)
    return told


def median_signals(figures: GoldenFigures, run: RunChart | None) -> list[str]:
    """What the run chart says, in words."""
    if run is None:
        return []
    months, told = list(figures.months), []
    if run.signals.better_from is not None:
        since = {"n": RUN_SHIFT, "month": month_in_full(months[run.signals.better_from])}
        told.append(
            _("Desde %(month)s, %(n)d medianas seguidas por debajo de la del periodo: se da más pronto.") % since
        )
    if run.signals.worse_from is not None:
        since = {"n": RUN_SHIFT, "month": month_in_full(months[run.signals.worse_from])}
        told.append(
            _("Desde %(month)s, %(n)d medianas seguidas por encima de la del periodo: se da más tarde.") % since
        )
    return told


def _rounded(path: str) -> Any:
    def of(row: Any) -> float | None:
        value = row
        for name in path.split("."):
            value = getattr(value, name)
        return None if value is None else round(value, 1)

    return of


def _counts(label: str, name: str, path: str) -> list[Column]:
    words = {"clock": label}
    return [
        Column(_("Episodios, %(clock)s") % words, f"{path}{name}.n"),
        Column(_("En la hora, %(clock)s") % words, f"{path}{name}.within"),
        Column(_("Porcentaje, %(clock)s") % words, _rounded(f"{path}{name}.percent")),
        Column(_("Mediana en minutos, %(clock)s") % words, _rounded(f"{path}{name}.median")),
    ]


def figure_files(figures: GoldenFigures) -> Mapping[str, FileTable]:
    """The tables of the page, complete."""
    clocks = [
        *_counts(_("desde la llegada"), "arrival", "clocks."),
        *_counts(_("desde la indicación"), "order", "clocks."),
    ]
    months: Sequence[Any] = [_Month(month, clocks_of) for month, clocks_of in figures.months.items()]
    hospitals = [
        Column("CLUES", "unit.clues"),
        Column(_("Hospital"), "unit.name", 32),
        Column(_("Delegación"), "unit.delegation.name", 24),
    ]
    reasons = [Column(gettext_lazy("Motivo"), _reason, 40), Column(gettext_lazy("Episodios"), lambda row: row[1])]
    return {
        "meses": FileTable("hora-dorada-meses", [Column(_("Mes"), "month"), *clocks], months),
        "hospitales": FileTable("hora-dorada-hospitales", [*hospitals, *clocks], figures.hospitals),
        "motivos": FileTable("hora-dorada-motivos", reasons, figures.late),
    }


def _reason(row: tuple[str, int]) -> str:
    return reason_label(row[0]) or str(_("Nadie lo dijo"))


class _Month:
    """A row of the months' file."""

    def __init__(self, month: date, clocks: TwoClocks) -> None:
        self.month, self.clocks = month, clocks
