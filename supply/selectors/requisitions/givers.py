"""Who could give what a requisition asks for: the shelves with the most of it, and what giving would leave them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet, Sum

from delegations.models import Person, Place, PlaceKind
from delegations.roles import Permission
from delegations.scoping import scope_of
from supply.models import Balance

SHOWN = 6


@dataclass
class Giver:
    """A place with usable pieces of what is asked for; `covers` counts the lines that it could fill alone."""

    place: Place
    pieces: dict[int, int] = field(default_factory=dict)
    covers: int = 0


def default_giver(place: Place) -> Place | None:
    """The delegation's warehouse; of what answers to central office, nobody in particular."""
    rows = Place.objects.active().filter(delegation=place.delegation_id, unit=None, kind=PlaceKind.WAREHOUSE)
    return rows.exclude(pk=place.pk).first()


def givers_for(person: Person, place: Place, wanted: dict[int, int]) -> list[Giver]:
    """Places where the person may take from, those that fill most lines first. Two statements."""
    grants = [grant for grant in scope_of(person).grants if Permission.APPROVE_SUPPLY in grant.permissions]
    places = Place.objects.active().stock_keeping().exclude(pk=place.pk)
    if not any(grant.is_national for grant in grants):
        places = places.filter(delegation__in=[grant.delegation_id for grant in grants if grant.delegation_id])
    held = _held(places.values("pk"), wanted, place)
    ranked = sorted(held.items(), key=lambda one: (-_filled(one[1], wanted), -_useful(one[1], wanted), one[0]))[:SHOWN]
    found = places.select_related("delegation", "unit").in_bulk([pk for pk, _pieces in ranked])
    return [Giver(found[pk], pieces, _filled(pieces, wanted)) for pk, pieces in ranked]


def _held(places: QuerySet[Any], wanted: Collection[int], place: Place) -> dict[int, dict[int, int]]:
    rows = Balance.objects.usable_on(place.today()).filter(place__in=places, lot__drug__in=list(wanted))
    held: dict[int, dict[int, int]] = defaultdict(dict)
    summed = rows.order_by().values("place", "lot__drug").annotate(n=Sum("on_hand"))
    for pk, drug, pieces in summed.values_list("place", "lot__drug", "n"):
        held[pk][drug] = pieces
    return held


def _filled(pieces: dict[int, int], wanted: dict[int, int]) -> int:
    return sum(pieces.get(drug, 0) >= n for drug, n in wanted.items())


def _useful(pieces: dict[int, int], wanted: dict[int, int]) -> int:
    return sum(min(pieces.get(drug, 0), n) for drug, n in wanted.items())
