"""What pages read about plans."""

from pediatric_platform.selectors.plans.of_child import ChildPlan, child_plan, unrecorded
from pediatric_platform.selectors.plans.resizing import Resized, resized
from pediatric_platform.selectors.plans.timeline import PhaseOfPlan, phases_of

__all__ = ["ChildPlan", "PhaseOfPlan", "Resized", "child_plan", "phases_of", "resized", "unrecorded"]
