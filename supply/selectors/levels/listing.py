"""Levels as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from delegations.models import Person
from supply.models import Lot, StockPlan, SupplyOrder, Transfer


def standing(row: StockPlan) -> str:
    """Where stock stands against the levels: a word that pages have a mark and a label for."""
    if not row.usable:
        return "out" if row.daily_mean else "none"
    if not row.maximum:
        return "unasked"
    found = ("emergency", "minimum", "reorder", "maximum")
    return next((level for level in found if row.usable <= getattr(row, level)), "above")


def days_left(row: StockPlan) -> int | None:
    """Whole days that what is usable lasts at what is asked for a day; None where nobody asks."""
    return int(row.usable / row.daily_mean) if row.daily_mean else None


def plans_of(person: Person) -> QuerySet[StockPlan]:
    """The levels that the person sees, with what every line shows."""
    rows = StockPlan.objects.visible_to(person)
    return rows.select_related("unit__delegation", "drug").defer("facts")


@dataclass(frozen=True)
class LotRow:
    """A lot of the queue: pieces there, expected to be given, and left when it expires."""

    lot_id: int
    number: str
    expires_on: date
    pieces: int
    given: float
    lost: int


@dataclass(frozen=True)
class ComingRow:
    """Pieces on their way; `row` the transfer or order, where the person sees it."""

    kind: str
    row: Transfer | SupplyOrder | None
    on: date
    pieces: int
    certainty: str


def lots_of(plan: StockPlan) -> list[LotRow]:
    """The queue as it was computed; a lot is named by its number, so that what is written is what was read."""
    found = [
        LotRow(pk, number, date.fromisoformat(expires), pieces, given, lost)
        for pk, number, expires, pieces, given, lost in plan.facts.get("lots", ())
    ]
    known = set(Lot.objects.filter(pk__in=[row.lot_id for row in found]).values_list("pk", flat=True))
    return [row for row in found if row.lot_id in known]


def coming_of(person: Person, plan: StockPlan) -> list[ComingRow]:
    """What was on its way then."""
    told: list[Any] = plan.facts.get("coming", [])
    transfers = Transfer.objects.visible_to(person).select_related("from_place")
    orders = SupplyOrder.objects.visible_to(person).select_related("line__contract__supplier")
    seen: dict[str, dict[int, Any]] = {
        "transfer": transfers.in_bulk([pk for kind, pk, *_rest in told if kind == "transfer"]),
        "order": orders.in_bulk([pk for kind, pk, *_rest in told if kind == "order"]),
    }
    return [
        ComingRow(kind, seen[kind].get(pk), date.fromisoformat(on), pieces, certainty)
        for kind, pk, on, pieces, certainty in told
    ]


@dataclass(frozen=True)
class LevelRow:
    """One level with the numbers it comes from."""

    name: str
    pieces: int
    days: int
    mean: float
    dated: int


def levels_of(plan: StockPlan) -> list[LevelRow]:
    """The four levels from the lowest up."""
    facts = plan.facts
    days, mean, dated = facts.get("days", {}), facts.get("mean", {}), facts.get("dated", {})
    return [
        LevelRow(name, getattr(plan, name), days.get(name, 0), mean.get(name, 0.0), dated.get(name, 0))
        for name in ("emergency", "minimum", "reorder", "maximum")
    ]


def computed_last(person: Person) -> datetime | None:
    """Of when the newest of the levels that the person sees is."""
    newest = StockPlan.objects.visible_to(person).order_by("-computed_at").values_list("computed_at", flat=True)
    return newest.first()
