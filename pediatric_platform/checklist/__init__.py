"""What a case's checklist asks, one question a file, in the order in which somebody would look.

An answer is a line of `CaseCheck.lines`: codes and numbers, put in words when it is shown.
"""

from __future__ import annotations

from collections.abc import Callable

from pediatric_platform.checklist import (
    equivalents,
    in_transit,
    in_unit,
    neighbours,
    recalls,
    supply_orders,
    warehouses,
)
from pediatric_platform.checklist.line import NO, UNKNOWN, YES, Line
from pediatric_platform.checklist.world import Asked, World, world_of

QUESTIONS: tuple[Callable[[World], Line], ...] = (
    in_unit.answer,
    warehouses.answer,
    in_transit.answer,
    supply_orders.answer,
    neighbours.answer,
    equivalents.answer,
    recalls.answer,
)


def answers(asked: Asked) -> list[Line]:
    """Every question answered from one reading of the supply floor."""
    world = world_of(asked)
    return [question(world) for question in QUESTIONS]


__all__ = ["NO", "QUESTIONS", "UNKNOWN", "YES", "Asked", "Line", "answers"]
