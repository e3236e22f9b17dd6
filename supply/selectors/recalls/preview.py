"""What a recall would stop, before it does: lots, places, pieces, days that count on them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Sum

from delegations.models import Person
from supply.models import Balance, Lot
from supply.selectors.recalls.matching import Hit


@dataclass(frozen=True, slots=True)
class Preview:
    """`places` are those that the person sees, most pieces first; whoever recalls sees the country."""

    hit: Hit
    places: Sequence[Mapping[str, Any]]
    place_count: int
    pieces: int

    @property
    def same(self) -> Sequence[Lot]:
        return self.hit.same

    @property
    def already_held(self) -> Sequence[Lot]:
        """Stopped before, for another reason: it keeps that reason."""
        return [lot for lot in self.hit.same if lot.state != "usable"]


SHOWN = 30


def preview_of(hit: Hit, person: Person) -> Preview:
    """Two queries beside the match itself."""
    rows = Balance.objects.visible_to(person).in_stock().filter(lot__in=hit.lot_ids)
    told = rows.aggregate(places=Count("place", distinct=True), pieces=Sum("on_hand"))
    places = (
        rows.order_by()
        .values(name=F("place__name"), unit=F("place__unit__name"), delegation=F("place__delegation__name"))
        .annotate(pieces=Sum("on_hand"))
        .order_by("-pieces", "name")[:SHOWN]
    )
    return Preview(hit, [dict(row) for row in places], told["places"], told["pieces"] or 0)
