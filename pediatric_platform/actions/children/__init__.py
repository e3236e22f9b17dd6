"""The registry's writers: register, correct, transfer, change_state."""

from pediatric_platform.actions.children.correct import correct
from pediatric_platform.actions.children.facts import ChildFacts, problems
from pediatric_platform.actions.children.register import register
from pediatric_platform.actions.children.state import change_state
from pediatric_platform.actions.children.transfer import transfer

__all__ = ["ChildFacts", "change_state", "correct", "problems", "register", "transfer"]
