from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone

from delegations.models import Person, Place
from pediatric_platform.actions.declaring import declare_sessions
from pediatric_platform.actions.mixing.rights import may_prepare, require
from pediatric_platform.actions.mixing.steps import (
    advance,
    label_of,
    locked,
    refuse_wrong_step,
    resolve_moment,
)
from pediatric_platform.actions.mixing.validate import refuse_unfit
from pediatric_platform.errors.mixing import (
    AllergySinceReview,
    NoPiecesForDose,
    NotEnoughToMix,
    OrderIsCancelled,
    SessionMoved,
    SeveralPlaces,
    StabilityUnknown,
    VialsMoved,
)
from pediatric_platform.mixing_rules import amount_text
from pediatric_platform.models import Draw, Mixture, MixtureEvent, MixtureState, Vial
from pediatric_platform.planner import MixingPlan, PlannedVial, plan
from pediatric_platform.selectors.mixing.cabinet import (
    Ingredients,
    drawable,
    ingredients_of,
    opened_from,
    usable_pieces,
)
from pediatric_platform.selectors.mixing.rules import has_allergy_since_review
from supply.actions import ledger
from supply.actions.ledger import IssueLine
from supply.errors import NotEnoughStock, StockMoved
from supply.models import Document, Lot, Source
from supply.reasons import Reason

ATTEMPTS = 3


@dataclass(frozen=True, slots=True)
class Preparation:
    """What was prepared. `document` is the consumption (None: only open vials were drawn from); `replayed`: all of it
    had been prepared before, and nothing was added now."""

    mixtures: tuple[Mixture, ...]
    document: Document | None = None
    opened: int = 0
    replayed: bool = False


def prepare(
    *, mixtures: Iterable[Mixture], by: Person | None, at: datetime | None = None, source: str = Source.PAGE
) -> Preparation:
    """Draw every mixture of a batch from the open vials of the place, then from whole ones, and post what was opened.

    All or nothing: what is not enough is named and nothing is posted. Two who prepare at once wait for each other;
    whoever finds the shelf changed meanwhile plans anew.
    """
    asked = list(mixtures)
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _prepare(asked, by, resolve_moment(at), source)
        except VialsMoved:
            if attempt == ATTEMPTS - 1:
                raise
    raise VialsMoved


def _prepare(asked: Sequence[Mixture], by: Person | None, at: datetime, source: str) -> Preparation:
    rows = locked(asked)
    places = {row.order.place_id: row.order.place for row in rows}
    if len(places) != 1:
        raise SeveralPlaces
    place = next(iter(places.values()))
    if by is not None:
        require(may_prepare(by, place), "prepare")
    todo = [row for row in rows if row.state != MixtureState.PREPARED]
    if not todo:
        return Preparation(tuple(rows), replayed=True)
    hours = _hours_of(todo)
    for row in todo:
        _refuse_what_cannot_be_made(row, hours)
    ingredients = ingredients_of(row.dose_id for row in todo)
    plans = _plan_all(todo, place, at, ingredients)
    document, lots = _consume(plans, todo, place, by, at, source)
    opened = _draw(plans, place, document, lots, by, at)
    for row in todo:
        until = at + timedelta(hours=hours[row.pk])
        checks = {"document": document.pk} if document else {}
        advance(row, MixtureState.PREPARED, by=by, at=at, use_before=until, checks=checks)
    declare_sessions({row.order.session_id for row in todo})
    return Preparation(tuple(rows), document, opened)


def _hours_of(mixtures: Sequence[Mixture]) -> dict[int, int]:
    """Mixture → hours for which the pharmacist said it is stable."""
    events = MixtureEvent.objects.filter(mixture__in=mixtures, after=MixtureState.VALIDATED).order_by("id")
    found = {mixture: checks.get("hours") for mixture, checks in events.values_list("mixture", "checks")}
    return {mixture: int(hours) for mixture, hours in found.items() if hours}


def _refuse_what_cannot_be_made(mixture: Mixture, hours: dict[int, int]) -> None:
    refuse_wrong_step(mixture, MixtureState.PREPARED)
    if mixture.order.cancelled_at is not None:
        raise OrderIsCancelled(mixture.order.folio)
    if mixture.order.session.on != mixture.order.for_day:
        raise SessionMoved(mixture.order.folio, mixture.order.session.on)
    refuse_unfit(mixture)
    if has_allergy_since_review(mixture):
        raise AllergySinceReview(label_of(mixture))
    if mixture.pk not in hours:
        raise StabilityUnknown


def _plan_all(
    mixtures: Sequence[Mixture], place: Place, at: datetime, ingredients: Ingredients
) -> list[tuple[str, MixingPlan]]:
    """A plan for each unit of measure, with the place's open vials locked."""
    for row in mixtures:
        if not ingredients.of_dose.get(row.dose_id):
            raise NoPiecesForDose(row.dose.name)
    vials = list(
        drawable(place, at, ingredients.drugs).select_for_update(of=("self",)).select_related("lot").order_by("pk")
    )
    # Summed once they are locked: what somebody drew while this waited is in it.
    drawn = dict(Draw.objects.filter(vial__in=vials).values_list("vial").annotate(total=Sum("amount")).order_by())
    for vial in vials:
        vial.drawn = drawn.get(vial.pk, Decimal(0))  # type: ignore[attr-defined]
    stock = usable_pieces(place, ingredients.drugs, timezone.localtime(at, _zone(place)).date())
    plans, short = [], []
    for unit in sorted({row.unit for row in mixtures}):
        products = ingredients.products(unit, stock)
        for row in mixtures:
            if row.unit == unit and not any(pk in products for pk in ingredients.of_dose[row.dose_id]):
                raise NoPiecesForDose(row.dose.name)
        wanted = [ingredients.wanted(row, at) for row in mixtures if row.unit == unit]
        made = plan(wanted, products, opened_from(vials, unit))
        plans.append((unit, made))
        by_key = {row.pk: row for row in mixtures}
        short += [_shortage(by_key[key], amount, ingredients, stock) for key, amount in made.missing]
    if short:
        raise NotEnoughToMix(place.name, short)
    return plans


def _shortage(mixture: Mixture, amount: Decimal, ingredients: Ingredients, stock: dict[int, int]) -> str:
    """«M-… · Vincristina: faltan 0.4 mg; hay 1 × Vincristina 1 mg»: what is missing, and what there is."""
    drugs = [ingredients.drugs[pk] for pk in ingredients.of_dose[mixture.dose_id]]
    there = ", ".join(f"{stock.get(drug.pk, 0)} × {drug.label}" for drug in drugs)
    return f"{label_of(mixture)}, {amount_text(amount, mixture.unit)} ({there})"


def _consume(
    plans: Sequence[tuple[str, MixingPlan]],
    mixtures: Sequence[Mixture],
    place: Place,
    by: Person | None,
    at: datetime,
    source: str,
) -> tuple[Document | None, dict[int, list[Lot]]]:
    """Post the pieces to open; drug → the lot of each piece, first to expire first."""
    pieces: dict[int, int] = {}
    for _unit, made in plans:
        for drug_id, count in made.to_open.items():
            pieces[drug_id] = pieces.get(drug_id, 0) + count
    if not pieces:
        return None, {}
    key = hashlib.sha256(" ".join(f"{row.label}:{row.edition}" for row in mixtures).encode()).hexdigest()[:48]
    day = timezone.localtime(at, _zone(place)).date()
    try:
        posting = ledger.dispense(
            place=place,
            lines=[IssueLine(drug_id, count) for drug_id, count in sorted(pieces.items())],
            key=f"mezcla-{key}",
            by=by,
            occurred_on=day if day != place.today() else None,
            reason=Reason.MIXING,
            reference=", ".join(sorted({row.order.folio for row in mixtures}))[:120],
            source=source,
        )
    except (NotEnoughStock, StockMoved) as gone:  # somebody took them between the look and the lock
        raise VialsMoved from gone
    lots: dict[int, list[Lot]] = {}
    moved = posting.document.movements.select_related("lot").order_by("lot__expires_on", "lot")
    for movement in moved:
        lots.setdefault(movement.lot.drug_id, []).extend([movement.lot] * -movement.quantity)
    return posting.document, lots


def _draw(
    plans: Sequence[tuple[str, MixingPlan]],
    place: Place,
    document: Document | None,
    lots: dict[int, list[Lot]],
    by: Person | None,
    at: datetime,
) -> int:
    """Write the vials that were opened and what each mixture took; how many were opened."""
    planned: list[tuple[PlannedVial, Vial | None]] = []
    for unit, made in plans:
        for one in made.vials:
            fresh = None
            if one.existing is None and document is not None:
                lot = lots[one.drug_id].pop(0)
                until = max(min(one.use_before, _end_of(lot, place)), one.since)
                fresh = Vial(
                    place=place,
                    lot=lot,
                    document=document,
                    amount=one.content,
                    unit=unit,
                    opened_at=one.since,
                    use_before=until,
                    opened_by=by,
                )
            planned.append((one, fresh))
    fresh_vials = Vial.objects.bulk_create([vial for _one, vial in planned if vial is not None])
    try:
        Draw.objects.bulk_create(
            [
                Draw(vial_id=vial.pk if vial else one.existing or 0, mixture_id=key, amount=amount, at=at, by=by)
                for one, vial in planned
                for key, amount in one.takes
            ]
        )
    except IntegrityError as error:  # the database's own guard over what a vial holds and until when
        if "draws_are_within" in str(getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")):
            raise VialsMoved from error
        raise
    _close(planned, at)
    return len(fresh_vials)


def _close(planned: Sequence[tuple[PlannedVial, Vial | None]], at: datetime) -> None:
    """A vial that nobody may draw from again is done with: empty, or not to be shared; its rest is thrown away."""
    done = []
    for one, fresh in planned:
        if one.left and one.shareable:
            continue
        vial = fresh or Vial.objects.get(pk=one.existing or 0)
        vial.discarded_at, vial.discarded_amount = at, one.left
        done.append(vial)
    Vial.objects.bulk_update(done, ["discarded_at", "discarded_amount"])


def _end_of(lot: Lot, place: Place) -> datetime:
    """The last moment of the lot's day of expiry at the place."""
    return datetime.combine(lot.expires_on, time.max, _zone(place))


def _zone(place: Place) -> ZoneInfo:
    return place.unit.zone if place.unit is not None else place.delegation.zone
