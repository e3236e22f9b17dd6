"""A mixing centre's day: what to review, make and send, and what sharing vials would spare."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from delegations.models import Person, Place, PlaceKind
from pediatric_platform.clinical import in_clinical_scope
from pediatric_platform.models import Allergy, Child, Mixture, MixtureState
from pediatric_platform.models.mixture import OPEN
from pediatric_platform.planner import MixingPlan, Wanted, plan, saving
from pediatric_platform.selectors.mixing.cabinet import (
    Ingredients,
    drawable,
    ingredients_of,
    opened_from,
    usable_pieces,
    with_left,
)
from pediatric_platform.selectors.mixing.covers import Covered, sessions_covered
from pediatric_platform.selectors.mixing.holds import Hold, holds_of
from supply.models import Drug

RELATED = (
    "order__place__unit__delegation",
    "order__place__delegation",
    "order__session__unit__delegation",
    "order__session__plan__child",
    "dose",
)
# A day's planning begins at eight; several administrations are spread over the day and night.
FIRST_HOUR = time(8)
TO_MAKE = (MixtureState.REQUESTED, MixtureState.VALIDATED)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A mixture of the day. `moved`: its session is on another day by now."""

    mixture: Mixture
    holds: tuple[Hold, ...] = ()
    has_allergies: bool = False

    @property
    def child(self) -> Child:
        return self.mixture.order.session.plan.child

    @property
    def moved(self) -> date | None:
        order = self.mixture.order
        return order.session.on if order.session.on != order.for_day else None

    @property
    def has_held_lots(self) -> bool:
        return any(hold.lot_id is not None for hold in self.holds)

    @property
    def is_late(self) -> bool:
        until = self.mixture.use_before
        return until is not None and self.mixture.state in OPEN and until < timezone.now()


@dataclass(frozen=True, slots=True)
class SharedVial:
    """A vial of the plan that several draw from: who, and how much."""

    drug: Drug
    was_open: bool
    takes: tuple[tuple[DayRow, Decimal], ...]
    left: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Group:
    """Mixtures of one ingredient of the day: what opening vials for all at once takes, against each by itself."""

    name: str
    unit: str
    rows: tuple[DayRow, ...]
    amount: Decimal
    to_open: tuple[tuple[Drug, int], ...]
    alone: tuple[tuple[Drug, int], ...]
    saved_amount: Decimal
    saved_pieces: tuple[tuple[Drug, int], ...]
    shared: tuple[SharedVial, ...]
    missing: tuple[tuple[DayRow, Decimal], ...]
    covers: tuple[Covered, ...]
    drugs: tuple[Drug, ...]

    @property
    def may_share(self) -> bool:
        return any(drug.vial_sharing and drug.hours_stable_after_opening for drug in self.drugs)

    @property
    def ready(self) -> tuple[DayRow, ...]:
        """Those that the pharmacist has reviewed."""
        return tuple(row for row in self.rows if row.mixture.state == MixtureState.VALIDATED and row.moved is None)

    @property
    def pieces_to_open(self) -> int:
        return sum(pieces for _drug, pieces in self.to_open)

    @property
    def pieces_alone(self) -> int:
        return sum(pieces for _drug, pieces in self.alone)


@dataclass(frozen=True)
class MixingDay:
    place: Place
    day: date
    rows: tuple[DayRow, ...]
    groups: tuple[Group, ...] = ()
    older: int = 0
    by_state: dict[str, list[DayRow]] = field(default_factory=dict)

    def of(self, *states: str) -> list[DayRow]:
        return [row for row in self.rows if row.mixture.state in states]


def places_for(person: Person, day: date) -> list[Place]:
    """Mixing centres of the person's own children, and those that prepare for them on the day."""
    serving = Mixture.objects.visible_to(person).filter(order__for_day=day).values("order__place")
    own = in_clinical_scope(person, "unit")
    return list(
        Place.objects.active()
        .filter(Q(own) | Q(pk__in=serving), kind=PlaceKind.MIXING_CENTRE)
        .select_related("unit__delegation", "delegation")
        .order_by("name")
    )


def mixtures_of(person: Person, place: Place, day: date) -> QuerySet[Mixture]:
    """The place's mixtures of the day that the person may see."""
    rows = Mixture.objects.visible_to(person).filter(order__place=place, order__for_day=day)
    return rows.select_related(*RELATED).order_by(
        "order__session__unit__name", "order__session__plan__child", "dose__position", "number"
    )


def mixing_day(person: Person, place: Place, day: date, now: datetime) -> MixingDay:
    """Ten queries, however many mixtures there are."""
    mixtures = list(mixtures_of(person, place, day))
    holds = holds_of([mixture.pk for mixture in mixtures])
    allergic = set(
        Allergy.objects.in_force()
        .filter(child__in={mixture.order.session.plan.child_id for mixture in mixtures})
        .values_list("child", flat=True)
    )
    rows = tuple(
        DayRow(row, tuple(holds.get(row.pk, ())), row.order.session.plan.child_id in allergic) for row in mixtures
    )
    older = Mixture.objects.visible_to(person).open().filter(order__place=place, order__for_day__lt=day).count()
    groups = groups_of([row for row in rows if row.mixture.state in TO_MAKE and not row.holds], place, day, now)
    by_state: dict[str, list[DayRow]] = {}
    for row in rows:
        by_state.setdefault(row.mixture.state, []).append(row)
    return MixingDay(place, day, rows, tuple(groups), older, by_state)


def planned_at(mixture: Mixture, place: Place, day: date, now: datetime) -> datetime:
    """When a mixture of the day is taken to be made: now, or at eight of its day; the second of two a day, later."""
    zone = place.unit.zone if place.unit is not None else place.delegation.zone
    start = max(datetime.combine(day, FIRST_HOUR, zone), now) if day >= now.astimezone(zone).date() else now
    turn = (mixture.number - 1) % max(mixture.dose.administrations, 1)
    return start + timedelta(hours=24 * turn / max(mixture.dose.administrations, 1))


def groups_of(rows: Sequence[DayRow], place: Place, day: date, now: datetime) -> list[Group]:
    """The day's work by ingredient, as the planner would have it made, largest saving first."""
    ingredients = ingredients_of(row.mixture.dose_id for row in rows)
    vials = list(with_left(drawable(place, now, ingredients.drugs).select_related("lot"))) if rows else []
    stock = usable_pieces(place, ingredients.drugs, day) if rows else {}
    together: dict[tuple[str, str], list[DayRow]] = {}
    for row in rows:
        together.setdefault((row.mixture.dose.name, row.mixture.unit), []).append(row)
    made = [
        _group(name, unit, of_drug, ingredients, opened_from(vials, unit), stock, place, day, now)
        for (name, unit), of_drug in together.items()
    ]
    wanted = {drug.pk: pieces for group in made for drug, pieces in group.saved_pieces if pieces > 0}
    covers = sessions_covered(place.unit_id, wanted, day)
    told = [
        Group(**{name: getattr(group, name) for name in Group.__slots__} | {"covers": _covers(group, covers)})
        for group in made
    ]
    return sorted(told, key=lambda group: (-group.saved_amount, group.name))


def _covers(group: Group, covers: dict[int, list[Covered]]) -> tuple[Covered, ...]:
    return tuple(one for drug, _pieces in group.saved_pieces for one in covers.get(drug.pk, ()))


def _group(
    name: str,
    unit: str,
    rows: Sequence[DayRow],
    ingredients: Ingredients,
    opened: Sequence,
    stock: dict[int, int],
    place: Place,
    day: date,
    now: datetime,
) -> Group:
    by_key = {row.mixture.pk: row for row in rows}
    wanted = [ingredients.wanted(row.mixture, planned_at(row.mixture, place, day, now)) for row in rows]
    products = ingredients.products(unit)
    made = plan(wanted, ingredients.products(unit, stock), opened)
    spared = saving(wanted, products, opened)
    alone = plan(wanted, products, share=False)
    drugs = _drugs(wanted, ingredients)
    return Group(
        name=name,
        unit=unit,
        rows=tuple(rows),
        amount=sum((one.amount for one in wanted), Decimal(0)),
        to_open=_pieces(made.to_open, ingredients),
        alone=_pieces(alone.to_open, ingredients),
        saved_amount=spared.amount,
        saved_pieces=_pieces(spared.pieces, ingredients),
        shared=_shared(made, by_key, ingredients, unit),
        missing=tuple((by_key[key], amount) for key, amount in made.missing),
        covers=(),
        drugs=drugs,
    )


def _drugs(wanted: Sequence[Wanted], ingredients: Ingredients) -> tuple[Drug, ...]:
    found = {drug_id for one in wanted for drug_id in one.drug_ids}
    return tuple(ingredients.drugs[drug_id] for drug_id in sorted(found))


def _pieces(pieces: dict[int, int], ingredients: Ingredients) -> tuple[tuple[Drug, int], ...]:
    return tuple((ingredients.drugs[drug_id], count) for drug_id, count in sorted(pieces.items()))


def _shared(made: MixingPlan, by_key: dict[int, DayRow], ingredients: Ingredients, unit: str) -> tuple[SharedVial, ...]:
    return tuple(
        SharedVial(
            ingredients.drugs[vial.drug_id],
            vial.existing is not None,
            tuple((by_key[key], amount) for key, amount in vial.takes),
            vial.left,
            unit,
        )
        for vial in made.shared
    )
