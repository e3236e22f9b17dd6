from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.holding import hold_sessions
from pediatric_platform.actions.mixing.rights import may_prepare, may_request, require
from pediatric_platform.actions.mixing.steps import advance, locked
from pediatric_platform.errors.mixing import OrderIsCancelled, OrderIsUnderWay, ReasonMissing, SessionIsOver
from pediatric_platform.models import MixingOrder, MixtureState, Session, SessionState

NOT_BEGUN = (MixtureState.REQUESTED, MixtureState.VALIDATED)
UNDER_WAY = (MixtureState.PREPARED, MixtureState.DISPATCHED, MixtureState.RECEIVED)


def _locked_order(order: MixingOrder, by: Person | None) -> MixingOrder:
    related = ("session__unit__delegation", "place__unit", "place__delegation")
    hold_sessions(Session.objects.filter(mixing_orders=order.pk))
    order = MixingOrder.objects.select_for_update(of=("self",)).select_related(*related).get(pk=order.pk)
    if by is not None:
        require(may_request(by, order.session.unit) or may_prepare(by, order.place), "request")
    if order.cancelled_at is not None:
        raise OrderIsCancelled(order.folio)
    return order


@transaction.atomic
def cancel_order(*, order: MixingOrder, reason: str, by: Person | None) -> MixingOrder:
    """Take back what was asked and not begun. What is prepared is rejected or returned first, each by itself."""
    order = _locked_order(order, by)
    reason = reason.strip()[:240]
    if not reason:
        raise ReasonMissing
    mixtures = locked(order.mixtures.all())
    if under_way := [mixture for mixture in mixtures if mixture.state in UNDER_WAY]:
        raise OrderIsUnderWay(order.folio, len(under_way))
    for mixture in mixtures:
        if mixture.state in NOT_BEGUN:
            advance(mixture, MixtureState.CANCELLED, by=by, reason=reason)
    order.cancelled_at, order.cancelled_reason = timezone.now(), reason
    order.save(update_fields=["cancelled_at", "cancelled_reason"])
    _tell("mixing_order.cancelled", order, by, {"open": True}, {"open": False})
    return order


@transaction.atomic
def follow_session(*, order: MixingOrder, by: Person | None) -> MixingOrder:
    """Put the order on the day to which its session was moved."""
    order = _locked_order(order, by)
    if order.session.state != SessionState.PLANNED:
        raise SessionIsOver(order.session.get_state_display())
    before, order.for_day = order.for_day, order.session.on
    if before != order.for_day:
        order.save(update_fields=["for_day"])
        _tell("mixing_order.moved", order, by, {"day": str(before)}, {"day": str(order.for_day)})
    return order


def _tell(
    type: str, order: MixingOrder, by: Person | None, before: dict[str, object], after: dict[str, object]
) -> None:
    unit = order.session.unit
    audit.record(
        type=type, by=by, target=order, before=before, after=after, unit=unit.pk, delegation=unit.delegation_id
    )
