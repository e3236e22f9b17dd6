"""Weeks on a line: several series as lines or stacked areas, labels in HTML, the numbers in a table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from delegations.charts.numbers import Number, as_float, coordinate, grouped, known, nice_ceiling, short
from delegations.charts.sparkline import line_path

WIDTH, HEIGHT, X_LABELS = 1000, 240, 7
DASHES = ("", "dash", "long", "dot", "dash")


@dataclass(frozen=True)
class Series:
    """One line (or layer): its name and one value per week, None where nothing is known."""

    label: str | Promise
    values: Sequence[Number | None]
    unit: str = ""
    points: list[float | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "points", [as_float(value) for value in self.values])

    @property
    def last(self) -> float | None:
        present = known(self.points)
        return present[-1] if present else None


def _steps(span: float) -> int:
    """Four steps, or five where only those end on whole tens or units (50 to 100)."""
    return 5 if (span / 4) % 1 and not (span / 5) % 1 else 4


def _grid(steps: int) -> str:
    lines = []
    for step in range(steps + 1):
        y = coordinate(HEIGHT * step / steps)
        css = "axis base" if step == steps else "axis"
        lines.append(f'<path class="{css}" d="M0 {y}H{WIDTH}"/>')
    return "".join(lines)


def _lines(series: Sequence[Series], low: float, high: float) -> str:
    return "".join(
        f'<path class="series s{index % 5 + 1} {DASHES[index % 5]}" '
        f'd="{line_path(one.points, low=low, high=high, width=WIDTH, height=HEIGHT)}"/>'
        for index, one in enumerate(series)
    )


def _layers(series: Sequence[Series], high: float) -> str:
    """Stacked areas, the first at the bottom; a gap counts as nothing in its layer."""
    weeks = len(series[0].points) if series else 0
    step = WIDTH / max(weeks - 1, 1)
    below = [0.0] * weeks
    drawn = []
    for index, one in enumerate(series):
        below = [base + (value or 0.0) for base, value in zip(below, one.points, strict=True)]
        # Each layer reaches down to the axis and the next is drawn behind it: half the points of a band.
        edge = (
            f"{coordinate(i * step, 0)} {coordinate(HEIGHT - value / high * HEIGHT, 0)}"
            for i, value in enumerate(below)
        )
        drawn.append(f'<path class="area s{index % 5 + 1}" d="M0 {HEIGHT}L{"L".join(edge)}V{HEIGHT}z"/>')
    drawn.reverse()
    return "".join(drawn)


def _shown(value: float | None) -> str:
    return grouped(value, 0 if value is None or value.is_integer() else 1)


def _ticks(labels: Sequence[str]) -> list[str]:
    """Evenly spaced labels, the first and the last always among them."""
    count = min(X_LABELS, len(labels))
    if count <= 1:
        return list(labels)
    return [labels[round(index * (len(labels) - 1) / (count - 1))] for index in range(count)]


def _table(
    title: str, labels: Sequence[str], series: Sequence[Series], total: Sequence[float] | None, head: str
) -> SafeString:
    heads = [one.label for one in series] + ([_("Total")] if total is not None else [])
    rows = []
    for index in reversed(range(len(labels))):
        values = [one.points[index] for one in series] + ([total[index]] if total is not None else [])
        cells = "".join(f'<td class="num">{_shown(value)}</td>' for value in values)
        rows.append(format_html('<tr><th scope="row">{}</th>{}</tr>', labels[index], mark_safe(cells)))
    return format_html(
        '<details class="chart-data"><summary>{}</summary><div class="table-wrap" tabindex="0" role="region" '
        'aria-label="{}"><table class="table dense"><thead><tr><th scope="col">{}</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div></details>",
        _("Ver como tabla"), title, head,
        format_html_join("", '<th scope="col" class="num">{}</th>', ((head,) for head in heads)),
        mark_safe("".join(rows)),
    )  # fmt: skip


def _legend(series: Sequence[Series], stacked: bool) -> SafeString:
    layer, line = (
        '<rect class="area s{0}" width="18" height="12" rx="2"/>',
        '<path class="series s{0} {1}" d="M0 6H18"/>',
    )
    shape = layer if stacked else line
    return format_html_join(
        "",
        '<li><svg viewBox="0 0 18 12" aria-hidden="true">{}</svg>{}<span class="strong num">{}{}</span></li>',
        (
            (
                mark_safe(shape.format(index % 5 + 1, DASHES[index % 5])),
                one.label,
                _shown(one.last),
                one.unit,
            )
            for index, one in enumerate(series)
        ),
    )  # fmt: skip


def trend(
    labels: Sequence[str],
    series: Iterable[Series],
    *,
    title: str,
    stacked: bool = False,
    low: Number = 0,
    high: Number | None = None,
    with_table: bool = True,
    head: str = "",
) -> SafeString:
    """Series over weeks (`labels`, oldest first, one per value). `low`/`high` fix the axis; stacked always starts at 0.

    `head` names what the labels are where they are not weeks.

    ValueError when a series has not one value per label.
    """
    series = list(series)
    for one in series:
        if len(one.points) != len(labels):
            raise ValueError(f"series {one.label!s} has {len(one.points)} values for {len(labels)} labels")
    total = [sum(value or 0.0 for value in week) for week in zip(*(one.points for one in series), strict=True)]
    floor = 0.0 if stacked else float(low)
    peak = max(total if stacked else [value for one in series for value in known(one.points)], default=0.0)
    top = float(high) if high is not None else floor + nice_ceiling(peak - floor)
    drawn = _layers(series, top) if stacked else _lines(series, floor, top)
    steps = _steps(top - floor)
    ticks = accumulate([(top - floor) / steps] * steps, initial=floor)
    newest = labels[-1] if labels else ""
    spoken = "; ".join(f"{one.label} {grouped(one.last)}{one.unit}" for one in series)
    return format_html(
        '<div class="trend"><ul class="legend trend-legend">{}</ul><ul class="trend-y" aria-hidden="true">{}</ul>'
        '<svg class="trend-plot" viewBox="0 0 {} {}" preserveAspectRatio="none" role="img" aria-label="{}">{}</svg>'
        '<ul class="trend-x" aria-hidden="true">{}</ul></div>{}',
        _legend(series, stacked),
        format_html_join("", "<li>{}</li>", ((short(tick),) for tick in reversed(list(ticks)))),
        str(WIDTH), str(HEIGHT),
        f"{title}. {newest}: {spoken}",
        mark_safe((_grid(steps) + drawn) if not stacked else (drawn + _grid(steps))),
        format_html_join("", "<li>{}</li>", ((tick,) for tick in _ticks(labels))),
        _table(title, labels, series, total if stacked and len(series) > 1 else None, head or _("Semana"))
        if with_table
        else "",
    )  # fmt: skip
