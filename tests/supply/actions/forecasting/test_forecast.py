"""The week's forecasts, written from the reports."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supply.actions.forecasting import forecast_week
from supply.models import Forecast, ForecastScore, WeeklyLine
from supply.selectors.demand import lead_demand
from tests.factories.boards import Stood, report
from tests.factories.planning import last_week
from tests.factories.supply import DrugFactory, RequirementFactory, RequirementPackageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def drug():
    return DrugFactory()


def _weeks(unit, drug, asked: list[int], *, out: dict[int, int] | None = None) -> None:
    """Reports of the last weeks, the newest last: pieces dispensed, and days out by position."""
    first = last_week().previous(len(asked) - 1)
    for at, pieces in enumerate(asked):
        days_out = (out or {}).get(at, 0)
        made = report(unit, first.next(at), {drug: Stood("adequate", 40, days_out=days_out)})
        made.lines.filter(place_kind="conjunto").update(dispensed=pieces, closing=40 - pieces)


def test_a_steady_drug_is_forecast_as_it_was(hospital, drug) -> None:
    _weeks(hospital, drug, [10] * 20)
    done = forecast_week(week=last_week())
    found = Forecast.objects.get()
    assert done.forecasts == 1
    assert (found.history_weeks, found.weeks_out, found.through) == (20, 0, last_week().monday)
    assert float(found.daily_mean) == pytest.approx(10 / 7, rel=0.05)
    assert found.profile["mean"] == pytest.approx([10] * 13, rel=0.05)
    assert len(found.profile["cumulative"]["0.95"]) == 13
    assert found.scores["n"] > 4
    assert set(found.scores["pinball"]) == {"0.5", "0.9", "0.95"}


def test_the_same_week_twice_is_one_forecast(hospital, drug) -> None:
    _weeks(hospital, drug, [3, 0, 5, 0, 0, 2, 4, 0])
    forecast_week(week=last_week())
    once = Forecast.objects.values("unit", "drug", "profile", "method").get()
    forecast_week(week=last_week())
    assert Forecast.objects.values("unit", "drug", "profile", "method").get() == once


def test_weeks_without_stock_are_not_read_as_no_demand(hospital, drug) -> None:
    _weeks(hospital, drug, [10] * 12 + [0] * 8, out=dict.fromkeys(range(12, 20), 7))
    forecast_week(week=last_week())
    found = Forecast.objects.get()
    assert found.weeks_out == 8
    assert found.profile["mean"] == pytest.approx([10] * 13, rel=0.05)


def test_with_no_week_in_stock_the_cpm_speaks(hospital, drug) -> None:
    _weeks(hospital, drug, [0] * 6, out=dict.fromkeys(range(6), 7))
    WeeklyLine.objects.update(cpm=30)
    forecast_week(week=last_week())
    found = Forecast.objects.get()
    assert found.method == "cpm"
    assert found.profile["mean"] == pytest.approx([30 / 30.4375 * 7] * 13, abs=0.01)


def test_dated_needs_are_counted_exactly_and_the_rest_makes_up_the_usual(hospital, drug) -> None:
    _weeks(hospital, drug, [10] * 20)
    first = last_week().next().monday
    for week in range(13):
        package = RequirementPackageFactory(unit=hospital, needed_on=first + timedelta(weeks=week, days=2))
        RequirementFactory(package=package, drug=drug, pieces=12 if week == 1 else 4)
    forecast_week(week=last_week())
    profile = Forecast.objects.get().profile
    assert profile["dated"] == [4, 12] + [4] * 11
    # Four a week are usual around most weeks, so six more are not dated; the heavy second week takes none of them away.
    assert profile["mean"][6:] == pytest.approx([6] * 7, abs=0.6)
    assert profile["mean"][1] > 3
    assert profile["cumulative"]["0.5"][1] >= 16
    demand = lead_demand([hospital.pk], [drug.pk], since=first)[hospital.pk, drug.pk]
    assert demand.basis == "forecast"
    assert demand.dated_pieces(14) == 16
    assert demand.mean(91) == pytest.approx(10 * 13 + 8, abs=8)


def test_what_was_forecast_is_judged_when_its_week_closes(hospital, drug) -> None:
    _weeks(hospital, drug, [10] * 12 + [16])
    forecast_week(week=last_week().previous())
    done = forecast_week(week=last_week())
    score = ForecastScore.objects.get(ahead=1)
    assert done.scores == 1
    assert (score.week, score.asked) == (last_week().monday, 16)
    assert float(score.expected) == pytest.approx(10, rel=0.05)
    WeeklyLine.objects.filter(report__week=last_week().monday, place_kind="conjunto").update(dispensed=15, closing=25)
    forecast_week(week=last_week())
    score.refresh_from_db()
    assert score.asked == 15  # a corrected week is judged again


def test_a_delegation_warehouse_is_not_forecast(delegation, hospital, drug) -> None:
    report(None, last_week(), {drug: Stood("adequate", 40)}, delegation=delegation)
    assert forecast_week(week=last_week()).forecasts == 0
