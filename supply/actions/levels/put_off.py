"""Putting off a line of one's worklist, with a reason, and bringing it back."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from supply.models import WorkSnooze
from supply.refusals.levels import AnsweredNotPutOff, NotOnYourList, NotSoLong, WhyPutOff
from supply.selectors.worklist import find_item, snooze_key
from supply.worklist import Desk


@transaction.atomic
def put_off(*, key: str, until: date, reason: str, by: Person, now: datetime | None = None) -> WorkSnooze:
    """Hide a line from the desk of `by` until that day; put off again, day and reason are the new ones.

    Refuses what is not on the list, a blank reason, and a day past what its rank allows.
    """
    desk = Desk(by, now or timezone.now())
    item = find_item(desk, key)
    if item is None:
        raise NotOnYourList
    if not reason.strip():
        raise WhyPutOff
    days = item.rank.longest_days
    if not days:
        raise AnsweredNotPutOff
    first, last = desk.today + timedelta(days=1), desk.today + timedelta(days=days)
    if not first <= until <= last:
        raise NotSoLong(first, last, days)
    told = item.told
    snooze, is_new = WorkSnooze.objects.select_for_update().get_or_create(
        key=snooze_key(desk, key),
        defaults={
            "until": until, "reason": reason.strip(), "by": by, "at": desk.now, "unit_id": told.unit_id,
            "delegation_id": told.delegation_id,
        },
    )  # fmt: skip
    before = {} if is_new else _told(snooze)
    if not is_new:
        snooze.until, snooze.reason, snooze.by, snooze.at = until, reason.strip(), by, desk.now
        snooze.save(update_fields=["until", "reason", "by", "at"])
    audit.record(
        type="work.put_off",
        by=by,
        target=snooze,
        before=before,
        after=_told(snooze) | {"what": told.title},
        delegation=told.delegation_id,
        unit=told.unit_id,
    )
    return snooze


@transaction.atomic
def bring_back(*, key: str, by: Person, now: datetime | None = None) -> WorkSnooze:
    """Show a line again that the desk of `by` had put off."""
    desk = Desk(by, now or timezone.now())
    standing = WorkSnooze.objects.select_for_update().filter(until__gt=desk.today)
    snooze = standing.filter(key=snooze_key(desk, key)).first()
    if snooze is None:
        raise NotOnYourList
    before = _told(snooze)
    snooze.until = desk.today
    snooze.save(update_fields=["until"])
    audit.record(
        type="work.brought_back",
        by=by,
        target=snooze,
        before=before,
        after=_told(snooze),
        delegation=snooze.delegation_id,
        unit=snooze.unit_id,
    )
    return snooze


def _told(snooze: WorkSnooze) -> dict[str, str]:
    return {"until": snooze.until.isoformat(), "reason": snooze.reason}
