"""Recalled lots that a place has to set apart, by the clock."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.navigation import address
from delegations.roles import Permission
from supply.models import RecallHolding, RecallState
from supply.work_sources.common import pieces_text, place_text
from supply.worklist import Desk, Rank, WorkItem, WorkSource


def read(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.ANSWER_RECALL):
        return []
    rows = desk.of(
        RecallHolding.objects.waiting().filter(recall__state=RecallState.OPEN),
        Permission.ANSWER_RECALL,
        unit="place__unit",
        delegation="place__delegation",
        drug="lot__drug",
    )
    joined = rows.select_related("recall", "place__unit", "lot__drug").order_by("deadline_at", "pk")
    return [_item(desk, row) for row in joined[: desk.limit + 1]]


def _item(desk: Desk, row: RecallHolding) -> WorkItem:
    late = row.deadline_at < desk.now
    why = _("%(folio)s, %(kind)s: había %(pieces)s en %(place)s según el libro cuando se detuvo.") % {
        "folio": row.recall.folio,
        "kind": row.recall.get_kind_display().lower(),
        "pieces": pieces_text(row.pieces),
        "place": place_text(row.place),
    }
    return WorkItem(
        key=f"recalls:{row.pk}",
        rank=Rank.RECALL,
        urgency=-row.deadline_at.timestamp(),
        tone="out" if late else "critical",
        title=_("Apartar el lote %(lot)s de %(drug)s y responder")
        % {"lot": row.lot.number, "drug": row.lot.drug.label},
        why=why,
        href=address("supply:recall-answer", row.recall_id, row.pk),
        action=_("Responder"),
        due=row.deadline_at,
        as_of=row.recall.opened_at,
        where=row.place.unit.name if row.place.unit else row.place.name,
        drug=row.lot.drug.label,
        unit_id=row.place.unit_id,
        delegation_id=row.place.delegation_id,
        drug_id=row.lot.drug_id,
    )


SOURCE = WorkSource("recalls", gettext_lazy("Retiros sanitarios por responder"), read, all_of="supply:recall-list")
