from __future__ import annotations

from django.db import transaction

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.plans.locked import ASKED, locked_session, refuse_begun
from pediatric_platform.models import Deviation, DeviationKind, Session, SessionState
from pediatric_platform.prescribing import cleaned_reason, must_prescribe


@transaction.atomic
def cancel_session(*, session: Session, reason: str, edition: int | None = None, by: Person | None) -> Session:
    """The session is not given at all: told as a deviation from the regimen, and needed no more."""
    row = locked_session(session, edition)
    must_prescribe(by, row.unit)
    reason = cleaned_reason(reason)
    refuse_begun([row.pk], ASKED)
    row.state, row.state_reason, row.edition = SessionState.CANCELLED, reason, row.edition + 1
    row.save(update_fields=["state", "state_reason", "edition"])
    Deviation.objects.create(
        plan=row.plan,
        kind=DeviationKind.SCHEDULE,
        session_on=row.on,
        before=row.on.isoformat(),
        after=SessionState.CANCELLED.label[:120],
        reason=reason,
        by=by,
    )
    declare_sessions([row.pk])
    audit.record(
        type="session.cancelled",
        by=by,
        target=row,
        before={"state": SessionState.PLANNED},
        after={"state": row.state, "on": row.on.isoformat()},
    )
    return row
