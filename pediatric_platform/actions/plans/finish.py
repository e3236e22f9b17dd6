from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import translation
from django.utils.translation import gettext as _

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.mixing.stop import stop_mixing
from pediatric_platform.actions.plans.locked import locked_plan, refuse_begun
from pediatric_platform.errors.plans import SessionsStillPlanned
from pediatric_platform.errors.sessions import GivenBeforeThePlan, GivenInTheFuture
from pediatric_platform.models import MoveReason, Plan, PlanState, Session, SessionState
from pediatric_platform.prescribing import cleaned_reason, must_prescribe
from supply.models import Drug


@transaction.atomic
def stop_plan(
    *,
    plan: Plan,
    reason: str,
    on: date,
    missing_drug: Drug | None = None,
    edition: int | None = None,
    by: Person | None,
) -> Plan:
    """The treatment is interrupted for good, or another begins: sessions to come are cancelled with the reason, and so
    is what was asked of a mixing centre and not begun. `missing_drug`: it was for want of it, which is told apart.
    """
    plan = locked_plan(plan.pk, edition)
    must_prescribe(by, plan.child.unit)
    reason = cleaned_reason(reason)
    planned = list(plan.sessions.planned().values_list("pk", flat=True))
    refuse_begun(planned)
    _end(plan, PlanState.STOPPED, on=on, reason=reason)
    Session.objects.filter(pk__in=planned).update(
        state=SessionState.CANCELLED,
        state_reason=reason,
        cancel_reason=MoveReason.MISSING_DRUG if missing_drug else MoveReason.OTHER,
        missing_drug=missing_drug,
        edition=F("edition") + 1,
    )
    stop_mixing(child=plan.child, reason=reason, by=by)
    declare_sessions(planned)
    _record("plan.stopped", plan, by, cancelled=len(planned))
    return plan


@transaction.atomic
def complete_plan(*, plan: Plan, on: date, edition: int | None = None, by: Person | None) -> Plan:
    """The regimen was given to its end: no session may still be to come."""
    plan = locked_plan(plan.pk, edition)
    must_prescribe(by, plan.child.unit)
    planned = plan.sessions.planned().order_by("-on")
    if last := planned.first():
        raise SessionsStillPlanned(planned.count(), last.on)
    with translation.override("es"):
        _end(plan, PlanState.COMPLETED, on=on, reason=_("Se dio completo"))
    _record("plan.completed", plan, by)
    return plan


def _end(plan: Plan, state: str, *, on: date, reason: str) -> None:
    if on > plan.child.unit.today():
        raise GivenInTheFuture
    if on < plan.started_on:
        # A plan that was to begin later ends on the day it would have begun, unless it is told earlier than it was.
        if on < plan.child.birth_date or on < plan.created_at.date():
            raise GivenBeforeThePlan(plan.started_on)
        on = plan.started_on
    plan.state, plan.ended_on, plan.state_reason, plan.edition = state, on, reason, plan.edition + 1
    plan.save(update_fields=["state", "ended_on", "state_reason", "edition"])


def _record(type: str, plan: Plan, by: Person | None, **after: object) -> None:
    audit.record(
        type=type,
        by=by,
        target=plan,
        before={"state": PlanState.ACTIVE},
        after={"state": plan.state, "on": str(plan.ended_on), **after},
        unit=plan.child.unit_id,
        delegation=plan.child.unit.delegation_id,
    )
