from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.cases.following import LONGEST, held_for
from pediatric_platform.actions.cases.telling import tell_family, tell_owner
from pediatric_platform.actions.cases.writing import happened, locked, must_stand, said_before
from pediatric_platform.errors.cases import NothingSaid
from pediatric_platform.errors.public_cases import TooManyReplies
from pediatric_platform.models import Case, CaseEvent, CaseEventKind, CaseFollower

AN_HOUR, REPLIES_AN_HOUR = timedelta(hours=1), 20


@transaction.atomic
def write_note(
    *, case: Case, text: str, for_family: bool = False, key: str = "", by: Person, now: datetime | None = None
) -> CaseEvent:
    """Words of who works at it: among themselves, or to the family, which is told that there are some."""
    row, text = locked(case, by=by), text.strip()[:LONGEST]
    if (said := said_before(row, key, text=text, for_family=for_family)) is not None:
        return said
    if not text:
        raise NothingSaid
    if for_family:
        must_stand(row)
    kind = CaseEventKind.MESSAGE if for_family else CaseEventKind.NOTE
    event = happened(row, kind, by=by, at=now or timezone.now(), text=text, for_family=for_family, key=key)
    audit.record(type=f"case.{kind.value}", by=by, target=row, after={"event": event.pk})
    if for_family:
        tell_family("case.message", row, event.pk, besides=by)
    return event


@transaction.atomic
def reply(
    *, follower: CaseFollower, text: str, by: Person | None = None, key: str = "", now: datetime | None = None
) -> CaseEvent:
    """Words of the family, or of who told it; whoever has the case is told. `by` None: who came by the secret link."""
    row, follower = held_for(follower, by)
    text = text.strip()[:LONGEST]
    if (said := said_before(row, key, text=text)) is not None:
        return said
    must_stand(row)
    if not text:
        raise NothingSaid
    at = now or timezone.now()
    # Whoever holds a secret link, and nobody's account.
    replies = row.events.filter(kind=CaseEventKind.REPLY, data__follower=follower.pk, at__gt=at - AN_HOUR)
    if by is None and replies.count() >= REPLIES_AN_HOUR:
        raise TooManyReplies
    event = happened(
        row,
        CaseEventKind.REPLY,
        by=by,
        at=at,
        text=text,
        for_family=True,
        key=key,
        data={"follower": follower.pk},
    )
    audit.record(type="case.reply", by=by, target=row, after={"event": event.pk})
    tell_owner("case.reply", row, event.pk, besides=by, what="reply")
    return event
