"""The national board: what the country had in a week, who reported it, and where it hurts most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from delegations.models import Delegation, Person
from supply.filters.boards import BoardQuestion
from supply.models import CountryCell, CountryWeek, DelegationWeek, WeekCell
from supply.models.weekly_line import LineKind
from supply.selectors.boards.drugs import DrugRow, drug_rows, of_code
from supply.selectors.boards.pairs import WorstPair, worst_pairs
from supply.selectors.boards.series import (
    REPORTING_COLUMNS,
    Choice,
    Week,
    choose,
    first_of,
    newest_week,
    span_of,
    weeks_of,
)
from supply.selectors.boards.totals import SUM_COLUMNS, Reporting, Sums, Totals, change

SPARK_WEEKS = 8
WORST_SHOWN = 20


@dataclass(frozen=True)
class DelegationRow:
    """A delegation in the week and in the one it is compared with; `levels` is its abasto level over some weeks."""

    id: int
    code: str
    name: str
    tile_row: int
    tile_column: int
    now: Sums
    before: Sums | None
    levels: Sequence[float | None]

    @property
    def change_level(self) -> float | None:
        return change(self.now.totals.level, self.before.totals.level if self.before else None)

    @property
    def change_usable(self) -> int | None:
        return self.now.totals.usable - self.before.totals.usable if self.before else None

    @property
    def change_denied(self) -> int | None:
        return self.now.totals.denied - self.before.totals.denied if self.before else None


@dataclass(frozen=True)
class NationalBoard:
    """Everything the page shows. `choice` is None while no week was ever added up."""

    question: BoardQuestion
    choice: Choice | None = None
    now: Sums = field(default_factory=Sums)
    before: Sums | None = None
    weeks: Sequence[Week] = ()
    delegations: Sequence[DelegationRow] = ()
    drugs: Sequence[DrugRow] = ()
    all_drugs: Sequence[DrugRow] = ()
    pairs: Sequence[WorstPair] = ()
    problems: Sequence[str] = ()


def national_board(person: Person, question: BoardQuestion, *, pairs: int = WORST_SHOWN) -> NationalBoard:
    """The board that answers `question`, in at most eight queries however many weeks it spans."""
    weeks_source = CountryWeek.objects.visible_to(person)
    newest = newest_week(weeks_source)
    if newest is None:
        return NationalBoard(question, problems=question.problems)
    since = first_of(question, newest)
    weeks = weeks_of(weeks_source, since=since)
    if question.drug:
        cells = CountryCell.objects.visible_to(person).filter(drug__code=question.drug)
        weeks = with_reporting_of(weeks, weeks_of(cells, since=since, with_reporting=False))
    choice, problems = choose(question, weeks, newest)
    delegations = delegation_rows(person, question, choice)
    drugs = drug_rows(
        CountryCell.objects.visible_to(person), week=choice.week, before=choice.reference, kind=question.kind
    )
    compared = [row.before for row in delegations if row.before is not None]
    return NationalBoard(
        question=question,
        choice=choice,
        now=sum((row.now for row in delegations), Sums()),
        before=sum(compared, Sums()) if compared else None,
        weeks=span_of(weeks, choice, question.span),
        delegations=delegations,
        drugs=of_code(drugs, question.drug),
        all_drugs=drugs,
        pairs=worst_pairs(person, week=choice.week, limit=pairs, drug=question.drug),
        problems=(*question.problems, *problems),
    )


def newest_sum(person: Person) -> datetime | None:
    """When the last weeks were last added up; None before the first. Changes whenever the board would."""
    last_weeks = CountryWeek.objects.visible_to(person).filter(week__gte=timezone.localdate() - timedelta(weeks=9))
    newest: datetime | None = last_weeks.aggregate(newest=Max("computed_at"))["newest"]
    return newest


def with_reporting_of(weeks: Sequence[Week], cells: Sequence[Week]) -> list[Week]:
    """The weeks of one drug's cells, with who reported in each: reports are of units, not of drugs."""
    by_week = {week.week: week for week in cells}
    return [
        Week(week.week, by_week[week.week].by_kind if week.week in by_week else {}, week.reporting) for week in weeks
    ]


def delegation_rows(person: Person, question: BoardQuestion, choice: Choice) -> list[DelegationRow]:
    """Every delegation's week: totals, reporting, and its level over the last weeks. One query more for a drug."""
    recent = [choice.week.previous(offset).monday for offset in reversed(range(SPARK_WEEKS))]
    shown = DelegationWeek.objects.visible_to(person).filter(week__in={*recent, choice.reference.monday})
    shown = shown.filter(place_kind__in={question.kind, LineKind.WHOLE})
    reporting: dict[tuple[int, date], Reporting] = {}
    sums: dict[int, dict[date, Totals]] = {}
    columns: tuple[str, ...] = ("delegation_id", "week", *SUM_COLUMNS)
    for kind, delegation_id, monday, *values in shown.values_list(
        "place_kind", *columns, *REPORTING_COLUMNS, "data_as_of"
    ):
        if kind == LineKind.WHOLE:  # a delegation without a kind of place still reports
            reporting[delegation_id, monday] = Reporting(*values[-5:])
        if kind == question.kind and not question.drug:
            sums.setdefault(delegation_id, {})[monday] = Totals._make(values[:-5])
    if question.drug:
        cells = WeekCell.objects.visible_to(person).filter(
            drug__code=question.drug, place_kind=question.kind, week__in={*recent, choice.reference.monday}
        )
        for delegation_id, monday, *values in cells.values_list(*columns):
            sums.setdefault(delegation_id, {})[monday] = Totals._make(values)
    here, there = choice.week.monday, choice.reference.monday
    rows = []
    names = Delegation.objects.visible_to(person).order_by("name")
    for pk, code, name, row, column in names.values_list("id", "code", "name", "tile_row", "tile_column"):
        of_weeks = sums.get(pk, {})
        known_before = there in of_weeks or (pk, there) in reporting
        rows.append(
            DelegationRow(
                id=pk,
                code=code,
                name=name,
                tile_row=row,
                tile_column=column,
                now=Sums(of_weeks.get(here, Totals()), reporting.get((pk, here), Reporting())),
                before=Sums(of_weeks.get(there, Totals()), reporting.get((pk, there), Reporting()))
                if known_before
                else None,
                levels=[of_weeks[day].level if day in of_weeks else None for day in recent],
            )
        )
    return rows


__all__ = ["DelegationRow", "NationalBoard", "delegation_rows", "national_board"]
