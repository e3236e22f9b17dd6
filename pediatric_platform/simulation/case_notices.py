"""Notices of simulated cases bear the time of what they tell, and are not sent to anybody now."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Max

from delegations.models import Delivery, DeliveryState, Notification
from delegations.notify.inbox import count_again

# What is older has been read; the rest waits in the inbox.
READ_AFTER = timedelta(days=2)


@dataclass
class Notices:
    """Which notices were written at which moment of the stories."""

    first: int = field(default_factory=lambda: _newest())
    upto: list[int] = field(default_factory=list)
    at: list[datetime] = field(default_factory=list)

    def mark(self, at: datetime) -> None:
        """Everything written since the last mark was told at `at`."""
        newest = _newest()
        if newest > (self.upto[-1] if self.upto else self.first):
            self.upto.append(newest)
            self.at.append(at)

    def write(self, now: datetime) -> int:
        """Give each its time; old ones were read and sent then, the rest leaves no mail."""
        rows = list(Notification.objects.filter(pk__gt=self.first).order_by("pk"))
        for row in rows:
            row.created_at = self.at[bisect_left(self.upto, row.pk)]
            row.read_at = row.created_at + timedelta(hours=3) if now - row.created_at > READ_AFTER else None
        Notification.objects.bulk_update(rows, ["created_at", "read_at"], batch_size=500)
        when = {row.pk: row.created_at for row in rows}
        deliveries = list(Delivery.objects.filter(notification__in=when))
        for delivery in deliveries:
            at = when[delivery.notification_id]
            delivery.created_at, delivery.state, delivery.next_attempt_at = at, DeliveryState.SENT, None
            delivery.sent_at, delivery.attempts = at, 1
        names = ["created_at", "state", "next_attempt_at", "sent_at", "attempts"]
        Delivery.objects.bulk_update(deliveries, names, batch_size=500)
        count_again({row.person_id for row in rows})
        return len(rows)


def _newest() -> int:
    return Notification.objects.aggregate(newest=Max("pk"))["newest"] or 0
