from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.cases.confirm import end_confirmed
from pediatric_platform.actions.cases.following import is_theirs
from pediatric_platform.actions.cases.writing import happened, locked, must_stand
from pediatric_platform.case_rights import may_close
from pediatric_platform.errors.cases import (
    AlreadyLeft,
    CannotLeave,
    CaseReasonMissing,
    NotYourCase,
    WouldEndUnconfirmed,
)
from pediatric_platform.models import Case, CaseEventKind, CaseFollower


@transaction.atomic
def leave(*, follower: CaseFollower, reason: str, by: Person | None, now: datetime | None = None) -> Case:
    """Somebody is not part of it any more: by their own word, or because central office found that it was a mistake.

    Whoever works at a case takes nobody off it who might not confirm it; and somebody always stays to do so. Nor does
    central office end one that way: that takes its contacts (`close_unconfirmed`).
    """
    now = now or timezone.now()
    row = locked(follower.case, right=None)
    follower = CaseFollower.objects.select_related("child", "person").get(pk=follower.pk)
    is_own = by is None or is_theirs(follower, by)
    if not is_own and (by is None or not may_close(by, row)):
        raise NotYourCase
    must_stand(row)
    reason = " ".join(reason.split())[:160]
    if not reason:
        raise CaseReasonMissing
    if follower.left_at is not None:
        raise AlreadyLeft
    others = row.followers.current().exclude(pk=follower.pk)
    if not others.exists():
        raise CannotLeave
    if not is_own and follower.confirmed_at is None and not others.filter(confirmed_at__isnull=True).exists():
        raise WouldEndUnconfirmed
    follower.left_at, follower.left_reason = now, reason
    follower.save(update_fields=["left_at", "left_reason"])
    told: dict[str, Any] = {"follower": follower.pk, "child": follower.child.folio if follower.child else None}
    audit.record(type="case.left", by=by, target=row, after=told)
    happened(row, CaseEventKind.CHANGED, by=by, at=now, data={"what": "left", "follower": follower.pk})
    if not others.filter(confirmed_at__isnull=True).exists():
        happened(row, CaseEventKind.CONFIRMED, by=by, at=now, for_family=True, data={"how": "left", "followers": []})
        end_confirmed(row, by=by, now=now, also=told)
    return row
