"""The worst (unit, drug) pairs of a week, each with who can be called about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from delegations.models import Person
from delegations.scoping import scope_of
from supply.coverage import UNSAFE
from supply.models import WeeklyLine, WeeklyReport
from supply.models.drug import label_of
from supply.models.weekly_line import LineKind
from supply.selectors.boards.managers import Manager, managers_of
from supply.weeks import IsoWeek

_COLUMNS = (
    "report__unit_id",
    "report__unit__clues",
    "report__unit__name",
    "report__delegation_id",
    "report__delegation__code",
    "drug_id",
    "drug__code",
    "drug__generic_name",
    "drug__strength",
    "drug__strength_unit",
    "drug__form",
    "category",
    "usable",
    "days_out",
    "denied",
    "cpm",
    "days_of_coverage",
)


@dataclass(frozen=True)
class WorstPair:
    """A drug that a unit must carry and has none, or nearly none, of. `cpm` in pieces a month."""

    unit_id: int
    clues: str
    unit: str
    delegation_id: int
    delegation: str
    drug_id: int
    code: str | None
    drug: str
    category: str
    usable: int
    days_out: int
    denied: int
    cpm: Decimal
    days_of_coverage: Decimal | None
    manager: Manager | None


def worst_pairs(
    person: Person, *, week: IsoWeek, limit: int, delegation_id: int | None = None, drug: str = ""
) -> list[WorstPair]:
    """Pairs out or critical over the whole unit, in order of harm: most prescriptions denied, most days out, most
    consumed. Two queries: the pairs, and the managers of their units."""
    lines = WeeklyLine.objects.filter(
        report__week=week.monday, report__unit__isnull=False, place_kind=LineKind.WHOLE, category__in=UNSAFE
    )
    if not scope_of(person).is_national:  # whoever sees the country needs no list of reports: half the planning
        lines = lines.filter(report__in=WeeklyReport.objects.visible_to(person).of_week(week))
    if delegation_id is not None:
        lines = lines.filter(report__delegation_id=delegation_id)
    if drug:
        lines = lines.filter(drug__code=drug)
    lines = lines.order_by("-denied", "-days_out", "-cpm", "drug__generic_name", "report__unit__clues")
    rows: list[Any] = list(lines.values_list(*_COLUMNS)[:limit])
    managers = managers_of(units={row[0] for row in rows}, delegations={row[3] for row in rows})
    found: list[tuple[Any, ...]] = [
        (*row[:7], label_of(*row[7:11]), *row[11:], managers.of(row[0], row[3])) for row in rows
    ]
    return [WorstPair(*values) for values in found]
