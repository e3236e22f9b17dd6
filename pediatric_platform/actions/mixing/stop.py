"""A child leaves treatment: what was asked of a mixing centre, and not begun, is asked no more."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from pediatric_platform.actions.holding import hold_sessions
from pediatric_platform.actions.mixing.steps import advance, locked
from pediatric_platform.models import Child, MixingOrder, Mixture, MixtureState, Session

NOT_BEGUN = (MixtureState.REQUESTED, MixtureState.VALIDATED)


@transaction.atomic
def stop_mixing(*, child: Child, reason: str, by: Person | None) -> int:
    """Cancel the child's mixtures that nobody prepared yet, and the orders that held nothing else; how many mixtures.

    What is prepared or on its way stays where it is: its pages say that it is not to be used, and it is rejected or
    returned by whoever holds it. `by` changed the child's state, and needs no right of the mixing centre's.
    """
    hold_sessions(Session.objects.filter(plan__child=child, mixing_orders__cancelled_at__isnull=True))
    orders = MixingOrder.objects.select_for_update(of=("self",)).filter(
        session__plan__child=child, cancelled_at__isnull=True
    )
    ids = list(orders.order_by("pk").values_list("pk", flat=True))
    waiting = locked(Mixture.objects.filter(order__in=ids, state__in=NOT_BEGUN))
    stopped = [row for row in waiting if row.state in NOT_BEGUN]
    for row in stopped:
        advance(row, MixtureState.CANCELLED, by=by, reason=reason)
    touched = {row.order_id for row in stopped}
    kept = Mixture.objects.filter(order__in=touched).exclude(state__in=[MixtureState.CANCELLED, MixtureState.REJECTED])
    MixingOrder.objects.filter(pk__in=touched - set(kept.values_list("order", flat=True))).update(
        cancelled_at=timezone.now(), cancelled_reason=reason[:240]
    )
    return len(stopped)
