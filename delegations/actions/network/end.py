"""A posting gets its last day, or is withdrawn before it began."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.actions.network import rules, telling
from delegations.actions.network.substitute import within_days_of
from delegations.errors import AlreadyEnded, EndsBeforeStart, NotYoursToAppoint, PartOfAHandover, ReasonNeeded
from delegations.models import Handover, Person, Posting


@transaction.atomic
def end(*, posting: Posting, on: date, reason: str, by: Person | None) -> Posting | None:
    """`on` is the posting's last day: past, or to come (a later one than was said prolongs it). What the posting opens
    closes the day after. Who acts for the titular stops with them.

    None: it had not begun by `on` nor by today, and is withdrawn; the audit keeps all of it.
    """
    posting = rules.take_turns_at(posting)
    if not rules.may_manage(by, posting) and not ends_own_cover(by, posting):
        raise NotYoursToAppoint
    if by is not None and not reason.strip():
        raise ReasonNeeded
    today = timezone.localdate()
    if posting.ends_on is not None and posting.ends_on < today:
        raise AlreadyEnded(posting.ends_on)
    rules.plausible(on, field="on")
    before = rules.facts(posting)
    if on < posting.starts_on:
        if posting.starts_on <= today:
            raise EndsBeforeStart(posting.starts_on, field="on")
        if Handover.objects.filter(to_posting=posting).exists():
            raise PartOfAHandover(posting.starts_on)
        after = {"reason": reason.strip(), "covers_ended": rules.withdraw(posting)}
        audit.record(type="posting.withdrawn", by=by, target=posting, before=before, after=after)
        telling.tell_ended(posting, on=None, reason=reason, by=by)
        return None
    if posting.covers is not None:
        within_days_of(posting.covers, posting.starts_on, on)
    covers = rules.shorten_covers(posting, on)
    posting.ends_on = on
    rules.post_is_free(posting)
    rules.store(posting)
    after = {"ends_on": str(on), "reason": reason.strip(), "covers_ended": covers}
    audit.record(type="posting.ended", by=by, target=posting, before=before, after=after)
    telling.tell_ended(posting, on=on, reason=reason, by=by)
    return posting


def ends_own_cover(by: Person | None, posting: Posting) -> bool:
    """A titular who comes back early."""
    return by is not None and posting.covers is not None and posting.covers.person_id == by.pk
