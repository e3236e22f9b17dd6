"""One step of a mixture, whatever it is: the row locked, the step allowed, its event and its audit line."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from delegations import audit
from delegations.models import Person
from pediatric_platform.actions.holding import hold_sessions
from pediatric_platform.errors.editing import check_edition
from pediatric_platform.errors.mixing import FutureMoment, LotOnHold, ReasonMissing, WrongStep
from pediatric_platform.models import Mixture, MixtureEvent, MixtureState, Session
from pediatric_platform.models.mixture import STEPS
from pediatric_platform.selectors.mixing.holds import holds_of

RELATED = (
    "order__place__unit__delegation",
    "order__place__delegation",
    "order__session__unit__delegation",
    "order__session__plan__child",
    "dose",
)


def locked(mixtures: Iterable[Mixture]) -> list[Mixture]:
    """The mixtures as they are now, locked in the order everybody locks them, their sessions before them."""
    ids = [mixture.pk for mixture in mixtures]
    hold_sessions(Session.objects.filter(mixing_orders__mixtures__in=ids))
    rows = Mixture.objects.select_for_update(of=("self",)).select_related(*RELATED)
    return list(rows.filter(pk__in=ids).order_by("pk"))


def lock_one(mixture: Mixture, edition: int | None = None) -> Mixture:
    """The one mixture, locked; refuses an older edition."""
    row = locked([mixture])[0]
    check_edition(row, edition)
    return row


def label_of(mixture: Mixture) -> str:
    """How a refusal names a mixture: order and drug, never the child."""
    return f"{mixture.order.folio} · {mixture.dose.name}"


def refuse_wrong_step(mixture: Mixture, after: str) -> None:
    if after not in STEPS[mixture.state]:
        step = str(MixtureState(after).label)
        raise WrongStep(label_of(mixture), mixture.get_state_display(), step)


def refuse_held(mixture: Mixture) -> None:
    """A mixture that holds a recalled or quarantined lot goes no further."""
    found = [hold for hold in holds_of([mixture.pk]).get(mixture.pk, ()) if hold.lot_id is not None]
    if found:
        raise LotOnHold(label_of(mixture), [str(hold) for hold in found])


def resolve_moment(at: datetime | None) -> datetime:
    """Now, or the moment given; what has not come yet is refused."""
    now = timezone.now()
    if at is not None and at > now:
        raise FutureMoment(at)
    return at or now


def advance(
    mixture: Mixture,
    after: str,
    *,
    by: Person | None,
    at: datetime | None = None,
    reason: str = "",
    checks: dict[str, Any] | None = None,
    type: str = "",
    **columns: Any,
) -> Mixture:
    """Write the step on a mixture that `locked` gave: state, edition, columns, event and audit line."""
    reason = reason.strip()[:240]
    if after in (MixtureState.REJECTED, MixtureState.RETURNED, MixtureState.CANCELLED) and not reason:
        raise ReasonMissing
    before = mixture.state
    mixture.state, mixture.edition = after, mixture.edition + 1
    for name, value in columns.items():
        setattr(mixture, name, value)
    mixture.save(update_fields=["state", "edition", *columns])
    MixtureEvent.objects.create(
        mixture=mixture,
        before=before,
        after=after,
        at=at or timezone.now(),
        by=by,
        reason=reason,
        checks=checks or {},
    )
    audit.record(
        type=type or f"mixture.{after}",
        by=by,
        target=mixture,
        before={"state": str(before)},
        after={"state": str(after)},
        unit=mixture.order.session.unit_id,
        delegation=mixture.order.session.unit.delegation_id,
    )
    return mixture
