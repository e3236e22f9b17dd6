"""What plans share with their pages: a line under the lowest cap that holds for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from pediatric_platform.dosing import AREA_UNDER_THE_CURVE, MILLIGRAMS
from pediatric_platform.regimen_shape import LineShape

# (ingredient, route or "" for every route, unit) → most of one administration.
Caps = Mapping[tuple[str, str, str], Decimal]


def lowest_cap(found: Caps, *, inn: str, route: str, unit: str, own: Decimal | None = None) -> Decimal | None:
    """The lowest of a line's own cap and the rules'; None where there is none."""
    limits = [own, found.get((inn, "", unit)), found.get((inn, route, unit))]
    return min((limit for limit in limits if limit is not None), default=None)


def capped(line: LineShape, limits: Caps) -> LineShape:
    """The line under the lowest cap that holds for it."""
    unit = MILLIGRAMS if line.unit == AREA_UNDER_THE_CURVE else line.unit
    cap = lowest_cap(limits, inn=line.inn, route=line.route, unit=unit, own=line.max_amount)
    return line if cap == line.max_amount else replace(line, max_amount=cap)
