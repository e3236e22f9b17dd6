"""The board of cases: what stands now, who has it and of what, and how cases went. Ten statements, however many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from delegations.models import Delegation, Person, Posting
from pediatric_platform.models import STANDING, UNSOLVED, Case, CaseEvent, CaseFollower, CaseState, Level, Severity
from pediatric_platform.selectors.cases.listing import with_lateness
from pediatric_platform.selectors.cases.measures import (
    CaseMeasures,
    Spread,
    in_period,
    measures_of,
    percentiles,
    since,
    spread_of,
)
from supply.models.drug import label_of

PERIODS = (28, 90, 365)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands now. `children`: whose, each once."""

    standing: int
    overdue: int
    vital: int
    agenda: int
    to_confirm: int
    uncalled: int
    children: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """Cases of one posting; None: of nobody yet."""

    posting: Posting | None
    standing: int
    overdue: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class DrugRow:
    """Cases of one drug; `drug_id` None: nobody knows which yet."""

    drug_id: int | None
    code: str | None
    label: str
    standing: int
    overdue: int
    units: int
    first_needed: date | None


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """A delegation's cases: now, and how those that ended in the period went."""

    code: str
    name: str
    tile_row: int
    tile_column: int
    standing: int
    overdue: int
    agenda: int
    opened: int
    solved: Spread


@dataclass(frozen=True, slots=True)
class CaseBoard:
    """`last_at`: the last thing that happened to any of these cases."""

    now: datetime
    days: int
    start: datetime
    standing: Standing
    measures: CaseMeasures
    owners: Sequence[OwnerRow]
    drugs: Sequence[DrugRow]
    delegations: Sequence[DelegationRow]
    last_at: datetime | None


OVERDUE = Q(is_overdue=True)


def case_board(person: Person, *, days: int, now: datetime) -> CaseBoard:
    """Over the cases that the person sees; `days` back from now for how they went."""
    seen = Case.objects.visible_to(person)
    start = now - timedelta(days=days)
    standing = with_lateness(seen.filter(state__in=STANDING), now)
    return CaseBoard(
        now=now,
        days=days,
        start=start,
        standing=_standing(standing),
        measures=measures_of(seen, start),
        owners=_owners(standing),
        drugs=_drugs(standing),
        delegations=_delegations(person, seen, standing, start),
        last_at=CaseEvent.objects.filter(case__in=seen).aggregate(last=Max("at"))["last"],
    )


def _standing(rows: QuerySet[Case]) -> Standing:
    row = rows.aggregate(
        standing=Count("pk"),
        overdue=Count("pk", filter=OVERDUE),
        vital=Count("pk", filter=Q(severity=Severity.VITAL, state__in=UNSOLVED)),
        agenda=Count("pk", filter=Q(level=Level.SESSION)),
        to_confirm=Count("pk", filter=Q(state=CaseState.SOLVED)),
        uncalled=Count(
            "pk", filter=Q(state__in=UNSOLVED) & (Q(contact_by__isnull=False) | Q(contacted_at__isnull=True))
        ),
        oldest_at=Min("opened_at"),
    )
    whose = CaseFollower.objects.current().filter(case__in=rows.values("pk"), child__isnull=False)
    return Standing(**row, children=whose.aggregate(n=Count("child", distinct=True))["n"])


def _owners(rows: QuerySet[Case]) -> list[OwnerRow]:
    """Who has most that is late first."""
    found = list(
        rows.order_by()
        .values("owner")
        .annotate(standing=Count("pk"), overdue=Count("pk", filter=OVERDUE), oldest_at=Min("opened_at"))
        .order_by("-overdue", "-standing", "oldest_at")
    )
    postings = Posting.objects.select_related("person", "unit", "delegation").in_bulk(
        [row["owner"] for row in found if row["owner"] is not None]
    )
    return [OwnerRow(postings.get(row["owner"]), row["standing"], row["overdue"], row["oldest_at"]) for row in found]


def _drugs(rows: Any) -> list[DrugRow]:  # a QuerySet of Case; grouped by names that the stubs do not know
    names = {
        part: Coalesce(F(f"drug__{part}"), Value("")) for part in ("generic_name", "strength", "strength_unit", "form")
    }
    found = (
        rows.order_by()
        .values("drug", code=F("drug__code"), **names)
        .annotate(
            standing=Count("pk"),
            overdue=Count("pk", filter=OVERDUE),
            units=Count("unit", distinct=True),
            first_needed=Min("needed_on"),
        )
        .order_by("-standing", "-overdue", "generic_name")
    )
    return [
        DrugRow(
            row["drug"],
            row["code"],
            label_of(row["generic_name"], row["strength"], row["strength_unit"], row["form"]),
            row["standing"],
            row["overdue"],
            row["units"],
            row["first_needed"],
        )
        for row in found
    ]


def _delegations(
    person: Person, seen: QuerySet[Case], standing: QuerySet[Case], start: datetime
) -> list[DelegationRow]:
    """Every delegation that the person sees, also those without a case."""
    now_by = {
        row["unit__delegation"]: row
        for row in standing.order_by()
        .values("unit__delegation")
        .annotate(
            standing=Count("pk"),
            overdue=Count("pk", filter=OVERDUE),
            agenda=Count("pk", filter=Q(level=Level.SESSION)),
        )
    }
    confirmed = Q(state=CaseState.CONFIRMED, ended_at__gte=start)
    went_by: dict[int, dict[str, Any]] = {
        row["unit__delegation"]: dict(row)
        for row in in_period(seen, start)
        .order_by()
        .values("unit__delegation")
        .annotate(
            opened=Count("pk", filter=Q(opened_at__gte=start)), **percentiles("solved", since("ended_at"), confirmed)
        )
    }
    nothing_now: dict[str, Any] = {"standing": 0, "overdue": 0, "agenda": 0}
    nothing_went: dict[str, Any] = {"opened": 0, "solved_median": None, "solved_ninetieth": None, "solved_n": 0}
    rows = []
    for one in Delegation.objects.visible_to(person).order_by("name"):
        now_row, went = now_by.get(one.pk, nothing_now), went_by.get(one.pk, nothing_went)
        rows.append(
            DelegationRow(
                one.code,
                one.name,
                one.tile_row,
                one.tile_column,
                now_row["standing"],
                now_row["overdue"],
                now_row["agenda"],
                went["opened"],
                spread_of(went, "solved"),
            )
        )
    return sorted(rows, key=lambda row: (-row.overdue, -row.standing, row.name))
