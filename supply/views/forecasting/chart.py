"""A series and its forecast as SVG: what was asked for as bars, weeks without stock shaded, the intervals as bands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from delegations.charts.numbers import coordinate, grouped, nice_ceiling, short
from supply.selectors.forecasting.series import Week
from supply.weeks import IsoWeek

WIDTH, HEIGHT, LABELS = 1000, 240, 6
BANDS = (("0.05", "0.95", "wide"), ("0.25", "0.75", "near"))


@dataclass(frozen=True)
class AheadWeek:
    """A week to come as the page's table says it."""

    week: IsoWeek
    dated: int
    rest: float
    low: float
    middle: float
    high: float
    higher: float

    @property
    def expected(self) -> float:
        return self.dated + self.rest


def weeks_ahead(through: IsoWeek, profile: dict[str, Any]) -> list[AheadWeek]:
    """The forecast by week; quantiles that were not kept are those next to them."""
    quantiles = profile["quantiles"]
    low, middle, high, higher = (quantiles.get(name, quantiles["0.5"]) for name in ("0.05", "0.5", "0.9", "0.95"))
    return [
        AheadWeek(
            through.next(at + 1), profile["dated"][at], profile["mean"][at], low[at], middle[at], high[at], higher[at]
        )
        for at in range(len(profile["mean"]))
    ]


def drawn(history: Sequence[Week], profile: dict[str, Any] | None, ahead: Sequence[AheadWeek]) -> SafeString:
    """The figure, with what it says in words; the numbers stand in the tables below it."""
    peak = max([week.asked or 0 for week in history] + [week.higher for week in ahead], default=0) or 1
    top = nice_ceiling(float(peak))
    count = max(len(history) + len(ahead), 1)
    step = WIDTH / count
    parts = [f'<path class="axis" d="M0 {coordinate(HEIGHT * at / 4)}H{WIDTH}"/>' for at in range(4)]
    parts += _out(history, step) + _bars(history, step, top)
    if profile and ahead:
        parts += _fan(profile, len(history), step, top)
        parts += _dated(ahead, len(history), step, top)
        here = coordinate(len(history) * step)
        parts.append(f'<path class="now" d="M{here} 0V{HEIGHT}"/>')
    parts.append(f'<path class="axis base" d="M0 {HEIGHT}H{WIDTH}"/>')
    weeks = [week.week for week in history] + [week.week for week in ahead]
    return format_html(
        '<div class="trend forecast"><ul class="legend trend-legend">{}</ul>'
        '<ul class="trend-y" aria-hidden="true">{}</ul>'
        '<svg class="trend-plot" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        '<ul class="trend-x" aria-hidden="true">{}</ul></div>',
        _legend(bool(ahead)),
        format_html_join("", "<li>{}</li>", ((short(top * at / 4),) for at in range(4, -1, -1))),
        str(WIDTH), str(HEIGHT), _spoken(history, ahead),
        mark_safe("".join(parts)),  # noqa: S308 - our own numbers and class names
        format_html_join("", "<li>{}</li>", ((str(week),) for week in _ticks(weeks))),
    )  # fmt: skip


def _y(value: float, top: float) -> str:
    return coordinate(HEIGHT - value / top * HEIGHT)


def _out(history: Sequence[Week], step: float) -> list[str]:
    return [
        f'<rect class="out{" full" if week.days_out >= 4 else ""}" x="{coordinate(at * step)}" y="0" '
        f'width="{coordinate(step)}" height="{HEIGHT}"/>'
        for at, week in enumerate(history)
        if week.days_out
    ]


def _bars(history: Sequence[Week], step: float, top: float) -> list[str]:
    return [
        f'<rect class="asked" x="{coordinate(at * step + step * 0.15)}" y="{_y(week.asked, top)}" '
        f'width="{coordinate(step * 0.7)}" height="{coordinate(week.asked / top * HEIGHT)}"/>'
        for at, week in enumerate(history)
        if week.asked
    ]


def _fan(profile: dict[str, Any], first: int, step: float, top: float) -> list[str]:
    found = []
    quantiles = profile["quantiles"]
    for low, high, css in BANDS:
        if low in quantiles and high in quantiles:
            found.append(
                f'<path class="band {css}" d="M{_steps(quantiles[high], first, step, top)}'
                f'L{_steps(quantiles[low], first, step, top, backwards=True)}z"/>'
            )
    found.append(f'<path class="middle" d="M{_steps(quantiles["0.5"], first, step, top)}"/>')
    return found


def _steps(values: Sequence[float], first: int, step: float, top: float, *, backwards: bool = False) -> str:
    """Level over each week, from its beginning to its end."""
    points = [
        f"{coordinate((first + at + side) * step)} {_y(value, top)}"
        for at, value in enumerate(values)
        for side in (0, 1)
    ]
    return "L".join(reversed(points) if backwards else points)


def _dated(ahead: Sequence[AheadWeek], first: int, step: float, top: float) -> list[str]:
    return [
        f'<rect class="dated" x="{coordinate((first + at) * step + step * 0.15)}" y="{_y(week.dated, top)}" '
        f'width="{coordinate(step * 0.7)}" height="{coordinate(week.dated / top * HEIGHT)}"/>'
        for at, week in enumerate(ahead)
        if week.dated
    ]


def _legend(with_forecast: bool) -> SafeString:
    shown = [("asked", _("Se pidió")), ("out full", _("Semana con días sin existencia"))]
    if with_forecast:
        shown += [
            ("dated", _("Con fecha: dosis programadas")),
            ("band near", _("Entre 25 y 75 %")),
            ("band wide", _("Entre 5 y 95 %")),
        ]
    return format_html_join(
        "",
        '<li><svg viewBox="0 0 18 12" aria-hidden="true"><rect class="{}" width="18" height="12" rx="2"/></svg>{}</li>',
        shown,
    )


def _spoken(history: Sequence[Week], ahead: Sequence[AheadWeek]) -> str:
    asked = sum(week.asked or 0 for week in history)
    said = _("%(n)d semanas de historia, %(asked)s piezas pedidas.") % {"n": len(history), "asked": grouped(asked)}
    if ahead:
        expected = sum(week.expected for week in ahead)
        said += " " + _("Para las próximas %(n)d semanas se esperan %(pieces)s piezas.") % {
            "n": len(ahead),
            "pieces": grouped(round(expected)),
        }
    return said


def _ticks(weeks: Sequence[IsoWeek]) -> list[IsoWeek]:
    count = min(LABELS, len(weeks))
    if count <= 1:
        return list(weeks)
    return [weeks[round(at * (len(weeks) - 1) / (count - 1))] for at in range(count)]
