"""How long what a family told may wait before somebody takes it up. Pure.

Fever: half an hour, at any time. A problem with a medicine: until the same hour of the next working day. Cases with a
clock of their own come later; this only marks what nobody has taken.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta

from delegations.working_time import next_working_day

FEVER_WAITS = timedelta(minutes=30)


def take_by(kind: str, told_at: datetime, holidays: Collection[date]) -> datetime:
    """Until when it should be taken up; `told_at` in the hospital's zone."""
    if kind == "fever":
        return told_at + FEVER_WAITS
    return datetime.combine(next_working_day(told_at.date(), holidays), told_at.timetz())


def is_overdue(
    kind: str, told_at: datetime, taken_at: datetime | None, now: datetime, holidays: Collection[date]
) -> bool:
    """Whether it has waited too long and waits still."""
    return taken_at is None and now > take_by(kind, told_at, holidays)
