from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import connection, transaction
from django.utils import timezone

from delegations import audit
from delegations.models import Delegation, Person
from supply.models import Drug, RedistributionRun, RunState
from supply.queue import later
from supply.refusals.redistribution import AskedAlready, RunIsOver, TooManyAsked
from supply.transfer_order_rights import must_redistribute

# The solver takes minutes of a worker for the country: so many questions of one scope may wait, none of them twice.
MOST_STANDING = 3
# First key of the advisory lock of those who ask; the second is the delegation, 0 for the country.
ASKING_LOCK = 72071


@transaction.atomic
def ask_redistribution(
    *,
    delegation: Delegation | None = None,
    drug: Drug | None = None,
    whole_packs: bool = False,
    without_orders: Sequence[int] = (),
    without_transfers: Sequence[int] = (),
    by: Person | None,
    now: datetime | None = None,
) -> RedistributionRun:
    """A question to the solver, which a worker answers; `without_…`: what is taken not to come (a what-if)."""
    must_redistribute(by, delegation.pk if delegation else None)
    what_if: dict[str, list[int]] = {}
    if without_orders:
        what_if["supply_orders"] = sorted(set(without_orders))
    if without_transfers:
        what_if["transfers"] = sorted(set(without_transfers))
    _must_have_room(delegation, drug, whole_packs, what_if)
    run = RedistributionRun.objects.create(
        delegation=delegation,
        drug=drug,
        whole_packs=whole_packs,
        what_if=what_if,
        requested_by=by,
        requested_at=now or timezone.now(),
    )
    audit.record(
        type="redistribution.asked",
        by=by,
        target=run,
        after={"drug": drug.pk if drug else None, "whole_packs": whole_packs, "what_if": what_if},
        delegation=delegation.pk if delegation else None,
    )
    later("supply.redistribution_tasks.answer_redistribution", run.pk)
    return run


def _must_have_room(
    delegation: Delegation | None, drug: Drug | None, whole_packs: bool, what_if: dict[str, list[int]]
) -> None:
    """Refuse a question that is being answered already, and one too many of the same delegation, or of the country."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [ASKING_LOCK, delegation.pk if delegation else 0])
    standing = (
        RedistributionRun.objects.select_related("drug")
        .filter(delegation=delegation, state__in=(RunState.QUEUED, RunState.RUNNING))
        .order_by("pk")
    )
    asked = list(standing)
    same = next(
        (run for run in asked if (run.drug, run.whole_packs, run.what_if) == (drug, whole_packs, what_if)), None
    )
    if same is not None:
        raise AskedAlready(same.folio)
    if len(asked) >= MOST_STANDING:
        raise TooManyAsked(len(asked), asked[0].folio)


@transaction.atomic
def cancel_redistribution(*, run: RedistributionRun, by: Person | None) -> RedistributionRun:
    """Stop computing; what was found so far is not kept."""
    must_redistribute(by, run.delegation_id)
    row = RedistributionRun.objects.select_for_update(no_key=True).get(pk=run.pk)
    if row.state not in (RunState.QUEUED, RunState.RUNNING):
        raise RunIsOver
    row.state, row.finished_at = RunState.CANCELLED, timezone.now()
    row.save(update_fields=["state", "finished_at"])
    audit.record(type="redistribution.cancelled", by=by, target=row, delegation=row.delegation_id)
    return row
