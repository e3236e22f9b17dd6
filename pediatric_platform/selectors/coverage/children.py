"""Children against their next sessions, per place: what every coverage board counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Max, Q, QuerySet, Value, When

from delegations.models import Person
from pediatric_platform.reach import HORIZONS, NOBODY, RANKS, Ranks, Reaches, reaches_of, seen_as, worst
from pediatric_platform.selectors.coverage.ages import DataAges, ages_of
from supply.models import RequirementPackage

FAR = HORIZONS[-1]
RANK = Case(*(When(status=status, then=Value(rank)) for status, rank in RANKS.items()), output_field=IntegerField())


def until(today: date, days: int) -> date:
    """The last day of a horizon: today is its first."""
    return today + timedelta(days=days - 1)


def upcoming(person: Person, today: date, days: int = FAR) -> QuerySet[RequirementPackage]:
    """Packages of the next days that the person sees."""
    return RequirementPackage.objects.visible_to(person).needed_between(today, until(today, days))


@dataclass(frozen=True)
class ChildStates:
    """How each child stands at each unit: (unit, folio) → the worst of each horizon, stale data seen as unknown."""

    today: date
    ranks: Mapping[tuple[int, str], Ranks]
    ages: DataAges

    def by(self, group_of_unit: Mapping[int, Hashable]) -> dict[Any, Reaches]:
        """Counted per group; who is treated at two units of a group counts once in it."""
        merged: dict[tuple[Hashable, str], Ranks] = {}
        for (unit_id, folio), ranks in self.ranks.items():
            key = (group_of_unit[unit_id], folio)
            known = merged.get(key)
            merged[key] = ranks if known is None else worst(known, ranks)
        counted = Counter((group, ranks) for (group, _folio), ranks in merged.items())
        found: dict[Any, list[tuple[Ranks, int]]] = {}
        for (group, ranks), how_many in counted.items():
            found.setdefault(group, []).append((ranks, how_many))
        return {group: reaches_of(pairs) for group, pairs in found.items()}

    @property
    def total(self) -> Reaches:
        """All of it together."""
        return self.by(dict.fromkeys(self.units, "")).get("", NOBODY)

    @property
    def units(self) -> Collection[int]:
        return self.ages.last.keys()


def child_states(packages: QuerySet[RequirementPackage], today: date, now: datetime) -> ChildStates:
    """Of the packages given, in two queries however many there are."""
    columns: dict[str, Any] = {
        f"rank_{days}": Max(RANK, filter=Q(needed_on__lte=until(today, days))) for days in HORIZONS[:-1]
    }
    columns[f"rank_{FAR}"] = Max(RANK)
    computed_at = "unit__coverage_run__computed_at"
    rows = packages.order_by().values_list("unit_id", "folio", computed_at).annotate(**columns)
    found: dict[tuple[int, str], Ranks] = {}
    runs: dict[int, datetime | None] = {}
    for unit_id, folio, run, *ranks in rows:
        found[unit_id, folio] = tuple(rank or 0 for rank in ranks)
        runs[unit_id] = run
    ages = ages_of(runs, now, {unit_id: run for unit_id, run in runs.items() if run})
    if stale := set(ages.stale):
        for key, child in found.items():
            if key[0] in stale:
                found[key] = tuple(seen_as(rank, is_known=False) for rank in child)
    return ChildStates(today, found, ages)
