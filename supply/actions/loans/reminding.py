"""Once a day: loans that are due within days, or past their day, are told to whoever answers for the place."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from supply.loan_notices import tell_due
from supply.models import Loan

AHEAD = timedelta(days=3)


def remind_loans(*, now: datetime) -> int:
    """A few days before, the day after, and each week from then on; told once each. How many new notices went out."""
    today = timezone.localdate(now)
    rows = Loan.objects.open().filter(due_on__lte=today + AHEAD)
    related = ("place__unit", "place__delegation", "partner")
    return tell_due([(loan, stage(loan.due_on, today)) for loan in rows.select_related(*related).order_by("pk")])


def stage(due_on: date, today: date) -> str:
    """Which reminder it is: the same one is told once."""
    late = (today - due_on).days
    return "soon" if late <= 0 else f"late-{(late - 1) // 7}"
