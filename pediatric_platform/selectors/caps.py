"""Caps per administration that safety rules set, beside those of the regimens' own lines."""

from __future__ import annotations

from pediatric_platform.models import Guard, GuardKind
from pediatric_platform.plan_rules import Caps


def caps() -> Caps:
    """(ingredient, route or "" for every route, unit) → most of one administration."""
    rows = Guard.objects.filter(kind=GuardKind.CAP, limit__isnull=False)
    return {
        (inn, route, unit): limit
        for inn, route, unit, limit in rows.values_list("inn", "route", "unit", "limit")
        if limit is not None
    }
