"""Work handed to the workers once the change that calls for it is committed."""

from __future__ import annotations

from celery import current_app
from django.db import transaction


def later(task: str, *args: object) -> None:
    """Send a task by name after commit: by name, because tasks call the actions and not the other way round.

    A broker that does not answer is logged and nothing else: what was changed stands, and the scheduled sweeps do the
    work later.
    """
    transaction.on_commit(lambda: current_app.send_task(task, args=args, retry=False), robust=True)


def aggregate_later(delegation_id: int, week: object) -> None:
    """Have one delegation's week added up again, and the country's after it."""
    later("supply.tasks.aggregate_delegation_week", delegation_id, str(week))


def cover_later(unit_id: int) -> None:
    """Have what changed of a unit's coverage computed again."""
    later("supply.tasks.cover_stale_unit", unit_id)


def plan_later(unit_id: int) -> None:
    """Have a unit's levels computed again: its stock, what it awaits or what it is asked for is another."""
    later("supply.tasks.plan_unit", unit_id)
