"""The letters of a recall, set by a worker and kept for a while: what the ledger said; they can be set again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from django.core.cache import cache
from django.utils import translation

from supply.models import Recall, RecallHolding
from supply.papers.recall_letter import letters_pdf
from supply.queue import later

KEPT_SECONDS = 30 * 60
# While a worker is at it nobody else is sent; if it dies, another may go after this.
AT_IT_SECONDS = 60


def letters_of(recall: Recall, holdings: Sequence[int], language: str) -> bytes | None:
    """The PDF of these holdings if it is there; if not, a worker is sent for it, once."""
    slot = _slot(recall.pk, recall.edition, holdings, language)
    kept: bytes | None = cache.get(slot)
    if kept is None and cache.add(f"{slot}:asked", True, AT_IT_SECONDS):
        later("supply.tasks.set_recall_letters", recall.pk, recall.edition, list(holdings), language)
    return kept


def set_letters(*, recall_id: int, edition: int, holdings: Sequence[int], language: str) -> int:
    """Set them and keep them; how many bytes."""
    recall = Recall.objects.get(pk=recall_id)
    rows = RecallHolding.objects.filter(recall=recall, pk__in=holdings)
    ordered = rows.select_related("place__delegation", "place__unit", "lot").order_by(
        "place__delegation__name", "place__unit__name", "place__name", "place", "lot__number"
    )
    with translation.override(language):
        pdf = letters_pdf(recall, ordered)
    cache.set(_slot(recall_id, edition, holdings, language), pdf, KEPT_SECONDS)
    return len(pdf)


def _slot(recall_id: int, edition: int, holdings: Sequence[int], language: str) -> str:
    told = sha256(repr(sorted(holdings)).encode()).hexdigest()[:24]
    return f"recall-letters:{recall_id}:{edition}:{told}:{language}"
