"""One drug everywhere a person sees: where there is some, where there is none, what comes, what expires."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from delegations.models import Delegation, Person, Unit
from delegations.scoping import scope_of
from supply.filters.boards import BoardQuestion
from supply.models import Balance, CountryCell, Drug, LotState, Transfer, WeekCell, WeeklyLine, WeeklyReport
from supply.models.weekly_line import LineKind
from supply.selectors.boards.managers import Manager, managers_of
from supply.selectors.boards.series import Choice, Week, choose, first_of, newest_week, span_of, weeks_of
from supply.selectors.boards.stock import Held, OnItsWay, expiry_sums, held, on_their_way
from supply.selectors.boards.totals import SUM_COLUMNS, Totals
from supply.weeks import IsoWeek


@dataclass(frozen=True)
class Holder:
    """A unit (or a delegation's own warehouse, without unit) and this drug: today's pieces and the week's coverage."""

    unit_id: int | None
    clues: str
    name: str
    delegation_id: int
    delegation: str
    usable: int
    blocked: int
    category: str | None
    cpm: Any
    days: Any
    denied: int
    manager: Manager | None

    @property
    def surplus(self) -> int:
        """Pieces above sixty days of the unit's own consumption: what could help elsewhere."""
        return max(0, self.usable - round(float(self.cpm or 0) * 60 / 30.4375))


@dataclass(frozen=True)
class DelegationDrug:
    """A delegation and this drug: pieces today, pairs by category in the week and the one compared with."""

    code: str
    name: str
    usable: int
    now: Totals
    before: Totals | None

    @property
    def change_out(self) -> int | None:
        return self.now.pairs_out - self.before.pairs_out if self.before else None


@dataclass(frozen=True)
class DrugBoard:
    """Everything the page shows. `choice` is None where no week of the drug was added up for this person."""

    drug: Drug
    question: BoardQuestion
    today: date
    choice: Choice | None = None
    now: Totals = field(default_factory=Totals)
    before: Totals | None = None
    weeks: Sequence[Week] = ()
    delegations: Sequence[DelegationDrug] = ()
    holders: Sequence[Holder] = ()
    stock: Sequence[Held] = ()
    incoming: Sequence[OnItsWay] = ()
    problems: Sequence[str] = ()
    # Who searches further for those who see a single unit: the supply managers of its delegation.
    searchers: Sequence[Manager] = ()

    @property
    def usable(self) -> int:
        return sum(row.on_hand for row in self.stock if row.is_usable(self.today))

    @property
    def in_transit(self) -> int:
        return sum(row.pieces for row in self.incoming)

    @property
    def short(self) -> list[Holder]:
        """Units at zero or critical, the most denied and the most consumed first."""
        found = [row for row in self.holders if row.category in ("out", "critical")]
        return sorted(found, key=lambda row: (-row.denied, row.category != "out", -(row.cpm or 0), row.name))

    @property
    def surplus(self) -> list[Holder]:
        """Where there is more than sixty days' worth, the most first."""
        return sorted((row for row in self.holders if row.surplus), key=lambda row: (-row.surplus, row.name))

    @property
    def expiry(self) -> Any:
        return expiry_sums(self.stock, self.today)

    @property
    def lots_expiring(self) -> list[Held]:
        return [row for row in self.stock if row.expires_within(self.today, 90)]

    @property
    def blocked(self) -> list[Held]:
        return [row for row in self.stock if row.is_blocked(self.today)]

    @property
    def recalled(self) -> list[Held]:
        return [row for row in self.stock if row.state == LotState.RECALLED]


def drug_board(person: Person, drug: Drug, question: BoardQuestion, today: date) -> DrugBoard:
    """The drug over everything this person sees, in a fixed number of queries."""
    stock = held(Balance.objects.visible_to(person).filter(lot__drug=drug).exclude(place__kind="transito"))
    incoming = on_their_way(Transfer.objects.visible_to(person), drug_id=drug.pk)
    source = _source(person, drug)
    newest = newest_week(source)
    if newest is None:
        # People of a single unit have no sums of their own: they see what lies there and the last week's lines.
        last = newest_week(WeeklyReport.objects.visible_to(person))
        holders = _holders(person, drug, stock, _lines(person, drug, last) if last else {}, today)
        return DrugBoard(
            drug,
            question,
            today,
            holders=holders,
            stock=stock,
            incoming=incoming,
            problems=question.problems,
            searchers=list(managers_of(delegations=scope_of(person).delegation_ids).delegations.values()),
        )
    weeks = weeks_of(source, since=first_of(question, newest), with_reporting=False)
    choice, problems = choose(question, weeks, newest)
    by_week = {week.week: week.totals(question.kind) for week in weeks}
    return DrugBoard(
        drug=drug,
        question=question,
        today=today,
        choice=choice,
        now=by_week.get(choice.week, Totals()),
        before=by_week.get(choice.reference),
        weeks=span_of(weeks, choice, question.span),
        delegations=_delegations(person, drug, question, choice, stock, today),
        holders=_holders(person, drug, stock, _lines(person, drug, choice.week), today),
        stock=stock,
        incoming=incoming,
        problems=(*question.problems, *problems),
    )


def _source(person: Person, drug: Drug) -> Any:
    """The smallest sums that hold this person's weeks of the drug: the country's, or their delegations'."""
    scope = scope_of(person)
    if scope.is_national:
        return CountryCell.objects.visible_to(person).filter(drug=drug)
    return WeekCell.objects.visible_to(person).filter(drug=drug)


def _delegations(
    person: Person, drug: Drug, question: BoardQuestion, choice: Choice, stock: Sequence[Held], today: date
) -> list[DelegationDrug]:
    cells = WeekCell.objects.visible_to(person).filter(
        drug=drug, place_kind=question.kind, week__in=[choice.week.monday, choice.reference.monday]
    )
    found = cells.values_list("delegation_id", "week", *SUM_COLUMNS)
    sums = {(delegation_id, monday): Totals._make(values) for delegation_id, monday, *values in found}
    usable: dict[int, int] = {}
    for row in stock:
        if row.is_usable(today):
            usable[row.delegation_id] = usable.get(row.delegation_id, 0) + row.on_hand
    seen = {key[0] for key in sums} | set(usable)
    names = Delegation.objects.visible_to(person).filter(pk__in=seen).values_list("id", "code", "name")
    rows = [
        DelegationDrug(
            code,
            name,
            usable.get(pk, 0),
            sums.get((pk, choice.week.monday), Totals()),
            sums.get((pk, choice.reference.monday)),
        )
        for pk, code, name in names
    ]
    return sorted(rows, key=lambda row: (row.now.level is None, row.now.level or 0, row.name))


def _lines(person: Person, drug: Drug, week: IsoWeek) -> dict[int, tuple[Any, ...]]:
    """By unit: category, CPM, days of coverage and denied prescriptions of the drug in the week."""
    reports = WeeklyReport.objects.visible_to(person).of_week(week).of_units()
    lines = WeeklyLine.objects.filter(report__in=reports, drug=drug, place_kind=LineKind.WHOLE)
    columns = ("report__unit_id", "category", "cpm", "days_of_coverage", "denied")
    return {row[0]: row[1:] for row in lines.values_list(*columns)}


def _holders(
    person: Person, drug: Drug, stock: Sequence[Held], lines: dict[int, tuple[Any, ...]], today: date
) -> list[Holder]:
    """Units that carry the drug or have some, and the delegations' warehouses that have some."""
    pieces: dict[tuple[int | None, int], list[int]] = {}
    for row in stock:
        sums = pieces.setdefault((row.unit_id, row.delegation_id), [0, 0])
        sums[0 if row.is_usable(today) else 1] += row.on_hand
    held_by = {unit_id for unit_id, _delegation in pieces if unit_id is not None}
    units = (
        Unit.objects.visible_to(person)
        .filter(pk__in=held_by | set(lines))
        .values_list("id", "clues", "name", "delegation_id", "delegation__code")
    )
    of_units = list(units)
    without_unit = [key[1] for key in pieces if key[0] is None]
    managers = managers_of(
        units=[row[0] for row in of_units], delegations=[*without_unit, *{row[3] for row in of_units}]
    )
    rows = []
    for pk, clues, name, delegation_id, code in of_units:
        category, cpm, days, denied = lines.get(pk, (None, None, None, 0))
        usable, blocked = pieces.get((pk, delegation_id), [0, 0])
        rows.append(
            Holder(
                pk,
                clues,
                name,
                delegation_id,
                code,
                usable,
                blocked,
                category,
                cpm,
                days,
                denied,
                managers.of(pk, delegation_id),
            )
        )
    names = {row.delegation_id: row.place for row in stock if row.unit_id is None}
    codes = dict(Delegation.objects.filter(pk__in=without_unit).values_list("id", "code"))
    for delegation_id in without_unit:
        usable, blocked = pieces[None, delegation_id]
        rows.append(
            Holder(
                None,
                "",
                names[delegation_id],
                delegation_id,
                codes[delegation_id],
                usable,
                blocked,
                None,
                None,
                None,
                0,
                managers.delegations.get(delegation_id),
            )
        )
    return rows


__all__ = ["DrugBoard", "drug_board"]
