"""From the mixing centre to the child, or back: each step by whoever stands where it happens."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations.models import Person
from delegations.roles import Permission
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.missing import missed_mixture
from pediatric_platform.actions.mixing.finish import finish_dose
from pediatric_platform.actions.mixing.rights import (
    may_administer,
    may_at_place,
    may_prepare,
    may_receive,
    require,
)
from pediatric_platform.actions.mixing.steps import (
    advance,
    label_of,
    lock_one,
    refuse_held,
    refuse_wrong_step,
    resolve_moment,
)
from pediatric_platform.errors.mixing import AllergySinceReview, PastUseBefore, ReasonMissing, SessionMoved
from pediatric_platform.models import Mixture, MixtureState
from pediatric_platform.prescribing import must_be_in_treatment
from pediatric_platform.selectors.mixing.rules import has_allergy_since_review


@transaction.atomic
def dispatch_(
    *, mixture: Mixture, by: Person | None, edition: int | None = None, at: datetime | None = None
) -> Mixture:
    """The mixing centre lets it go to the ward: not with a lot on hold, nor past its hour, nor for a moved session."""
    row, when = lock_one(mixture, edition), resolve_moment(at)
    if by is not None:
        require(may_prepare(by, row.order.place), "prepare")
    refuse_wrong_step(row, MixtureState.DISPATCHED)
    must_be_in_treatment(row.order.session.plan.child)
    refuse_held(row)
    if row.order.session.on != row.order.for_day:
        raise SessionMoved(row.order.folio, row.order.session.on)
    if row.use_before is not None and when > row.use_before:
        raise PastUseBefore(label_of(row), row.use_before)
    return advance(row, MixtureState.DISPATCHED, by=by, at=when)


@transaction.atomic
def receive(*, mixture: Mixture, by: Person | None, edition: int | None = None, at: datetime | None = None) -> Mixture:
    """It is on the ward. What must not be used arrives too: it is received, shown in red, and returned."""
    row, when = lock_one(mixture, edition), resolve_moment(at)
    if by is not None:
        require(may_receive(by, row.order.session.unit), "receive")
    refuse_wrong_step(row, MixtureState.RECEIVED)
    return advance(row, MixtureState.RECEIVED, by=by, at=when)


@transaction.atomic
def administer(
    *,
    mixture: Mixture,
    by: Person | None,
    edition: int | None = None,
    at: datetime | None = None,
    reason: str = "",
) -> Mixture:
    """It was given to the child. Past its hour, or with an allergy noted since its review, only with a reason; with a
    lot on hold, never.

    The last one of a dose gives the dose, and the last dose its session.
    """
    row, when = lock_one(mixture, edition), resolve_moment(at)
    if by is not None:
        require(may_administer(by, row.order.session.unit), "administer")
    refuse_wrong_step(row, MixtureState.ADMINISTERED)
    refuse_held(row)
    given_on = timezone.localtime(when, row.order.session.unit.zone).date()
    must_be_in_treatment(row.order.session.plan.child, given_on)
    if row.use_before is not None and when > row.use_before and not reason.strip():
        raise PastUseBefore(label_of(row), row.use_before)
    if not reason.strip() and has_allergy_since_review(row):
        raise AllergySinceReview(label_of(row))
    advance(row, MixtureState.ADMINISTERED, by=by, at=when, reason=reason)
    finish_dose(row.dose_id, on=given_on, by=by)
    return row


@transaction.atomic
def reject(
    *, mixture: Mixture, reason: str, was_missing: bool = False, by: Person | None, edition: int | None = None
) -> Mixture:
    """The mixing centre does not make it, or throws it away before it leaves; what was drawn stays drawn.

    `was_missing`: there is nothing to make it of; what was prepared already had what it takes.
    """
    row = lock_one(mixture, edition)
    place = row.order.place
    if by is not None:
        require(may_at_place(by, place, Permission.VALIDATE_MIXTURE, Permission.PREPARE_MIXTURE), "prepare")
    refuse_wrong_step(row, MixtureState.REJECTED)
    had_begun = row.state == MixtureState.PREPARED
    done = _needed_again(advance(row, MixtureState.REJECTED, by=by, reason=reason))
    if was_missing and not had_begun:
        missed_mixture(done, done.order.session)
    return done


@transaction.atomic
def return_(*, mixture: Mixture, reason: str, by: Person | None, edition: int | None = None) -> Mixture:
    """The ward does not use it: sent back or thrown away there, with a reason."""
    row = lock_one(mixture, edition)
    if by is not None:
        require(may_receive(by, row.order.session.unit), "receive")
    refuse_wrong_step(row, MixtureState.RETURNED)
    if not reason.strip():
        raise ReasonMissing
    return _needed_again(advance(row, MixtureState.RETURNED, by=by, reason=reason))


def _needed_again(mixture: Mixture) -> Mixture:
    """The child still has to have it: what it takes is asked of the stock anew."""
    declare_sessions({mixture.order.session_id})
    return mixture
