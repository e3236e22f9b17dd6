"""Which sessions to come the spared pieces would complete."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from supply.models import CoverageStatus, Requirement

LOOK_AHEAD_DAYS = 28


@dataclass(frozen=True, slots=True)
class Covered:
    """A session to come that lacks pieces of a drug, by folio and day: never a name."""

    folio: str
    on: date
    pieces: int


def sessions_covered(unit_id: int | None, spared: Mapping[int, int], day: date) -> dict[int, list[Covered]]:
    """Drug → the first sessions of the unit whose shortage of it the spared pieces make up for; one query.

    In the order in which the allocation serves them; one that needs more than is left is passed over.
    """
    if unit_id is None or not spared:
        return {}
    rows = (
        Requirement.objects.filter(
            package__unit=unit_id,
            package__needed_on__gt=day,
            package__needed_on__lte=day + timedelta(days=LOOK_AHEAD_DAYS),
            drug__in=spared,
            status=CoverageStatus.UNCOVERED,
        )
        .order_by("package__needed_on", "package__priority", "package__reference")
        .values_list("drug", "package__folio", "package__needed_on", "short")
    )
    left = dict(spared)
    found: dict[int, list[Covered]] = {}
    for drug_id, folio, on, short in rows:
        if short <= left[drug_id]:
            left[drug_id] -= short
            found.setdefault(drug_id, []).append(Covered(folio, on, short))
    return found
