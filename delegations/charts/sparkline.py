"""A word-sized line: the shape of the last weeks, nothing to read off."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from delegations.charts.numbers import Number, as_float, coordinate, known

WIDTH, HEIGHT = 100, 20


def line_path(
    values: Sequence[float | None], *, low: float, high: float, width: float, height: float, places: int = 1
) -> str:
    """The `d` of a line through the values, left to right; a gap lifts the pen, a lone point becomes a short stroke."""
    span = (high - low) or 1.0
    step = width / max(len(values) - 1, 1)
    parts: list[str] = []
    pen_down = False
    for index, value in enumerate(values):
        if value is None:
            pen_down = False
            continue
        x, y = coordinate(index * step, places), coordinate(height - (value - low) / span * height, places)
        parts.append(f"{'L' if pen_down else 'M'}{x} {y}")
        alone = not pen_down and (index + 1 == len(values) or values[index + 1] is None)
        if alone:
            parts.append("h.1")
        pen_down = True
    return "".join(parts)


def sparkline(
    values: Sequence[Number | None], *, label: str = "", area: bool = False, floor: Number | None = None
) -> SafeString:
    """An SVG of the values. With `label` it is an image that says so; without, decoration beside the figure it repeats.

    `floor` fixes the bottom (0 for stocks); without it the line uses its whole height. Nothing known: no drawing.
    """
    points = [as_float(value) for value in values]
    present = known(points)
    if len(present) < 2:
        return mark_safe("")
    low = min(present) if floor is None else min(float(floor), *present)
    high = max(present)
    if high == low:  # a flat series runs through the middle, not along the edge
        low, high = low - 1, high + 1
    path = line_path(points, low=low, high=high, width=WIDTH, height=HEIGHT, places=0)
    # The path is made of our own numbers; only the label is a stranger's.
    fill = f'<path class="spark-area" d="{path}L{WIDTH} {HEIGHT}L0 {HEIGHT}z"/>' if area and None not in points else ""
    role = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return mark_safe(
        f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" {role}>'
        f'{fill}<path class="spark-line" d="{path}"/></svg>'
    )
