from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import F, QuerySet

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.missing import missed_on_move
from pediatric_platform.actions.plans.locked import locked_session, refuse_begun
from pediatric_platform.actions.sessions.by_age import size_by_age
from pediatric_platform.errors.plans import ReasonNeeded
from pediatric_platform.errors.sessions import BadReason, MissingDrugNotNamed, SameDay, SessionInThePast, TooFarAway
from pediatric_platform.models import MoveReason, Plan, Session, SessionMove
from pediatric_platform.prescribing import must_be_in_treatment, must_prescribe
from supply.models import Drug

FARTHEST = timedelta(days=180)


@transaction.atomic
def move_session(
    *,
    session: Session,
    to: date,
    reason: str,
    note: str = "",
    move_rest: bool = False,
    missing_drug: Drug | None = None,
    edition: int | None = None,
    by: Person | None,
) -> Session:
    """Put a session on another day, today or later, and say why; with `move_rest` all that follow go as many days.

    What is not written out yet follows too (`Plan.shift_days`). Doses by age are those of the age on the new day.
    """
    row = locked_session(session, edition)
    must_prescribe(by, row.unit)
    must_be_in_treatment(row.plan.child)
    note = " ".join(note.split())[:240]
    check_move(row, to, reason=reason, note=note, missing_drug=missing_drug)
    refuse_begun([row.pk])
    plan, moved_from, days = row.plan, row.on, (to - row.on).days
    following = list(following_sessions(row).values_list("pk", flat=True)) if move_rest else []
    Session.objects.filter(pk=row.pk).update(on=to, edition=F("edition") + 1)
    if following:
        refuse_begun(following)
        Session.objects.filter(pk__in=following).update(on=F("on") + timedelta(days=days), edition=F("edition") + 1)
    if move_rest:
        shifted = {
            "shift_days": plan.shift_days + days,
            "expanded_until": plan.expanded_until + timedelta(days=days),
            "edition": plan.edition + 1,
        }
        Plan.objects.filter(pk=plan.pk).update(**shifted)
    move = SessionMove.objects.create(
        session=row,
        moved_from=moved_from,
        moved_to=to,
        reason=reason,
        note=note,
        missing_drug=missing_drug if reason == MoveReason.MISSING_DRUG else None,
        moved_rest=move_rest,
        by=by,
    )
    size_by_age(plan, [row.pk, *following], row.unit.today())
    declare_sessions([row.pk, *following])
    row.refresh_from_db()
    missed_on_move(move, row)
    audit.record(
        type="session.moved",
        by=by,
        target=row,
        before={"on": moved_from.isoformat()},
        after={"on": to.isoformat(), "reason": reason, "with_it": len(following)},
    )
    return row


def check_move(session: Session, to: date, *, reason: str, note: str, missing_drug: Drug | None) -> None:
    """Refuse a day or a reason that cannot be."""
    check_day(session, to)
    check_reason(reason, note=note, missing_drug=missing_drug)


def check_reason(reason: str, *, note: str, missing_drug: Drug | None) -> None:
    """Refuse what is no reason, another one that nobody wrote out, and a missing drug that nobody named."""
    if not reason:
        raise ReasonNeeded
    if reason not in MoveReason.values:
        raise BadReason
    if reason == MoveReason.OTHER and not note:
        raise ReasonNeeded("note")
    if reason == MoveReason.MISSING_DRUG and missing_drug is None:
        raise MissingDrugNotNamed


def check_day(session: Session, to: date) -> None:
    """Refuse the same day, a past one, and one so far away that it must be a slip."""
    if to == session.on:
        raise SameDay
    if to < session.unit.today():
        raise SessionInThePast
    if abs(to - session.on) > FARTHEST and to - session.unit.today() > FARTHEST:
        raise TooFarAway(FARTHEST.days)


def following_sessions(session: Session) -> QuerySet[Session]:
    """The planned sessions of the same plan after this one, in order."""
    return (
        Session.objects.planned().filter(plan=session.plan_id, on__gt=session.on).exclude(pk=session.pk).order_by("on")
    )
