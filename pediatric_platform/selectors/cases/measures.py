"""How cases went, counted by the database: medians and ninetieth percentiles with how many stand behind each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import (
    Aggregate,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)

from pediatric_platform.models import Case, CaseEvent, CaseEventKind, CaseState

# A case of the same drug and hospital that opens so soon after another ended is the same trouble again.
AGAIN_WITHIN = timedelta(days=30)


class PercentileCont(Aggregate):
    """`percentile_cont` of a column; `fraction` is ours, never somebody's input."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(%(fraction)s) WITHIN GROUP (ORDER BY %(expressions)s)"

    def __init__(self, expression: Any, *, fraction: float, **extra: Any) -> None:
        super().__init__(expression, fraction=float(fraction), output_field=DurationField(), **extra)


@dataclass(frozen=True, slots=True)
class Spread:
    """Elapsed time: the median and the ninetieth percentile of `n` cases; `waiting` have not got there."""

    median: timedelta | None
    ninetieth: timedelta | None
    n: int
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; no percentage of nothing."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class CaseMeasures:
    """Of cases opened (`opened`, `taken`, `contacted`, `again`) or ended (`solved`, `confirmed`) since a moment."""

    opened: int
    taken: Spread
    contacted: Spread
    solved: Spread
    confirmed: Share
    again: Share
    reopened: Share


def percentiles(name: str, length: Any, when: Q) -> dict[str, Aggregate]:
    """The two aggregates and their count, under `name`."""
    return {
        f"{name}_median": PercentileCont(length, fraction=0.5, filter=when),
        f"{name}_ninetieth": PercentileCont(length, fraction=0.9, filter=when),
        f"{name}_n": Count("pk", filter=when),
    }


def spread_of(row: dict[str, Any], name: str, waiting: int = 0) -> Spread:
    return Spread(row[f"{name}_median"], row[f"{name}_ninetieth"], row[f"{name}_n"], waiting)


def since(end: str) -> ExpressionWrapper:
    """From the opening to the moment in column `end`."""
    return ExpressionWrapper(F(end) - F("opened_at"), output_field=DurationField())


def in_period(rows: QuerySet[Case], start: datetime) -> QuerySet[Case]:
    """Opened or ended since; one that was merged is counted where it went."""
    return rows.exclude(state=CaseState.MERGED).filter(Q(opened_at__gte=start) | Q(ended_at__gte=start))


def measures_of(rows: QuerySet[Case], start: datetime) -> CaseMeasures:
    """One statement over the cases opened or ended since `start`."""
    first_taken = (
        CaseEvent.objects.filter(case=OuterRef("pk"), kind=CaseEventKind.TAKEN)
        .order_by()
        .values("case")
        .values(at=Min("at"))
    )
    before = Case.objects.filter(
        unit=OuterRef("unit"),
        drug=OuterRef("drug"),
        state__in=(CaseState.CONFIRMED, CaseState.CLOSED),
        ended_at__lte=OuterRef("opened_at"),
        ended_at__gte=OuterRef("opened_at") - AGAIN_WITHIN,
    )
    opened, ended = Q(opened_at__gte=start), Q(ended_at__gte=start)
    confirmed = ended & Q(state=CaseState.CONFIRMED)
    row = (
        in_period(rows, start)
        .annotate(taken_at=Subquery(first_taken), is_again=Exists(before))
        .aggregate(
            opened=Count("pk", filter=opened),
            **percentiles("taken", since("taken_at"), opened & Q(taken_at__isnull=False)),
            **percentiles("contacted", since("contacted_at"), opened & Q(contacted_at__isnull=False)),
            **percentiles("solved", since("ended_at"), confirmed),
            closed=Count("pk", filter=ended & Q(state=CaseState.CLOSED)),
            named=Count("pk", filter=opened & Q(drug__isnull=False)),
            again=Count("pk", filter=opened & Q(drug__isnull=False, is_again=True)),
            reopened=Count("pk", filter=opened & Q(reopenings__gt=0)),
        )
    )
    return CaseMeasures(
        opened=row["opened"],
        taken=spread_of(row, "taken", row["opened"] - row["taken_n"]),
        contacted=spread_of(row, "contacted", row["opened"] - row["contacted_n"]),
        solved=spread_of(row, "solved"),
        confirmed=Share(row["solved_n"], row["solved_n"] + row["closed"]),
        again=Share(row["again"], row["named"]),
        reopened=Share(row["reopened"], row["opened"]),
    )
