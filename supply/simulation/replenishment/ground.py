"""Who acts, where, with what on the shelf: read once, kept up as pieces are promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from delegations.errors import Refusal
from delegations.models import Person, Place, PlaceKind, Posting
from delegations.roles import Role
from supply.models import Balance, StockPlan, UnitCoverage

# So many pieces of a drug are worth a journey.
WORTH_MOVING = 4


@dataclass(frozen=True, slots=True)
class Level:
    """How a unit stands with a drug, as its levels tell."""

    drug_id: int
    usable: int
    suggested: int
    maximum: int
    chance: float
    daily: float


@dataclass
class Ground:
    """`doors`: one shelf of each unit that somebody answers for; `above`: the delegations' own warehouses."""

    now: datetime
    today: date
    rng: Random
    of_unit: dict[int, Person]
    of_delegation: dict[int, Person]
    central: Person
    doors: list[Place]
    above: dict[int, Place]
    levels: dict[int, list[Level]]
    shelf: dict[int, dict[int, int]]
    touched: set[int] = field(default_factory=set)

    def manager(self, place: Place) -> Person:
        """Whoever answers for the stock of the place."""
        return self.of_unit[place.unit_id] if place.unit_id else self.of_delegation[place.delegation_id]

    def touch(self, *places: Place) -> None:
        """Their levels are computed anew at the end."""
        self.touched |= {place.unit_id for place in places if place.unit_id}

    def take(self, place: Place, drug_id: int, pieces: int) -> None:
        """Promised: nobody else is offered them."""
        self.shelf[place.pk][drug_id] -= pieces

    def has(self, place: Place, drug_id: int) -> int:
        return self.shelf.get(place.pk, {}).get(drug_id, 0)

    def spare(self, place: Place) -> list[tuple[int, int]]:
        """(drug, pieces) that a unit's door has above its maximum, the most first."""
        over = [
            (one.drug_id, min(self.has(place, one.drug_id), one.usable - one.maximum))
            for one in self.levels.get(place.unit_id or 0, ())
            if one.usable > one.maximum
        ]
        return sorted((row for row in over if row[1] >= WORTH_MOVING), key=lambda row: (-row[1], row[0]))

    def lacks(self, place: Place) -> list[Level]:
        """What a unit should ask for, what runs out soonest first."""
        return [one for one in self.levels.get(place.unit_id or 0, ()) if one.suggested >= WORTH_MOVING]


def read_ground(now: datetime, rng: Random) -> Ground | None:
    """None where there is nobody in central office: nothing could be decided."""
    today = timezone.localdate(now)
    of_unit: dict[int, Person] = {}
    of_delegation: dict[int, Person] = {}
    central: Person | None = None
    # Titular before substitute before acting, as everywhere else.
    rows = Posting.objects.current(today).filter(person__is_active=True, person__is_simulated=True)
    for row in rows.select_related("person").order_by("-holding", "pk"):
        if row.role == Role.UNIT_SUPPLY_MANAGER and row.unit_id:
            of_unit.setdefault(row.unit_id, row.person)
        elif row.role == Role.DELEGATION_SUPPLY_MANAGER and row.delegation_id:
            of_delegation.setdefault(row.delegation_id, row.person)
        elif row.role == Role.CENTRAL_OFFICE and central is None:
            central = row.person
    if central is None:
        return None
    places = Place.objects.filter(is_active=True, kind=PlaceKind.WAREHOUSE).select_related("unit", "delegation")
    by_code = list(places.order_by("code"))
    doors: dict[int, Place] = {}
    for place in by_code:
        if place.unit_id in of_unit and place.delegation_id in of_delegation:
            doors.setdefault(place.unit_id, place)
    above = {place.delegation_id: place for place in by_code if place.unit_id is None}
    kept = {pk: place for pk, place in above.items() if pk in of_delegation}
    return Ground(
        now, today, rng, of_unit, of_delegation, central, list(doors.values()), kept, _levels(), _shelves(today)
    )  # fmt: skip


def _levels() -> dict[int, list[Level]]:
    found: dict[int, list[Level]] = defaultdict(list)
    rows = StockPlan.objects.filter(daily_mean__gt=0).order_by("-runs_out_probability", "-suggested", "drug__code")
    columns = ("unit", "drug", "usable", "suggested", "maximum", "runs_out_probability", "daily_mean")
    for unit, drug, usable, suggested, maximum, chance, daily in rows.values_list(*columns):
        found[unit].append(Level(drug, usable, suggested, maximum, float(chance), float(daily)))
    return dict(found)


def _shelves(today: date) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = Balance.objects.usable_on(today).order_by().values("place", "lot__drug").annotate(pieces=Sum("on_hand"))
    for place, drug, pieces in rows.values_list("place", "lot__drug", "pieces"):
        found[place][drug] = pieces
    return dict(found)


def done(work: Callable[..., object], *args: object, **values: object) -> bool:
    """Whether it could be done: what an action refuses is left out, and nothing of it stays."""
    try:
        with transaction.atomic():
            work(*args, **values)
    except Refusal:
        return False
    return True


def with_children() -> set[int]:
    """Units whose doses are counted against their stock: nothing is taken from those for the sake of a story."""
    return set(UnitCoverage.objects.values_list("unit", flat=True))
