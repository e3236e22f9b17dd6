"""The units of a delegation in a week: how they stand, whether they reported, who answers for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, Sum
from django.utils import timezone

from delegations.models import Delegation, Person, Unit, UnitKind
from supply.coverage import CATEGORIES
from supply.models import WeeklyLine, WeeklyReport
from supply.models.weekly_report import SIGNED_STATES, ReportState
from supply.selectors.boards.managers import Manager, Managers
from supply.selectors.boards.totals import Totals, change, totals_of
from supply.weeks import IsoWeek

SUMMED = ("usable", "denied", "presented", "expiring_30", "expiring_60", "expiring_90")


@dataclass(frozen=True)
class Report:
    """What became of a week's report."""

    id: int
    state: str
    due_at: datetime
    signed_at: datetime | None

    @property
    def is_signed(self) -> bool:
        return self.state in SIGNED_STATES

    @property
    def is_on_time(self) -> bool:
        return self.signed_at is not None and self.signed_at <= self.due_at

    @property
    def is_overdue(self) -> bool:
        return not self.is_signed and self.due_at < timezone.now()

    @property
    def state_label(self) -> str:
        return str(ReportState(self.state).label)


@dataclass(frozen=True)
class UnitRow:
    """A unit in the week. `report` is None where none was expected or drafted; `before` where it had none then."""

    id: int
    clues: str
    name: str
    kind: str
    provides_chemotherapy: bool
    now: Totals
    before: Totals | None
    report: Report | None
    manager: Manager | None

    @property
    def is_umae(self) -> bool:
        """Answers to central office; listed under the delegation where it stands."""
        return self.kind == UnitKind.UMAE

    @property
    def change_level(self) -> float | None:
        return change(self.now.level, self.before.level if self.before else None)


def unit_rows(
    person: Person, delegation: Delegation, *, week: IsoWeek, before: IsoWeek, kind: str, drug: str, managers: Managers
) -> list[UnitRow]:
    """Every unit of the delegation, worst abasto first, those without data last. Three queries."""
    reports = WeeklyReport.objects.visible_to(person).filter(
        delegation=delegation, unit__isnull=False, week__in=[week.monday, before.monday]
    )
    sums = sums_by_report(reports, kind=kind, drug=drug)
    found: dict[int, Report] = {}
    totals: dict[tuple[int, bool], Totals] = {}
    columns = ("id", "state", "due_at", "signed_at", "unit_id", "week")
    for pk, state, due_at, signed_at, unit_id, monday in reports.values_list(*columns):
        is_now = monday == week.monday
        if pk in sums:
            totals[unit_id, is_now] = sums[pk]
        if is_now:
            found[unit_id] = Report(pk, state, due_at, signed_at)
    units = Unit.objects.visible_to(person).filter(delegation=delegation).open_on(week.sunday)
    rows = [
        UnitRow(
            *unit,
            now=totals.get((unit[0], True), Totals()),
            before=totals.get((unit[0], False)),
            report=found.get(unit[0]),
            manager=managers.units.get(unit[0]),
        )
        for unit in units.values_list("id", "clues", "name", "kind", "provides_chemotherapy")
    ]
    return sorted(rows, key=lambda row: (row.now.level is None, row.now.level or 0, row.name))


def sums_by_report(reports: Any, *, kind: str, drug: str) -> dict[int, Totals]:
    """Totals of each report's lines of one kind, added and counted by the database."""
    lines = WeeklyLine.objects.filter(report__in=reports, place_kind=kind).order_by()
    if drug:
        lines = lines.filter(drug__code=drug)
    counts = {f"pairs_{name}": Count("id", filter=Q(category=name)) for name in CATEGORIES}
    rows = lines.values("report_id").annotate(**{name: Sum(name) for name in SUMMED}, **counts)
    return {row["report_id"]: totals_of(row) for row in rows}
