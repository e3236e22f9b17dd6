"""At work's start: owners hear a week, three days and a day before; of what is broken, each week. Safe to repeat."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from delegations.notify import tell_all
from delegations.selectors.holidays import rest_days
from delegations.working_time import OPENS, is_working_day
from meetings.agreement_notices import notice
from meetings.agreement_standing import REMIND_AT, REMIND_BROKEN_EVERY, reminder
from meetings.models import Agreement, AgreementEvent, AgreementEventKind, AgreementState

A_DAY = timedelta(days=1)
FEW_DAYS = timedelta(days=14)


@transaction.atomic
def remind_agreements(*, now: datetime | None = None) -> int:
    """Whom the hour has come for, where they work; how many were reminded."""
    now = now or timezone.now()
    today = timezone.localdate(now)
    rows = list(
        Agreement.objects.pending()
        .filter(owner__isnull=False, due_on__lte=today + timedelta(days=max(REMIND_AT) + 1))
        .select_for_update(of=("self",), no_key=True, skip_locked=True)
        .select_related("owner__person", "owner_unit", "owner_delegation", "meeting__series")
        .order_by("pk")
    )
    due = [(row, local) for row in rows if (local := _works_today(row, now)) is not None and _is_due(row, local)]
    notices = [
        notice("agreement.due", row, [row.owner], f"{local:%Y%m%d}", is_late=row.due_on < local) for row, local in due
    ]
    tell_all(notices)
    for row, local in due:
        row.reminded_on = local
    Agreement.objects.bulk_update([row for row, _local in due], ["reminded_on"])
    AgreementEvent.objects.bulk_create(
        AgreementEvent(agreement=row, kind=AgreementEventKind.REMINDED, at=now, before=row.state, after=row.state)
        for row, _local in due
    )
    return len(due)


def _works_today(row: Agreement, now: datetime) -> date | None:
    """The day where the owner works, from the hour on at which work starts; None before, and on days of rest."""
    local = now.astimezone(_zone(row))
    if local.time() < time(OPENS):
        return None
    day = local.date()
    return day if is_working_day(day, rest_days(day, day)) else None


def _is_due(row: Agreement, today: date) -> bool:
    if row.reminded_on is not None and row.reminded_on >= today:
        return False
    if row.state == AgreementState.BROKEN:
        # It heard of it the night it broke; from then on each week.
        last = row.reminded_on or timezone.localdate(row.state_at)
        return (today - last).days >= REMIND_BROKEN_EVERY
    before = today - A_DAY
    rest = rest_days(today - FEW_DAYS, today)
    while not is_working_day(before, rest):
        before -= A_DAY
    return reminder(row.due_on, today=today, before_today=before) is not None


def _zone(row: Agreement) -> ZoneInfo:
    if row.owner_unit is not None:
        return row.owner_unit.zone
    if row.owner_delegation is not None:
        return row.owner_delegation.zone
    return ZoneInfo(timezone.get_default_timezone_name())
