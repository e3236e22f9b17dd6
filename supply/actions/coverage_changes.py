"""What a unit's coverage depends on has changed: a row for each, in the transaction of the change itself.

The rows are the truth and the task is the haste: a message that is lost leaves them to the sweep. Nothing is written
for a unit for which nobody has declared anything from today on, so that most of the country's postings add nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from delegations.models import Place
from supply.models import Balance, CoverageChange, Lot, Transfer, TransferLine, TransferState
from supply.queue import cover_later

# (place, unit) of the places whose units await something. Postings ask it within the statement that writes them.
AWAITED = """
SELECT p.id, p.unit_id FROM delegations_place AS p
 WHERE p.id = ANY(%s::bigint[]) AND EXISTS (
       SELECT 1 FROM supply_requirementpackage AS r WHERE r.unit_id = p.unit_id AND r.needed_on >= %s)
"""


def awaited_from(place_ids: Iterable[int]) -> list[Any]:
    """The parameters of `AWAITED`. Nowhere in the country is it earlier than yesterday by UTC."""
    return [sorted(set(place_ids)), timezone.now().date() - timedelta(days=1)]


def note_pairs(pairs: Iterable[tuple[int, int | None]]) -> None:
    """(unit, drug) to compute again; None for all of the unit's drugs."""
    rows = sorted(set(pairs), key=lambda pair: (pair[0], pair[1] or 0))
    CoverageChange.objects.bulk_create([CoverageChange(unit_id=unit_id, drug_id=drug_id) for unit_id, drug_id in rows])
    for unit_id in dict.fromkeys(unit_id for unit_id, _drug_id in rows):
        cover_later(unit_id)


def note_lots(place_ids: Sequence[int], lot_ids: Sequence[int]) -> None:
    """Lots changed at the places of the same position: a row for each drug and unit that awaits something."""
    with connection.cursor() as cursor:
        cursor.execute(AWAITED, awaited_from(place_ids))
        awaited = cursor.fetchall()
    note_awaited(awaited, place_ids, lot_ids)


def note_awaited(awaited: Iterable[tuple[int, int]], place_ids: Sequence[int], lot_ids: Sequence[int]) -> None:
    """The same where `AWAITED` was asked already."""
    units = dict(awaited)
    moved = {(units[place], lot) for place, lot in zip(place_ids, lot_ids, strict=True) if place in units}
    if moved:
        drugs = dict(Lot.objects.filter(pk__in={lot_id for _unit, lot_id in moved}).values_list("pk", "drug_id"))
        note_pairs((unit_id, drugs[lot_id]) for unit_id, lot_id in moved)


def note_on_its_way(transfer: Transfer) -> None:
    """A transfer is on its way to a place, or no longer."""
    lot_ids = list(transfer.lines.values_list("lot_id", flat=True))
    note_lots([transfer.to_place_id] * len(lot_ids), lot_ids)


def note_usual_days(place: Place) -> None:
    """How long a transfer takes to the place's unit may be another now: so may the day of all that has none."""
    awaited = TransferLine.objects.filter(
        transfer__state=TransferState.IN_TRANSIT,
        transfer__expected_on=None,
        transfer__to_place__unit__isnull=False,
        transfer__to_place__unit=place.unit_id,
    ).values_list("transfer__to_place", "lot")
    if pairs := list(awaited):
        note_lots([place_id for place_id, _lot_id in pairs], [lot_id for _place_id, lot_id in pairs])


def note_lot(lot: Lot) -> None:
    """A lot may be given no longer, or again: for every unit that has it or awaits it."""
    note_lots_everywhere([lot.pk])


def note_lots_everywhere(lot_ids: Sequence[int]) -> None:
    """The same for many lots, in a handful of statements."""
    held = Balance.objects.filter(lot__in=lot_ids, on_hand__gt=0).values_list("place_id", "lot_id")
    awaited = TransferLine.objects.filter(lot__in=lot_ids, transfer__state=TransferState.IN_TRANSIT)
    pairs = sorted({*held, *awaited.values_list("transfer__to_place_id", "lot_id")})
    note_lots([place_id for place_id, _lot_id in pairs], [lot_id for _place_id, lot_id in pairs])
