from __future__ import annotations

from django.db import transaction
from django.utils import translation

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.missing import missed_on_cancel
from pediatric_platform.actions.plans.locked import ASKED, locked_session, refuse_begun
from pediatric_platform.actions.rescue import refuse_needed
from pediatric_platform.actions.sessions.move import check_reason
from pediatric_platform.models import Deviation, DeviationKind, MoveReason, Session, SessionState
from pediatric_platform.prescribing import must_prescribe
from supply.models import Drug


@transaction.atomic
def cancel_session(
    *,
    session: Session,
    reason: str,
    note: str = "",
    missing_drug: Drug | None = None,
    edition: int | None = None,
    by: Person | None,
) -> Session:
    """The session is not given at all: told as a deviation from the regimen, and needed no more.

    `reason` is a kind, as for a move: called off for want of a drug is told apart, and a family to whom the day was
    shown as complete was promised something that did not come true.
    """
    row = locked_session(session, edition)
    must_prescribe(by, row.unit)
    note = " ".join(note.split())[:160]
    check_reason(reason, note=note, missing_drug=missing_drug)
    refuse_begun([row.pk], ASKED)
    refuse_needed(list(row.doses.to_give()), row)
    row.missing_drug = missing_drug if reason == MoveReason.MISSING_DRUG else None
    with translation.override("es"):
        words = [MoveReason(reason).label, row.missing_drug.generic_name if row.missing_drug else "", note]
        told = note if reason == MoveReason.OTHER else ": ".join(str(word) for word in words if word)
    row.state, row.cancel_reason, row.state_reason = SessionState.CANCELLED, reason, told[:240]
    row.edition += 1
    row.save(update_fields=["state", "cancel_reason", "missing_drug", "state_reason", "edition"])
    Deviation.objects.create(
        plan=row.plan,
        kind=DeviationKind.SCHEDULE,
        session_on=row.on,
        before=row.on.isoformat(),
        after=SessionState.CANCELLED.label[:120],
        reason=row.state_reason,
        by=by,
    )
    declare_sessions([row.pk])
    missed_on_cancel(row)
    audit.record(
        type="session.cancelled",
        by=by,
        target=row,
        before={"state": SessionState.PLANNED},
        after={"state": row.state, "on": row.on.isoformat(), "reason": reason},
    )
    return row
