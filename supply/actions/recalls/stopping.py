"""Lots stopped and let go, and what each place had of them then: set-based, whatever the number of places."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q

from delegations import audit
from delegations.models import Person
from supply.actions.coverage_changes import note_lots_everywhere
from supply.models import Drug, Lot, LotState, Recall, RecallKind
from supply.recall_words import mark, reason_of

# What is only suspected may still be received, so that it is counted; what is known to be bad is not taken in.
_STOPS: dict[str, str] = {
    RecallKind.QUALITY: LotState.RECALLED,
    RecallKind.FALSIFIED: LotState.RECALLED,
    RecallKind.PREVENTIVE: LotState.QUARANTINED,
}
_FREEZE = """
INSERT INTO supply_recallholding (recall_id, place_id, lot_id, pieces, deadline_at, note, edition)
SELECT told.recall, b.place_id, b.lot_id, b.on_hand, %(now)s + make_interval(hours => r.hours::int), '', 1
  FROM unnest(%(recalls)s::bigint[], %(lots)s::bigint[]) AS told (recall, lot)
  JOIN supply_recall AS r ON r.id = told.recall
  JOIN supply_balance AS b ON b.lot_id = told.lot AND b.on_hand > 0
 ORDER BY told.recall, b.place_id, b.lot_id
    ON CONFLICT (recall_id, place_id, lot_id) DO NOTHING
RETURNING id
"""


def hold_drugs(drug_ids: Collection[int]) -> None:
    """Which lots of a drug are stopped is decided by one at a time: opening, lifting and releasing by hand exclude one
    another and whoever makes a lot (`actions.lots`), so that nobody overlooks what another has not committed.
    """
    list(Drug.objects.select_for_update(no_key=True).filter(pk__in=drug_ids).order_by("pk").values_list("pk"))


def held_preventively(recall: Recall) -> Q | None:
    """Lots that a preventive recall of the drug holds, for one that knows more: they are this one's from now on."""
    if recall.kind == RecallKind.PREVENTIVE:
        return None
    held = Q(pk__in=[])
    for other in Recall.objects.in_force().filter(kind=RecallKind.PREVENTIVE, drug=recall.drug_id):
        held |= Q(state_reason__startswith=mark(other))
    return held


def stop_lots(recall: Recall, lot_ids: Collection[int], *, by: Person | None, also: Q | None = None) -> list[Lot]:
    """Hold back those that are usable, and those of `also`; what was held back for another reason stays so, with its
    reason.

    One that comes to be while the recall is in force is born in quarantine (`actions.lots`): its pieces are there, and
    have to be counted and kept by somebody.
    """
    wanted = Q(state=LotState.USABLE) if also is None else Q(state=LotState.USABLE) | also
    rows = Lot.objects.select_for_update(no_key=True).filter(wanted, pk__in=lot_ids)
    told = [({"state": str(lot.state), "reason": lot.state_reason}, lot) for lot in rows.order_by("pk")]
    lots = [lot for _before, lot in told]
    after = {"state": str(_STOPS[recall.kind]), "reason": reason_of(recall)}
    _write(lots, **after)
    for before, lot in told:
        audit.record(type="lot.state", by=by, target=lot, before=before, after=after)
    return lots


def release_lots(recall: Recall, lot_ids: Collection[int], *, by: Person | None) -> list[Lot]:
    """Let go what this recall stopped, and nothing else."""
    rows = Lot.objects.select_for_update(no_key=True).filter(pk__in=lot_ids, state_reason__startswith=mark(recall))
    lots = list(rows.exclude(state=LotState.USABLE).order_by("pk"))
    told = [({"state": lot.state, "reason": lot.state_reason}, lot) for lot in lots]
    _write(lots, state=LotState.USABLE, reason="")
    for before, lot in told:
        audit.record(
            type="lot.state", by=by, target=lot, before=before, after={"state": LotState.USABLE.value, "reason": ""}
        )
    return lots


def freeze(pairs: Collection[tuple[int, int]], *, now: datetime) -> list[int]:
    """A holding for each place that has pieces of (recall, lot) and none yet; those that are new."""
    ordered = sorted(pairs)
    values: dict[str, Any] = {
        "now": now,
        "recalls": [pair[0] for pair in ordered],
        "lots": [pair[1] for pair in ordered],
    }
    with connection.cursor() as cursor:
        cursor.execute(_FREEZE, values)
        return [pk for (pk,) in cursor.fetchall()]


def _write(lots: list[Lot], *, state: str, reason: str) -> None:
    for lot in lots:
        lot.state, lot.state_reason = state, reason
    Lot.objects.filter(pk__in=[lot.pk for lot in lots]).update(state=state, state_reason=reason)
    note_lots_everywhere([lot.pk for lot in lots])
