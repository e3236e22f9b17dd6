from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.cases.records import confirm_by_records
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.missing import came_after_all
from pediatric_platform.actions.plans.locked import locked_session
from pediatric_platform.errors.sessions import GivenBeforeThePlan, GivenInTheFuture
from pediatric_platform.models import DoseState, Session, SessionState
from pediatric_platform.prescribing import must_be_in_treatment, must_prescribe


@transaction.atomic
def give_session(*, session: Session, given_on: date, by: Person | None, edition: int | None = None) -> Session:
    """It was given on a day, today or before: what it needed is needed no more. Said twice of one day, it is said once.

    Doses that are not omitted count as given; the day that was planned stays as it was, for what comes later to tell.
    """
    current = Session.objects.select_related("unit__delegation").get(pk=session.pk)
    must_prescribe(by, current.unit)
    if current.state == SessionState.GIVEN and current.given_on == given_on:
        return current
    row = locked_session(session, edition)
    if given_on > row.unit.today():
        raise GivenInTheFuture
    if given_on < row.plan.started_on:
        raise GivenBeforeThePlan(row.plan.started_on)
    must_be_in_treatment(row.plan.child, given_on)
    row.state, row.given_on, row.edition = SessionState.GIVEN, given_on, row.edition + 1
    row.recorded_at, row.recorded_by = timezone.now(), by
    row.save(update_fields=["state", "given_on", "edition", "recorded_at", "recorded_by"])
    given = row.doses.to_give().update(state=DoseState.GIVEN)
    declare_sessions([row.pk])
    # The cases first, then what was unmet: whoever tells of a problem holds them in that order.
    confirm_by_records(child_ids=[row.plan.child_id])
    whole = row.doses.filter(state=DoseState.GIVEN).values_list("inn", flat=True)
    came_after_all(row, inns=set(whole), on=given_on)
    audit.record(
        type="session.given",
        by=by,
        target=row,
        before={"state": SessionState.PLANNED, "on": row.on.isoformat()},
        after={"state": row.state, "given_on": given_on.isoformat(), "doses": given},
    )
    return row
