"""Forecasts and the rules plans are made with: the only writers of both."""

from supply.actions.forecasting.forecast import forecast_week
from supply.actions.forecasting.rules import drop_rule, set_rule

__all__ = ["drop_rule", "forecast_week", "set_rule"]
