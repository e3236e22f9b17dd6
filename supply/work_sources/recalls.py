"""Recalled lots that a place has to set apart, by the clock."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from delegations.roles import Permission
from supply.models import Recall, RecallKind
from supply.work_sources.common import DRUG_COLUMNS, PLACE_COLUMNS, drug_text, page_of, pieces_text, place_text, where
from supply.worklist import Desk, Rank, Told, WorkItem, WorkSource

_ROWS = """
SELECT h.id, h.recall_id, h.pieces, h.deadline_at, h.lot_id, r.kind, r.opened_at, l.number, l.drug_id, {place},
       {drug}
  FROM supply_recallholding AS h
  JOIN supply_recall AS r ON r.id = h.recall_id AND r.state = 'open'
  JOIN supply_lot AS l ON l.id = h.lot_id
  JOIN supply_drug AS d ON d.id = l.drug_id
  JOIN delegations_place AS p ON p.id = h.place_id
  LEFT JOIN delegations_unit AS u ON u.id = p.unit_id
 WHERE h.acknowledged_at IS NULL AND {within}
 ORDER BY h.deadline_at, h.id LIMIT %(rows)s
"""


def read(desk: Desk) -> list[WorkItem]:
    if not desk.may(Permission.ANSWER_RECALL):
        return []
    within = desk.of(Permission.ANSWER_RECALL, unit="p.unit_id", delegation="p.delegation_id", drug="l.drug_id")
    return [
        WorkItem(
            key=f"recalls:{row.id}",
            rank=Rank.RECALL,
            urgency=-row.deadline_at.timestamp(),
            tell=partial(_told, desk, row),
        )
        for row in desk.rows(_ROWS, within=within, drug=DRUG_COLUMNS, place=PLACE_COLUMNS)
    ]


def _told(desk: Desk, row: Any) -> Told:
    drug = drug_text(row)
    late = row.deadline_at < desk.now
    why = _("%(folio)s, %(kind)s: había %(pieces)s en %(place)s según el libro cuando se detuvo.") % {
        "folio": Recall(pk=row.recall_id).folio,
        "kind": str(RecallKind(row.kind).label).lower(),
        "pieces": pieces_text(row.pieces),
        "place": place_text(row.place, row.unit),
    }
    return Told(
        tone="out" if late else "critical",
        title=_("Apartar el lote %(lot)s de %(drug)s y responder") % {"lot": row.number, "drug": drug},
        why=why,
        href=page_of("supply:recall-answer", row.recall_id, row.id),
        action=_("Responder"),
        page=page_of("supply:recall", row.recall_id),
        due=row.deadline_at,
        as_of=row.opened_at,
        where=row.unit or row.place,
        drug=drug,
        drug_id=row.drug_id,
        **where(row),
    )


SOURCE = WorkSource("recalls", gettext_lazy("Retiros sanitarios por responder"), read, all_of="supply:recall-list")
