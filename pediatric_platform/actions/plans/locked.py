"""Rows as they are now, held until the transaction ends. A plan is always locked before its sessions."""

from __future__ import annotations

from pediatric_platform.errors.editing import check_edition
from pediatric_platform.errors.plans import PlanIsOver
from pediatric_platform.errors.sessions import MixturesUnderWay, SessionIsOver
from pediatric_platform.models import Mixture, MixtureState, Plan, PlanState, Session, SessionState
from pediatric_platform.models.mixture import OPEN

BEGUN = (MixtureState.PREPARED, MixtureState.DISPATCHED, MixtureState.RECEIVED)
# A dose in one of these was, or is about to be, mixed as it stands.
ASKED = (*OPEN, MixtureState.ADMINISTERED)


def locked_plan(plan_id: int, edition: int | None = None) -> Plan:
    """The plan with its child and hospital, in course; refuses an older edition."""
    plan = (
        Plan.objects.select_for_update(of=("self",))
        .select_related("child__unit__delegation", "regimen__protocol", "growth")
        .get(pk=plan_id)
    )
    check_edition(plan, edition)
    if plan.state != PlanState.ACTIVE:
        raise PlanIsOver(plan.get_state_display())
    return plan


def locked_session(session: Session, edition: int | None = None) -> Session:
    """The session, planned, in a plan in course; refuses an older edition."""
    plan = locked_plan(session.plan_id)
    row = (
        Session.objects.select_for_update(of=("self",), no_key=True)
        .select_related("unit__delegation")
        .get(pk=session.pk)
    )
    row.plan = plan
    check_edition(row, edition)
    if row.state != SessionState.PLANNED:
        raise SessionIsOver(row.get_state_display())
    return row


def refuse_begun(session_ids: list[int], states: tuple[str, ...] = BEGUN) -> None:
    """MixturesUnderWay where something of the sessions is prepared and neither given nor sent back."""
    folios = (
        Mixture.objects.filter(order__session__in=session_ids, state__in=states)
        .order_by("order__folio")
        .values_list("order__folio", flat=True)
        .distinct()
    )
    if found := list(folios[:5]):
        raise MixturesUnderWay(found)
