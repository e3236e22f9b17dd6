"""Claves en cero of a week: by drug, how many units have none, over whatever a person sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from delegations.models import Person
from supply.models import WeekCell, WeeklyLine, WeeklyReport
from supply.models._sums import PAIR_COLUMNS
from supply.models.drug import label_of
from supply.models.weekly_line import LineKind
from supply.weeks import IsoWeek

_DRUG = ("drug_id", "drug__code", "drug__generic_name", "drug__strength", "drug__strength_unit", "drug__form")


@dataclass(frozen=True)
class ZeroDrug:
    """`pairs_out` of `pairs` that must carry the drug have none; usable pieces and denied prescriptions of them all."""

    drug_id: int
    code: str | None
    label: str
    usable: int
    pairs_out: int
    pairs: int
    denied: int


def zero_drugs(
    person: Person, *, week: IsoWeek, kind: str = LineKind.WHOLE, delegation_id: int | None = None
) -> list[ZeroDrug]:
    """Drugs with some pair at zero, the most pairs first, then the most denied. One query.

    From the delegations' sums; for people of single units, who see none of those, from their units' own lines.
    """
    cells = WeekCell.objects.visible_to(person).filter(week=week.monday, place_kind=kind)
    if delegation_id is not None:
        cells = cells.filter(delegation_id=delegation_id)
    pairs = sum((Sum(name) for name in PAIR_COLUMNS[1:]), start=Sum(PAIR_COLUMNS[0]))
    found = _rows(
        cells.order_by()
        .values_list(*_DRUG)
        .annotate(Sum("usable"), Sum("pairs_out"), carried=pairs, told=Sum("denied"))
    )
    if not found and not cells.exists():
        reports = WeeklyReport.objects.visible_to(person).of_week(week)
        if delegation_id is not None:
            reports = reports.filter(delegation_id=delegation_id)
        lines = WeeklyLine.objects.filter(report__in=reports, place_kind=kind).order_by()
        out, carried = Count("id", filter=Q(category="out")), Count("id", filter=Q(assorted=True))
        found = _rows(lines.values_list(*_DRUG).annotate(Sum("usable"), zero=out, carried=carried, told=Sum("denied")))
    return sorted(found, key=lambda row: (-row.pairs_out, -row.denied, row.label))


def _rows(rows: object) -> list[ZeroDrug]:
    return [
        ZeroDrug(row[0], row[1], label_of(*row[2:6]), *row[6:])
        for row in rows  # type: ignore[attr-defined]
        if row[7]
    ]
