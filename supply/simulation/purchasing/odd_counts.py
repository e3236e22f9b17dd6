"""Adjustments worth a look, planted in the ledger by its own action: pieces found in round numbers, and losses."""

from __future__ import annotations

from random import Random

from delegations.models import Place
from supply.actions.ledger import AdjustLine, adjust
from supply.models import Balance, Source
from supply.reasons import Reason

ROUND = (10, 20, 30, 10, 20, 40, 10, 30, 20, 10)
LOST_SHARE, LOST_LOTS = 0.35, 8


def plant_odd_counts(rng: Random) -> int:
    """At two of the places with most stock; how many movements were made."""
    places = _fullest()
    if len(places) < 2:
        return 0
    round_lines = [
        AdjustLine(balance.lot_id, pieces, Reason.COUNT_UP)
        for pieces, balance in zip(ROUND, _shelves(places[0], 45, telling=True), strict=False)
    ]
    lost_lines = [
        AdjustLine(balance.lot_id, max(1, int(balance.on_hand * LOST_SHARE)), rng.choice((Reason.DAMAGE, Reason.THEFT)))
        for balance in _shelves(places[1], 20)[:LOST_LOTS]
    ]
    for place, lines, key in ((places[0], round_lines, "redondos"), (places[1], lost_lines, "perdidas")):
        if lines:
            adjust(
                place=place, lines=lines, key=f"simulacion-{key}", by=None, source=Source.SIMULATION, note="Simulado"
            )
    return len(round_lines) + len(lost_lines)


def _fullest() -> list[Place]:
    """Places of hospitals by how many lots they have in quantity."""
    rows = (
        Balance.objects.filter(on_hand__gte=45, lot__state="usable", place__unit__isnull=False)
        .values_list("place_id", flat=True)
        .order_by("place_id")
    )
    counts: dict[int, int] = {}
    for place_id in rows:
        counts[place_id] = counts.get(place_id, 0) + 1
    best = sorted(counts, key=lambda place_id: (-counts[place_id], place_id))[:2]
    found = Place.objects.select_related("unit", "delegation").in_bulk(best)
    return [found[place_id] for place_id in best]


def _shelves(place: Place, least: int, *, telling: bool = False) -> list[Balance]:
    """Lots of the place with so many pieces; `telling`: of drugs in packs of one piece, where round says something."""
    rows = Balance.objects.at(place).filter(on_hand__gte=least, lot__state="usable").order_by("-on_hand", "lot_id")
    if telling:
        rows = rows.exclude(lot__drug__presentations__pieces_per_pack__gt=1)
    return list(rows.select_related("lot"))
