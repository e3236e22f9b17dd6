from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.cases.telling import tell_owner
from pediatric_platform.actions.cases.writing import (
    AT_WORK,
    happened,
    locked,
    must_stand,
    not_solved,
    stopped,
    wound_up,
    write,
)
from pediatric_platform.errors.cases import CannotMerge, OtherDrug
from pediatric_platform.models import Case, CaseEventKind, CaseFollower, CaseState

MOVED_ON = "Se unió a otro caso"


@transaction.atomic
def merge(*, case: Case, into: Case, edition: int | None, by: Person, now: datetime | None = None) -> Case:
    """A case that is another one already: those whom it touches go on in that one, which is as urgent as the more
    urgent of both and keeps the earlier deadline. What was written stays where it was written. The other case."""
    now = now or timezone.now()
    if case.pk == into.pk:
        raise CannotMerge
    held = {pk: locked(Case(pk=pk), by=by) for pk in sorted((case.pk, into.pk))}
    row, other = held[case.pk], held[into.pk]
    row = locked(case, by=by, edition=edition)
    must_stand(row)
    must_stand(other)
    if row.unit_id != other.unit_id:
        raise CannotMerge
    if _is_other_drug(row, other):
        raise OtherDrug(other.folio)
    moved = _move_followers(row, other, now)
    values = _as_urgent_as(other, row, now)
    write(
        row, type="case.merged", by=by, also={"into": other.folio}, state=CaseState.MERGED, merged_into=other,
        **stopped(now, by),
    )  # fmt: skip
    write(other, type="case.merged", by=by, also={"from": row.folio, "followers": moved}, **values)
    happened(row, CaseEventKind.MERGED, by=by, at=now, data={"into": other.pk})
    event = happened(other, CaseEventKind.MERGED, by=by, at=now, data={"from": row.pk, "followers": moved})
    tell_owner("case.reply", other, event.pk, besides=by, what="joined")
    return other


def _is_other_drug(row: Case, other: Case) -> bool:
    """Both known, and not the same in another strength: else a dose of one would confirm the other."""
    if row.drug is None or other.drug is None or row.drug_id == other.drug_id:
        return False
    return not row.drug.inn or row.drug.inn != other.drug.inn


def _as_urgent_as(other: Case, row: Case, now: datetime) -> dict[str, Any]:
    """What the case that stays takes over from the one that ends in it: nobody gains time, and no level is lost."""
    calls = [at for at in (row.contact_by, other.contact_by) if at is not None]
    days = [day for day in (row.needed_on, other.needed_on) if day is not None]
    values: dict[str, Any] = {
        "needed_on": min(days, default=None),
        "severity": min(row.severity, other.severity),
        "contact_by": min(calls, default=None),
    }
    both_run = CaseState.SOLVED not in (row.state, other.state)
    if other.drug is None and row.drug is not None:
        values["drug"] = row.drug
    if row.level > other.level:
        values |= {"level": row.level, "agenda_on": row.agenda_on, "owner": row.owner, "owned_at": now}
    if other.state == CaseState.SOLVED:
        values |= {**not_solved(other, now, values.get("level")), **AT_WORK}
    elif both_run and row.level > other.level:
        values |= {"deadline_at": row.deadline_at, "remind_at": row.remind_at}
    elif both_run and row.level == other.level and row.deadline_at and other.deadline_at:
        values["deadline_at"] = min(row.deadline_at, other.deadline_at)
    elif row.level > other.level:
        values |= wound_up(other, now, row.level)
    return values


def _move_followers(case: Case, other: Case, now: datetime) -> list[int]:
    """Whoever is part of both already is part of one; the others keep their row, their secret link and their words."""
    there = set(other.followers.current().filter(child__isnull=False).values_list("child", "person"))
    moved = []
    for follower in case.followers.current().order_by("pk"):
        if (follower.child_id, follower.person_id) in there:
            CaseFollower.objects.filter(pk=follower.pk).update(left_at=now, left_reason=MOVED_ON)
            continue
        moved.append(follower.pk)
    CaseFollower.objects.filter(pk__in=moved).update(case=other)
    # One of theirs that had confirmed says nothing of the case that both are now.
    CaseFollower.objects.filter(pk__in=moved).update(confirmed_at=None, confirmed_how="", confirmed_by=None, dose=None)
    return moved
