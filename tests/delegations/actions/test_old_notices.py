from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.actions.old_notices import purge_notices
from delegations.models import AuditEvent, Channel, Delivery, DeliveryState, Notification, Person, RowChange
from delegations.tasks import purge_notices as task

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def notice(
    person: Person, key: str, *, days: int, read: bool, state: DeliveryState = DeliveryState.SENT
) -> Notification:
    then = NOW - timedelta(days=days)
    row = Notification.objects.create(
        person=person, kind="network.gap", key=key, created_at=then, read_at=then if read else None
    )
    Delivery.objects.create(
        notification=row,
        channel=Channel.EMAIL,
        address="ana@example.org",
        state=state,
        created_at=then,
        sent_at=then if state == DeliveryState.SENT else None,
        next_attempt_at=then if state == DeliveryState.QUEUED else None,
    )
    return row


def keys() -> list[str]:
    return sorted(Notification.objects.values_list("key", flat=True))


def test_what_was_read_and_sent_long_ago_goes(ana):
    notice(ana, "old", days=401, read=True)
    notice(ana, "young", days=399, read=True)
    assert purge_notices(now=NOW) == {"deliveries": 1, "notices": 1}
    assert keys() == ["young"]
    assert Delivery.objects.count() == 1
    assert task() == {"deliveries": 0, "notices": 0}


def test_what_nobody_read_stays_in_the_inbox(ana):
    notice(ana, "unread", days=900, read=False)
    assert purge_notices(now=NOW) == {"deliveries": 1, "notices": 0}
    assert keys() == ["unread"]


@pytest.mark.parametrize("state", [DeliveryState.QUEUED, DeliveryState.WAITING])
def test_what_is_still_on_its_way_stays(ana, state):
    notice(ana, "waiting", days=900, read=True, state=state)
    assert purge_notices(now=NOW) == {"deliveries": 0, "notices": 0}
    assert keys() == ["waiting"]


def test_the_setting_says_how_long(ana, settings):
    settings.KEEP_NOTICES_DAYS = 30
    notice(ana, "month", days=31, read=True)
    assert purge_notices(now=NOW)["notices"] == 1


def test_the_audit_is_not_touched(ana):
    notice(ana, "old", days=401, read=True)
    before = (AuditEvent.objects.count(), RowChange.objects.count())
    purge_notices(now=NOW)
    assert (AuditEvent.objects.count(), RowChange.objects.count()) == before
