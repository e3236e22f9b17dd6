"""What comes after a recall was opened: lots that arrive later, and answers that do not."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from delegations import audit
from supply.actions.recalls.stopping import freeze, stop_lots
from supply.models import Recall, RecallHolding, RecallState, Step
from supply.recall_notices import tell_holders, tell_late
from supply.selectors.recalls.matching import meant_in_force


@transaction.atomic
def stop_arrivals(*, now: datetime | None = None) -> int:
    """Hold back what recalls in force name and is not held back, and ask whoever has some of it and was not asked;
    how many places are asked now. A watched recall opens with the first piece. Safe to repeat.
    """
    now = now or timezone.now()
    pairs = meant_in_force()
    if not pairs:
        return 0
    recalls = Recall.objects.in_bulk({recall_id for recall_id, _lot_id in pairs})
    for recall_id, recall in sorted(recalls.items()):
        lot_ids = [lot_id for found, lot_id in pairs if found == recall_id]
        stop_lots(recall, lot_ids, by=None)
    frozen = freeze(pairs, now=now)
    if not frozen:
        return 0
    holdings = RecallHolding.objects.filter(pk__in=frozen)
    arrived = holdings.exclude(recall__state=RecallState.OPEN).values_list("recall_id", flat=True)
    for recall in Recall.objects.select_for_update(no_key=True).filter(pk__in=set(arrived)).order_by("pk"):
        _open_again(recall, now)
    tell_holders(holdings)
    return len(frozen)


def tell_unanswered(*, now: datetime | None = None) -> int:
    """Places whose time has passed: whoever is above them is told, once; how many notices were new."""
    now = now or timezone.now()
    late = RecallHolding.objects.waiting().filter(recall__state=RecallState.OPEN, deadline_at__lt=now)
    return tell_late(late.select_related("recall", "place__delegation", "place__unit").order_by("pk"))


def _open_again(recall: Recall, now: datetime) -> None:
    """Pieces came of lots that were only watched, or thought to be done with."""
    before = str(recall.state)
    recall.state, recall.ended_at, recall.ended_by, recall.end_reason = RecallState.OPEN, None, None, ""
    recall.edition += 1
    recall.save(update_fields=["state", "ended_at", "ended_by", "end_reason", "edition"])
    Step.objects.create(recall=recall, what="arrived", at=now)
    audit.record(type="recall.arrived", by=None, target=recall, before={"state": before}, after={"state": "open"})
