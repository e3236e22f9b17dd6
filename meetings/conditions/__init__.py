"""What the data say of agreements: each kind of condition is measured by one module, any number of them together.

measure(conditions, now) -> {condition id: Measured}
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from meetings.conditions import (
    abasto_level,
    case_confirmed,
    children_uncovered,
    drug_coverage,
    milestone_reached,
    order_received,
    post_filled,
    reports_signed,
    transfer_accepted,
)
from meetings.conditions.measured import Measured
from meetings.models import Condition, ConditionKind

EVALUATE: dict[str, Callable[[Sequence[Condition], datetime], dict[int, Measured]]] = {
    ConditionKind.ABASTO_LEVEL: abasto_level.evaluate,
    ConditionKind.DRUG_COVERAGE: drug_coverage.evaluate,
    ConditionKind.REPORTS_SIGNED: reports_signed.evaluate,
    ConditionKind.CHILDREN_UNCOVERED: children_uncovered.evaluate,
    ConditionKind.POST_FILLED: post_filled.evaluate,
    ConditionKind.CASE_CONFIRMED: case_confirmed.evaluate,
    ConditionKind.TRANSFER_ACCEPTED: transfer_accepted.evaluate,
    ConditionKind.ORDER_RECEIVED: order_received.evaluate,
    ConditionKind.MILESTONE_REACHED: milestone_reached.evaluate,
}


def joined(rows: QuerySet[Condition]) -> QuerySet[Condition]:
    """With what every module reads of a condition beside its own columns."""
    return rows.select_related("agreement", "delegation", "unit")


def measure(conditions: Iterable[Condition], now: datetime) -> dict[int, Measured]:
    """What the data say of each, kind by kind. The rows must be `joined`."""
    by_kind: dict[str, list[Condition]] = defaultdict(list)
    for condition in conditions:
        by_kind[condition.kind].append(condition)
    return {pk: one for kind, rows in by_kind.items() for pk, one in EVALUATE[kind](rows, now).items()}
