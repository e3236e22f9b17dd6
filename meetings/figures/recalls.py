"""Recalled lots whose holders have not answered, of every place at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import datetime

from django.db.models import Q

from meetings.figures.places import Places
from meetings.figures.shape import RecallLine, Recalls
from supply.models import Recall, RecallHolding, RecallState

LINES_KEPT = 8
_COLUMNS = ("recall_id", "place__unit_id", "place__delegation_id", "place__name", "lot__drug__generic_name", "pieces",
            "deadline_at")  # fmt: skip


def recalls_unanswered(places: Places, now: datetime) -> Mapping[str, Recalls]:
    """As of the moment: what was answered later waited still. One query."""
    waiting: Counter[str] = Counter()
    overdue: Counter[str] = Counter()
    lines: dict[str, list[RecallLine]] = defaultdict(list)
    rows = RecallHolding.objects.filter(
        Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gt=now),
        Q(recall__state=RecallState.OPEN) | Q(recall__ended_at__gt=now),
        recall__opened_at__lte=now,
    ).order_by("deadline_at", "pk")
    for recall_id, unit_id, delegation_id, place, drug, pieces, deadline_at in rows.values_list(*_COLUMNS):
        keys = places.keys_of(unit_id, delegation_id)
        waiting.update(keys)
        if deadline_at >= now:
            continue
        overdue.update(keys)
        line: RecallLine = {
            "id": recall_id,
            "folio": Recall(pk=recall_id).folio,
            "clues": places.clues(unit_id),
            "place": " · ".join(part for part in (places.name(unit_id), place) if part),
            "drug": drug,
            "pieces": pieces,
            "deadline_at": deadline_at.isoformat(),
        }
        for key in keys:
            lines[key].append(line)
    return {
        key: {"waiting": waiting[key], "overdue": overdue[key], "lines": lines[key][:LINES_KEPT]} for key in places.keys
    }
