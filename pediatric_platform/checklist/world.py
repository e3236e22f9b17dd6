"""What all questions are answered from, read once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from math import asin, cos, radians, sin, sqrt

from django.utils import timezone

from delegations.models import Unit
from pediatric_platform.drug_forms import ORAL, is_other_medicine, serves
from supply.models import Drug
from supply.selectors.coverage import data_at
from supply.selectors.whereabouts import (
    OnItsWay,
    OnShelf,
    Ordered,
    Spare,
    on_the_way_to,
    ordered_for,
    orders_told_at,
    shelves_near,
    spare_elsewhere,
    warehouse_told_at,
)

# As many neighbours as somebody would call.
MOST = 8
EARTH_KM = 6371


@dataclass(frozen=True, slots=True)
class Asked:
    """A drug for a hospital, seen from `day` there; by `needed_on`, where that is known."""

    unit: Unit
    drug: Drug
    day: date
    needed_on: date | None = None


@dataclass(frozen=True, slots=True)
class World:
    """The shelves near, what comes to them, who has too much, and when each of them last told anything."""

    asked: Asked
    equivalents: list[Drug]
    shelves: list[OnShelf]
    coming: list[OnItsWay]
    ordered: list[Ordered]
    spare: list[Spare]
    told_by_unit: dict[int, datetime]
    told_by_warehouse: datetime | None
    told_of_orders: datetime | None
    read_at: datetime


def world_of(asked: Asked) -> World:
    """Ten statements at most, whatever there is."""
    same = equivalents_of(asked.drug)
    drug_ids = [asked.drug.pk, *(one.pk for one in same)]
    shelves = shelves_near(asked.unit, drug_ids)
    spare = nearest_first(asked.unit, spare_elsewhere(asked.unit, asked.drug.pk, asked.day))[:MOST]
    return World(
        asked,
        same,
        shelves,
        on_the_way_to(asked.unit, [asked.drug.pk], asked.day),
        ordered_for(asked.unit, asked.drug.pk),
        spare,
        data_at([asked.unit.pk, *(one.unit_id for one in spare)]),
        warehouse_told_at(asked.unit.delegation_id),
        orders_told_at(asked.unit.delegation_id, asked.day),
        timezone.now(),
    )


def nearest_first(unit: Unit, spare: list[Spare]) -> list[Spare]:
    """Those whose use is known before those who told of none; by distance, and the own delegation before the rest
    where no coordinates tell."""
    return sorted(
        spare,
        key=lambda one: (
            one.cpm is None,
            one.delegation_id != unit.delegation_id if distance_km(unit, one) is None else False,
            distance_km(unit, one) or 0,
            -one.surplus,
            one.clues,
        ),
    )


def distance_km(unit: Unit, other: Spare) -> int | None:
    """In a straight line; None where either has no coordinates."""
    here, there = (unit.latitude, unit.longitude), (other.latitude, other.longitude)
    if None in here or None in there:
        return None
    (lat, lon), (lat2, lon2) = ((radians(float(part or 0)) for part in point) for point in (here, there))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    return round(2 * EARTH_KM * asin(sqrt(half)))


def equivalents_of(drug: Drug) -> list[Drug]:
    """Other strengths and packs of the same ingredient that go the same way, and are the same kind of medicine."""
    if not drug.inn:
        return []
    oral, apart = serves(drug.form, drug.code, ORAL), is_other_medicine(drug.form)
    return [
        one
        for one in Drug.objects.active().filter(inn=drug.inn).exclude(pk=drug.pk).order_by("code", "pk")
        if serves(one.form, one.code, ORAL) == oral and is_other_medicine(one.form) == apart
    ]
