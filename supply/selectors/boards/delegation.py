"""The board of one delegation: its units, its own warehouse, what is on its way, and where it hurts most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet

from delegations.models import Delegation, Person, Place
from delegations.scoping import scope_of
from supply.filters.boards import BoardQuestion
from supply.models import Balance, DelegationWeek, Transfer, WeekCell
from supply.models.weekly_line import LineKind
from supply.selectors.boards.drugs import DrugRow, drug_rows, of_code
from supply.selectors.boards.managers import Manager, managers_of
from supply.selectors.boards.national import with_reporting_of
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
from supply.selectors.boards.stock import Held, OnItsWay, held, on_their_way
from supply.selectors.boards.totals import SUM_COLUMNS, Reporting, Sums, Totals, add_up, reporting_of, totals_of
from supply.selectors.boards.units import UnitRow, unit_rows


@dataclass(frozen=True)
class DelegationBoard:
    """Everything the page shows. `choice` is None while no week of the delegation was ever added up."""

    delegation: Delegation
    question: BoardQuestion
    manager: Manager | None = None
    choice: Choice | None = None
    now: Sums = field(default_factory=Sums)
    before: Sums | None = None
    weeks: Sequence[Week] = ()
    units: Sequence[UnitRow] = ()
    drugs: Sequence[DrugRow] = ()
    all_drugs: Sequence[DrugRow] = ()
    pairs: Sequence[WorstPair] = ()
    warehouse: Sequence[Held] = ()
    incoming: Sequence[OnItsWay] = ()
    problems: Sequence[str] = ()


def delegation_seen(person: Person, code: str) -> Delegation:
    """A delegation whose stock this person sees whole; Delegation.DoesNotExist for others, even their unit's."""
    scope = scope_of(person)
    seen = Delegation.objects.visible_to(person)
    if not scope.is_national:
        seen = seen.filter(pk__in=scope.whole_delegation_ids)
    return seen.get(code=code)


def delegation_board(person: Person, delegation: Delegation, question: BoardQuestion, *, pairs: int) -> DelegationBoard:
    """The board that answers `question` for a delegation this person sees, in a fixed number of queries."""
    source = DelegationWeek.objects.visible_to(person).filter(delegation=delegation)
    units = delegation.units.values_list("id", flat=True)
    managers = managers_of(units=units, delegations=[delegation.pk])
    manager = managers.delegations.get(delegation.pk)
    stock = held(Balance.objects.visible_to(person).filter(place__in=own_warehouses(delegation)))
    incoming = on_their_way(
        Transfer.objects.visible_to(person).filter(
            Q(to_place__delegation=delegation) | Q(to_place__unit__delegation=delegation)
        )
    )
    newest = newest_week(source)
    if newest is None:
        return DelegationBoard(
            delegation, question, manager, warehouse=stock, incoming=incoming, problems=question.problems
        )
    since = first_of(question, newest)
    weeks = weeks_of(source, since=since)
    cells = WeekCell.objects.visible_to(person).filter(delegation=delegation)
    if question.drug:
        weeks = with_reporting_of(
            weeks, weeks_of(cells.filter(drug__code=question.drug), since=since, with_reporting=False)
        )
    choice, problems = choose(question, weeks, newest)
    drugs = drug_rows(cells, week=choice.week, before=choice.reference, kind=question.kind)
    chosen = of_code(drugs, question.drug)
    now, before = _sums(source, question, choice, chosen)
    return DelegationBoard(
        delegation=delegation,
        question=question,
        manager=manager,
        choice=choice,
        now=now,
        before=before,
        weeks=span_of(weeks, choice, question.span),
        units=unit_rows(
            person,
            delegation,
            week=choice.week,
            before=choice.reference,
            kind=question.kind,
            drug=question.drug,
            managers=managers,
        ),
        drugs=chosen,
        all_drugs=drugs,
        pairs=worst_pairs(person, week=choice.week, limit=pairs, delegation_id=delegation.pk, drug=question.drug),
        warehouse=stock,
        incoming=incoming,
        problems=(*question.problems, *problems),
    )


def own_warehouses(delegation: Delegation) -> QuerySet[Place]:
    """The delegation's own stock-keeping places, those of no unit."""
    return Place.objects.filter(delegation=delegation, unit__isnull=True).stock_keeping()


def _sums(
    source: QuerySet[DelegationWeek], question: BoardQuestion, choice: Choice, chosen: Sequence[DrugRow]
) -> tuple[Sums, Sums | None]:
    """The week's sums and those of the week it is compared with; of one drug where one is asked for."""
    shown = source.filter(
        place_kind__in={question.kind, LineKind.WHOLE}, week__in=[choice.week.monday, choice.reference.monday]
    )
    reporting: dict[date, Reporting] = {}
    totals: dict[date, Totals] = {}
    columns = (*SUM_COLUMNS, *REPORTING_COLUMNS, "data_as_of", "week", "place_kind")
    for row in shown.values(*columns):
        if row["place_kind"] == LineKind.WHOLE:
            reporting[row["week"]] = reporting_of(row)
        if row["place_kind"] == question.kind:
            totals[row["week"]] = totals_of(row)
    here, there = choice.week.monday, choice.reference.monday
    if question.drug:
        totals = {here: add_up(row.now for row in chosen), there: add_up(row.before for row in chosen if row.before)}
    now = Sums(totals.get(here, Totals()), reporting.get(here, Reporting()))
    return now, Sums(totals.get(there, Totals()), reporting[there]) if there in reporting else None
