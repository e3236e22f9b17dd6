"""What stands at the two ends of a proposal now: lots, and the dated doses that ask for the drug."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from delegations.models import Person, Place
from supply.horizon import last_day
from supply.models import Balance, Lot, Proposal, Requirement
from supply.selectors.redistribution.left import Left


@dataclass(frozen=True, slots=True)
class Shelf:
    """A lot at a place: what is there, what of it nobody was promised, what the proposal moves."""

    lot: Lot
    on_hand: int
    free: int
    moved: int


@dataclass(frozen=True, slots=True)
class End:
    """`is_seen`: whether the reader sees this place's stock; else it has neither lots nor doses."""

    place: Place
    is_seen: bool
    shelves: Sequence[Shelf] = ()
    days: Sequence[Mapping[str, Any]] = ()

    @property
    def usable(self) -> int:
        return sum(shelf.on_hand for shelf in self.shelves)


def ends_of(row: Proposal, person: Person, left: Left) -> tuple[End, End]:
    """(giver, taker), each told to whoever sees it."""
    seen = set(
        Place.objects.visible_to(person)
        .filter(pk__in=[row.from_place_id, row.to_place_id])
        .values_list("pk", flat=True)
    )
    moved = {part["lot"]: part["pieces"] for part in row.lots}
    giver, taker = (
        End(
            place, True, _shelves(place, row.drug_id, left, moved if place == row.from_place else {}), _days(place, row)
        )
        if place.pk in seen
        else End(place, False)
        for place in (row.from_place, row.to_place)
    )
    return giver, taker


def _shelves(place: Place, drug_id: int, left: Left, moved: dict[int, int]) -> list[Shelf]:
    rows = Balance.objects.usable_on(place.today()).filter(place=place, lot__drug=drug_id).select_related("lot").fefo()
    return [
        Shelf(row.lot, row.on_hand, left.get((place.pk, row.lot_id), row.on_hand), moved.get(row.lot_id, 0))
        for row in rows
    ]


def _days(place: Place, row: Proposal) -> list[Mapping[str, Any]]:
    """By day: doses, pieces, and doses that nothing covers. Of nobody in particular."""
    if place.unit_id is None:
        return []
    today = timezone.localdate()
    asked = Requirement.objects.filter(
        package__unit=place.unit_id, drug=row.drug_id, package__needed_on__range=(today, last_day(today))
    )
    days: Any = asked.order_by("package__needed_on").values(day=F("package__needed_on"))
    return list(days.annotate(doses=Count("pk"), asked=Sum("pieces"), uncovered=Count("pk", filter=Q(short__gt=0))))
