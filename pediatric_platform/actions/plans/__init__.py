"""The writers of plans: begin, resize, extend, stop, complete."""

from pediatric_platform.actions.plans.begin import GROWTH_DAYS, begin_plan
from pediatric_platform.actions.plans.extend import extend_plans
from pediatric_platform.actions.plans.finish import complete_plan, stop_plan
from pediatric_platform.actions.plans.resize import resize_plan
from pediatric_platform.actions.plans.writing import PLAN_DAYS

__all__ = [
    "GROWTH_DAYS",
    "PLAN_DAYS",
    "begin_plan",
    "complete_plan",
    "extend_plans",
    "resize_plan",
    "stop_plan",
]
