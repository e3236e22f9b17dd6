"""Rules that the database keeps of forecasting, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.planning import ForecastScoreFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _score(side: Side) -> Any:
    return ForecastScoreFactory(unit=side.hospital, drug=side.drug)


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "one_forecast_per_series_and_week": lambda side: again(side.forecast),
    "forecast_is_not_negative": lambda side: alter(side.forecast, daily_mean=-1),
    "one_score_per_series_week_ahead": lambda side: again(_score(side)),
    "forecast_was_made_before_its_week": lambda side: alter(_score(side), ahead=0),
    "score_days_out_fit_in_a_week": lambda side: alter(_score(side), days_out=8),
    "one_planning_rule_per_place": lambda side: again(side.rule),
    "planning_rule_is_over_one_place": lambda side: alter(side.rule, delegation=side.delegation),
    "planning_rule_is_not_negative": lambda side: alter(side.rule, value=-1),
    "planning_rule_names_its_origin": lambda side: alter(side.rule, origin=""),
}
