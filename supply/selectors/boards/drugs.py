"""Drugs of a week: which are at zero, which were denied, which expire. One query for the week and the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from supply.models.drug import label_of
from supply.selectors.boards.totals import SUM_COLUMNS, Totals, change
from supply.weeks import IsoWeek

_NAMES = ("drug__generic_name", "drug__strength", "drug__strength_unit", "drug__form")


@dataclass(frozen=True)
class DrugRow:
    """A drug in a week (`now`) and in the week it is compared with (`before`, None where it had no row)."""

    drug_id: int
    code: str | None
    label: str
    ven: str
    now: Totals
    before: Totals | None

    @property
    def change_usable(self) -> int | None:
        return self.now.usable - self.before.usable if self.before else None

    @property
    def change_out(self) -> int | None:
        return self.now.pairs_out - self.before.pairs_out if self.before else None

    @property
    def change_denied(self) -> int | None:
        return self.now.denied - self.before.denied if self.before else None

    @property
    def change_level(self) -> float | None:
        return change(self.now.level, self.before.level if self.before else None)


def drug_rows(cells: QuerySet[Any], *, week: IsoWeek, before: IsoWeek, kind: str) -> list[DrugRow]:
    """The drugs of `cells` (one row a drug, week and kind of place: a country's or one delegation's), by name."""
    found = cells.filter(place_kind=kind, week__in=[week.monday, before.monday]).order_by(
        "drug__generic_name", "drug__code"
    )
    rows: dict[tuple[int, date], Totals] = {}
    named: dict[int, tuple[str | None, str, str]] = {}
    columns = ("week", "drug_id", "drug__code", "drug__ven", *_NAMES, *SUM_COLUMNS)
    for monday, drug_id, code, ven, name, strength, unit, form, *sums in found.values_list(*columns):
        rows[drug_id, monday] = Totals._make(sums)
        if drug_id not in named:
            named[drug_id] = (code, label_of(name, strength, unit, form), ven)
    return [
        DrugRow(drug_id, *named[drug_id], now, rows.get((drug_id, before.monday)))
        for drug_id in named
        if (now := rows.get((drug_id, week.monday))) is not None
    ]


def at_zero(rows: Iterable[DrugRow]) -> list[DrugRow]:
    """Drugs with some unit at zero, the most units first, then the most denied."""
    found = [row for row in rows if row.now.pairs_out]
    return sorted(found, key=lambda row: (-row.now.pairs_out, -row.now.denied, row.label))


def denied(rows: Iterable[DrugRow]) -> list[DrugRow]:
    """Drugs with denied prescriptions, the most denied first."""
    return sorted((row for row in rows if row.now.denied), key=lambda row: (-row.now.denied, row.label))


def expiring(rows: Iterable[DrugRow]) -> list[DrugRow]:
    """Drugs with pieces that expire within 90 days, the soonest and most first."""
    found = [row for row in rows if row.now.expiring_90]
    return sorted(found, key=lambda row: (-row.now.expiring_30, -row.now.expiring_60, -row.now.expiring_90, row.label))


def worst(rows: Iterable[DrugRow]) -> list[DrugRow]:
    """Drugs with pairs out or critical, the most denied first, then the most pairs."""
    found = [row for row in rows if row.now.unsafe]
    return sorted(found, key=lambda row: (-row.now.denied, -row.now.pairs_out, -row.now.unsafe, row.label))


def of_code(rows: Sequence[DrugRow], code: str) -> list[DrugRow]:
    """The rows of one drug, or all where none is named."""
    return [row for row in rows if row.code == code] if code else list(rows)
