"""Plans that a test needs but does not care about: rules, forecasts, levels."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from supply.models import Forecast, ForecastScore, PlanningRule, StockPlan, WorkSnooze
from supply.weeks import IsoWeek
from tests.factories.delegations import PersonFactory, UnitFactory
from tests.factories.supply import DrugFactory

WEEKS_AHEAD = 13


def last_week() -> IsoWeek:
    return IsoWeek.of(timezone.localdate()).previous()


class PlanningRuleFactory(DjangoModelFactory):
    class Meta:
        model = PlanningRule

    kind = "lead_time_days"
    value = Decimal(10)
    origin = "Valor de prueba"


class ForecastFactory(DjangoModelFactory):
    """Seven pieces a week, for sure."""

    class Meta:
        model = Forecast

    unit = factory.SubFactory(UnitFactory)
    drug = factory.SubFactory(DrugFactory)
    through = factory.LazyFunction(lambda: last_week().monday)
    method = "mean"
    history_weeks = 52
    daily_mean = Decimal(1)
    profile = factory.LazyFunction(
        lambda: {
            "dated": [0] * WEEKS_AHEAD,
            "mean": [7.0] * WEEKS_AHEAD,
            "quantiles": {level: [7.0] * WEEKS_AHEAD for level in ("0.5", "0.9", "0.95")},
            "cumulative": {
                level: [7.0 * week for week in range(1, WEEKS_AHEAD + 1)] for level in ("0.5", "0.9", "0.95")
            },
        }
    )
    made_at = factory.LazyFunction(timezone.now)


class ForecastScoreFactory(DjangoModelFactory):
    class Meta:
        model = ForecastScore

    unit = factory.SubFactory(UnitFactory)
    drug = factory.SubFactory(DrugFactory)
    week = factory.LazyFunction(lambda: last_week().monday)
    ahead = 1
    method = "mean"
    expected = Decimal(7)
    high = Decimal(9)
    asked = 6


class StockPlanFactory(DjangoModelFactory):
    class Meta:
        model = StockPlan

    unit = factory.SubFactory(UnitFactory)
    drug = factory.SubFactory(DrugFactory)
    daily_mean = Decimal(1)
    lead_days = 10
    review_days = 7
    emergency = 3
    minimum = 10
    reorder = 17
    maximum = 24
    suggested = 24
    computed_at = factory.LazyFunction(timezone.now)


class WorkSnoozeFactory(DjangoModelFactory):
    class Meta:
        model = WorkSnooze

    key = factory.Sequence(lambda n: f"prueba-{n}")
    until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    reason = "Ya viene en camino"
    by = factory.SubFactory(PersonFactory)
