"""A recall is closed (its lots stay stopped), or lifted (they may be given again)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from delegations import audit
from delegations.errors.editing import check_edition
from delegations.models import Person
from supply.actions.recalls.stopping import hold_drugs, release_lots, stop_lots
from supply.models import Recall, RecallState, Step
from supply.recall_notices import tell_lifted
from supply.recall_rights import must_recall
from supply.refusals.recalls import RecallIsOver, StillWaiting, WordsMissing
from supply.selectors.recalls.matching import lots_of, recalls_naming


@transaction.atomic
def close_recall(
    *,
    recall: Recall,
    reason: str,
    despite_waiting: bool = False,
    edition: int | None = None,
    by: Person | None,
    now: datetime | None = None,
) -> Recall:
    """Nobody owes an answer any more. Its lots stay stopped, and one that still comes is stopped as well."""
    row = _locked(recall, edition, by)
    if row.state not in (RecallState.OPEN, RecallState.WATCHED):
        raise RecallIsOver(row.get_state_display(), row.ended_at)
    waiting = row.holdings.waiting().count()
    if waiting and not despite_waiting:
        raise StillWaiting(waiting)
    words = _words(reason)
    _end(row, RecallState.CLOSED, words, by, now)
    audit.record(type="recall.closed", by=by, target=row, after={"reason": words, "waiting": waiting})
    return row


@transaction.atomic
def lift_recall(
    *, recall: Recall, reason: str, edition: int | None = None, by: Person | None, now: datetime | None = None
) -> Recall:
    """The lots are good after all. What another recall names, or was held back for another reason, stays stopped."""
    row = _locked(recall, edition, by)
    if row.state == RecallState.LIFTED:
        raise RecallIsOver(row.get_state_display(), row.ended_at)
    words = _words(reason)
    if row.drug_id is not None:
        hold_drugs([row.drug_id])
    meant = lots_of(row)
    _end(row, RecallState.LIFTED, words, by, now)
    released = release_lots(row, meant, by=by)
    still = recalls_naming([lot.pk for lot in released])
    for other in {found.pk: found for found in still.values()}.values():
        stop_lots(other, [lot_id for lot_id, named in still.items() if named.pk == other.pk], by=by)
    audit.record(
        type="recall.lifted",
        by=by,
        target=row,
        after={
            "reason": words,
            "released": len(released) - len(still),
            "kept": sorted({one.folio for one in still.values()}),
        },
    )
    tell_lifted(row)
    return row


def _locked(recall: Recall, edition: int | None, by: Person | None) -> Recall:
    must_recall(by)
    rows = Recall.objects.select_for_update(of=("self",), no_key=True).select_related("drug")
    row = rows.get(pk=recall.pk)
    check_edition(row, edition)
    return row


def _words(reason: str) -> str:
    words = " ".join(reason.split())[:400]
    if not words:
        raise WordsMissing("reason", _("Falta el motivo."), _("Escriba qué se resolvió y dónde consta."))
    return words


def _end(row: Recall, state: RecallState, reason: str, by: Person | None, now: datetime | None) -> None:
    row.state, row.end_reason = state, reason
    row.ended_by, row.ended_at = by, now or timezone.now()
    row.edition += 1
    row.save(update_fields=["state", "end_reason", "ended_by", "ended_at", "edition"])
    Step.objects.create(recall=row, what=str(state), note=reason, by=by, at=row.ended_at)
