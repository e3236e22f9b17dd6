"""The registry's writers: register, correct, transfer, change_state."""

from pediatric_platform.actions.children.correct import correct
from pediatric_platform.actions.children.facts import ChildFacts, problems
from pediatric_platform.actions.children.register import register

__all__ = ["ChildFacts", "correct", "problems", "register"]
