"""Last week at Ana's hospital, and the words to tell it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from delegations.models import Place, Unit
from supply.actions.ledger import IssueLine, LotLine, dispense, receive
from supply.actions.weeks import draft_week
from supply.models import Drug, WeeklyLine, WeeklyReport
from supply.reasons import Reason
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory


@pytest.fixture
def week(pharmacy: Place) -> IsoWeek:
    """The newest week that is over in every zone and past its deadline, whatever the hour of the run."""
    return IsoWeek.of(pharmacy.today() - timedelta(days=2)).previous()


class Story:
    """Short sentences for what happened at a place; days are counted from the week's Monday."""

    def __init__(self, place: Place, week: IsoWeek) -> None:
        self.place, self.week, self._keys = place, week, 0

    def day(self, offset: int) -> date:
        return self.week.monday + timedelta(days=offset)

    def key(self) -> str:
        self._keys += 1
        return f"story-{self.place.pk}-{self._keys}"

    def came(self, drug: Drug, pieces: int, offset: int, *, lot: str = "L1", good_for: int = 400, **extra):
        line = LotLine(drug.pk, lot, self.day(offset) + timedelta(days=good_for), pieces)
        return receive(place=self.place, lines=[line], key=self.key(), by=None, occurred_on=self.day(offset), **extra)

    def given(self, drug: Drug, pieces: int, offset: int, *, reason: str = Reason.DISPENSING):
        lines = [IssueLine(drug.pk, pieces)]
        return dispense(
            place=self.place, lines=lines, key=self.key(), by=None, occurred_on=self.day(offset), reason=reason
        )


@pytest.fixture
def at_pharmacy(pharmacy: Place, week: IsoWeek) -> Story:
    return Story(pharmacy, week)


@pytest.fixture
def carried(hospital: Unit) -> Callable[..., None]:
    """Puts drugs in the hospital's assortment."""

    def carry(*drugs: Drug) -> None:
        for drug in drugs:
            AssortmentFactory(unit=hospital, drug=drug)

    return carry


@pytest.fixture
def draft(hospital: Unit, week: IsoWeek) -> Callable[[], WeeklyReport]:
    """Drafts last week and hands back the hospital's report."""

    def drafted() -> WeeklyReport:
        draft_week(delegation=hospital.delegation, week=week, now=timezone.now())
        return WeeklyReport.objects.get(unit=hospital, week=week.monday)

    return drafted


@pytest.fixture
def line_of(draft: Callable[[], WeeklyReport]) -> Callable[..., WeeklyLine]:
    """Drafts and hands back one line: the whole's unless a kind is named."""

    def found(drug: Drug, kind: str = "conjunto") -> WeeklyLine:
        return draft().lines.get(drug=drug, place_kind=kind)

    return found
