"""The ledger of an uploaded week's places: when it starts, what is closed, what stood there and has moved since."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from django.db import connection
from django.db.models import Sum

from supply.intake.world import LotKey, PlaceFacts, World
from supply.models import Balance, Drug, Lot, Movement, PlaceClosure, Source


def closures_of(place_ids: list[int]) -> dict[int, dt.date]:
    """Through which day each place is closed."""
    from_db: dict[int, dt.date] = dict(
        PlaceClosure.objects.filter(place_id__in=place_ids).values_list("place_id", "closed_through")
    )
    return from_db


def note_starts(world: World, place_ids: list[int], prefix: str) -> None:
    """The day of each place's first movement; uploads whose keys start with `prefix` are left out."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT p.id, (
                SELECT m.occurred_on FROM supply_movement AS m JOIN supply_document AS d ON d.id = m.document_id
                 WHERE m.place_id = p.id AND NOT (d.source = %s AND starts_with(d.idempotency_key, %s))
                 ORDER BY m.occurred_on LIMIT 1)
              FROM unnest(%s::bigint[]) AS p (id)
            """,
            [Source.UPLOAD, prefix, place_ids],
        )
        starts: dict[int, dt.date | None] = dict(cursor.fetchall())
    world.places = {
        key: PlaceFacts(
            place.pk,
            place.owner,
            place.kind,
            place.name,
            place.delegation_id,
            place.closed_through,
            starts[place.pk],
        )
        for key, place in world.places.items()
    }


def note_levels(world: World, place_ids: list[int], replaced: list[int]) -> None:
    """Levels before the week and changes since, as if the documents `replaced` had never been posted."""
    monday = world.week.monday
    levels: dict[tuple[int, int], int] = {}
    for place_id, lot_id, on_hand in Balance.objects.filter(place_id__in=place_ids).values_list(
        "place_id", "lot_id", "on_hand"
    ):
        levels[place_id, lot_id] = on_hand
    changes: dict[tuple[int, int], dict[dt.date, int]] = defaultdict(dict)
    moves = Movement.objects.filter(place_id__in=place_ids).order_by()
    for place_id, lot_id, day, quantity in _summed(moves.filter(occurred_on__gte=monday)):
        changes[place_id, lot_id][day] = quantity
        levels[place_id, lot_id] -= quantity
    if replaced:
        for place_id, lot_id, day, quantity in _summed(moves.filter(document_id__in=replaced)):
            if day >= monday:
                changes[place_id, lot_id][day] -= quantity
            else:
                levels[place_id, lot_id] -= quantity
    lots = {lot_id for _place, lot_id in levels}
    keys: dict[int, LotKey] = {
        pk: (drug_id, number, expires_on)
        for pk, drug_id, number, expires_on in Lot.objects.filter(pk__in=lots).values_list(
            "pk", "drug_id", "number", "expires_on"
        )
    }
    world.levels = {(place, keys[lot]): level for (place, lot), level in levels.items() if level}
    for (place, lot), days in changes.items():
        moved = {day: quantity for day, quantity in days.items() if quantity}
        if moved:
            world.changes[place, keys[lot]] = moved
    world.drugs = {drug.pk: drug.label for drug in Drug.objects.filter(pk__in={key[0] for key in keys.values()})}


def _summed(moves: Any) -> Any:
    """(place, lot, day, pieces) of the movements."""
    return moves.values_list("place_id", "lot_id", "occurred_on").annotate(pieces=Sum("quantity"))
