"""Weeks on a line: what each week and kind of place held, and which week a board speaks of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from supply.filters.boards import BoardQuestion
from supply.models.weekly_line import LineKind
from supply.selectors.boards.totals import SUM_COLUMNS, Reporting, Totals
from supply.weeks import IsoWeek

KINDS = (LineKind.WAREHOUSE, LineKind.PHARMACY, LineKind.MIXING_CENTRE)
REPORTING_COLUMNS = ("units_expected", "units_signed", "units_on_time", "units_validated")
# What a trend draws; the rest of a week's sums is read for the weeks shown in figures only.
TREND_COLUMNS = ("usable", "presented", "denied", *(name for name in SUM_COLUMNS if name.startswith("pairs_")))


@dataclass(frozen=True)
class Week:
    """One week of a trend: its totals by kind of place, and who reported."""

    week: IsoWeek
    by_kind: Mapping[str, Totals]
    reporting: Reporting

    def usable(self, kind: str) -> int | None:
        """Usable pieces in a kind of place; None where the week holds none of that kind."""
        totals = self.by_kind.get(kind)
        return None if totals is None else totals.usable

    def totals(self, kind: str) -> Totals:
        return self.by_kind.get(kind, Totals())


@dataclass(frozen=True)
class Choice:
    """The week a board shows, the one it compares with, and those that can be picked, newest first."""

    week: IsoWeek
    compare: IsoWeek | None
    known: tuple[IsoWeek, ...]

    @property
    def shown(self) -> list[date]:
        """Mondays of the weeks whose sums are set out in figures."""
        return [self.week.monday] + ([self.compare.monday] if self.compare else [])

    @property
    def reference(self) -> IsoWeek:
        """What differences are told against: the week asked for, else the one before."""
        return self.compare or self.week.previous()

    @property
    def earlier(self) -> IsoWeek | None:
        return next((week for week in self.known if week < self.week), None)

    @property
    def later(self) -> IsoWeek | None:
        return next((week for week in reversed(self.known) if week > self.week), None)


def newest_week(source: QuerySet[Any]) -> IsoWeek | None:
    """The newest week that was added up; None before the first."""
    monday = source.order_by("-week").values_list("week", flat=True).first()
    return None if monday is None else IsoWeek.of(monday)


def weeks_of(source: QuerySet[Any], *, since: IsoWeek, with_reporting: bool = True) -> list[Week]:
    """The weeks of `source` (rows of `DelegationWeek` or of cells) by kind of place, oldest first, in one query."""
    sums: dict[str, Any] = {name: Sum(name) for name in TREND_COLUMNS}
    if with_reporting:
        sums |= {name: Sum(name) for name in REPORTING_COLUMNS}
    rows = source.filter(week__gte=since.monday).order_by("week").values_list("week", "place_kind").annotate(**sums)
    by_week: dict[date, dict[str, Totals]] = {}
    reporting: dict[date, Reporting] = {}
    size = len(TREND_COLUMNS)
    for monday, kind, *values in rows:
        by_week.setdefault(monday, {})[kind] = _trend_totals(values[:size])
        if kind == LineKind.WHOLE:
            reporting[monday] = Reporting(*values[size:])
    return [Week(IsoWeek.of(day), kinds, reporting.get(day, Reporting())) for day, kinds in by_week.items()]


def _trend_totals(values: Sequence[int]) -> Totals:
    usable, presented, denied, *pairs = values
    return Totals(usable, 0, 0, 0, presented, denied, *pairs)


def first_of(question: BoardQuestion, newest: IsoWeek) -> IsoWeek:
    """The oldest week a board reads: `span` weeks up to the one shown, and the one compared with."""
    shown = question.week or newest
    return min(shown.previous(question.span - 1), question.compare or shown)


def choose(question: BoardQuestion, weeks: Sequence[Week], newest: IsoWeek) -> tuple[Choice, list[str]]:
    """Which week is shown: the one asked for, else the newest; and what of the question had to be left out."""
    known = {week.week for week in weeks} | {newest}
    problems = []
    shown = question.week or newest
    if shown not in known:
        problems.append(
            _("No hay datos de la semana %(week)s; se muestra %(shown)s.") % {"week": shown, "shown": newest}
        )
        shown = newest
    compare = question.compare
    if compare is not None and (compare not in known or compare == shown):
        if compare != shown:
            problems.append(_("No hay datos de la semana %(week)s para comparar.") % {"week": compare})
        compare = None
    return Choice(shown, compare, tuple(sorted(known, reverse=True))), problems


def span_of(weeks: Sequence[Week], choice: Choice, span: int) -> list[Week]:
    """The weeks a trend draws: at most `span`, ending with the one shown."""
    return [week for week in weeks if week.week <= choice.week][-span:]
