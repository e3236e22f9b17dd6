"""Each day: which orders have become late, which are about to arrive; said once in their history, and to whom it is."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from supply.models import Step, SupplyOrder
from supply.purchasing_notices import tell_awaited, tell_late

# So many days ahead whoever receives is told that something comes.
AHEAD = timedelta(days=3)
LATE, AWAITED = "late", "awaited"


@transaction.atomic
def watch_orders(*, now: datetime | None = None) -> tuple[int, int]:
    """(orders that became late, orders that are awaited within days), told now for the first time.

    A deadline that is moved and missed again is told again.
    """
    today = timezone.localdate(now or timezone.now())
    late = _not_told(SupplyOrder.objects.late_on(today), LATE)
    coming = SupplyOrder.objects.open().filter(deadline_on__range=(today, today + AHEAD))
    awaited = _not_told(coming, AWAITED)
    for orders, what in ((late, LATE), (awaited, AWAITED)):
        Step.objects.bulk_create(
            [Step(supply_order=order, what=what, note=order.deadline_on.isoformat()) for order in orders]
        )
    tell_late(late, today)
    tell_awaited(awaited, today)
    return len(late), len(awaited)


def _not_told(orders: QuerySet[SupplyOrder], what: str) -> list[SupplyOrder]:
    """Those whose history does not say it of this deadline; locked, so that two sweeps do not say it twice."""
    said = Step.objects.filter(supply_order=OuterRef("pk"), what=what, note=Cast(OuterRef("deadline_on"), CharField()))
    rows = orders.filter(~Exists(said)).order_by("pk").select_for_update(of=("self",), skip_locked=True)
    return list(rows.select_related("place", "line__contract__supplier", "line__presentation__drug"))
