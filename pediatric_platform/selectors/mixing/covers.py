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
    """Drug → the first sessions of the unit that the spared pieces complete: all that each lacks is spared; one query.

    In the order in which the allocation serves them; one that needs more than is left is passed over.
    """
    if unit_id is None or not spared:
        return {}
    uncovered = Requirement.objects.filter(
        package__unit=unit_id,
        package__needed_on__gt=day,
        package__needed_on__lte=day + timedelta(days=LOOK_AHEAD_DAYS),
        status=CoverageStatus.UNCOVERED,
    )
    rows = (
        uncovered.filter(package__in=uncovered.filter(drug__in=spared).values("package"))
        .order_by("package__needed_on", "package__priority", "package__reference", "drug")
        .values_list("package", "package__folio", "package__needed_on", "drug", "short")
    )
    lacking: dict[tuple[int, str, date], dict[int, int]] = {}
    for package_id, folio, on, drug_id, short in rows:
        lacking.setdefault((package_id, folio, on), {})[drug_id] = short
    left = dict(spared)
    found: dict[int, list[Covered]] = {}
    for (_package, folio, on), wanted in lacking.items():
        if all(pieces <= left.get(drug_id, 0) for drug_id, pieces in wanted.items()):
            for drug_id, pieces in wanted.items():
                left[drug_id] -= pieces
                found.setdefault(drug_id, []).append(Covered(folio, on, pieces))
    return found
