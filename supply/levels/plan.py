"""Levels, outlook and chances of one drug at one unit together, with the numbers behind each figure. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from supply.forecasting.lead import LeadDemand
from supply.levels.outlook import HORIZON_DAYS, Batch, Outlook, outlook
from supply.levels.running_out import Arriving, chance_of_running_out
from supply.levels.targets import Targets, targets, to_order


class Shelf(NamedTuple):
    """Usable pieces of a lot on all shelves of the unit."""

    lot_id: int
    number: str
    expires_on: date
    pieces: int


class Coming(NamedTuple):
    """Pieces on their way: of a transfer (with its lot's expiry) or of a supply order, from a day, how surely."""

    kind: str
    pk: int
    on: date
    pieces: int
    certainty: str
    expires_on: date | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The figures of a `StockPlan`; `facts` as plain values, days as ISO text."""

    usable: int
    on_the_way: int
    daily_mean: float
    lead_days: int
    review_days: int
    levels: Targets
    suggested: int
    runs_out_on: date | None
    runs_out_probability: float
    expiring: int
    expires_first_on: date | None
    facts: dict[str, Any]


def plan(
    demand: LeadDemand,
    shelves: Sequence[Shelf],
    coming: Sequence[Coming],
    *,
    transfer_days: int,
    price: Decimal | None = None,
) -> Plan:
    """`price` is of one piece, where a contract says it: what expires is worth so much."""
    today = demand.since
    shelves = sorted(shelves, key=lambda shelf: (shelf.expires_on, shelf.lot_id))
    coming = sorted(coming, key=lambda one: (one.on, one.kind, one.pk))
    usable, on_the_way = sum(shelf.pieces for shelf in shelves), sum(one.pieces for one in coming)
    levels = targets(demand, transfer_days)
    ahead = outlook(demand.mean, _batches(shelves, coming, today))
    losses = _losses(shelves, coming, ahead)
    cycle = demand.lead_days + 2 * demand.review_days
    lost_in_cycle = sum(pieces for day, pieces in losses if (day - today).days < cycle)
    position = usable + on_the_way - lost_in_cycle
    changes = [
        *(Arriving((one.on - today).days, one.pieces) for one in coming),
        *(Arriving((day - today).days + 1, -pieces) for day, pieces in losses),
    ]
    runs_out = ahead.runs_out_day
    return Plan(
        usable=usable,
        on_the_way=on_the_way,
        daily_mean=demand.daily_mean,
        lead_days=demand.lead_days,
        review_days=demand.review_days,
        levels=levels,
        suggested=to_order(levels, position),
        runs_out_on=None if runs_out is None else today + timedelta(days=runs_out),
        runs_out_probability=chance_of_running_out(demand, usable, changes),
        expiring=ahead.lost,
        expires_first_on=min((day for day, _pieces in losses), default=None),
        facts={
            **_basis(demand, transfer_days),
            "position": position,
            "lost_in_cycle": lost_in_cycle,
            "lots": [
                [lot.lot_id, lot.number, lot.expires_on.isoformat(), lot.pieces, round(fate.given, 1), fate.lost]
                for lot, fate in zip(shelves, ahead.fates, strict=False)
            ],
            "coming": [[one.kind, one.pk, one.on.isoformat(), one.pieces, one.certainty] for one in coming],
            "price": None if price is None else str(price),
            "lost_value": None if price is None else float(round(price * ahead.lost, 2)),
        },
    )


def _batches(shelves: Sequence[Shelf], coming: Sequence[Coming], today: date) -> list[Batch]:
    def last_day(expires_on: date | None) -> int | None:
        return None if expires_on is None else (expires_on - today).days

    return [
        *(Batch(shelf.pieces, last_day(shelf.expires_on)) for shelf in shelves),
        *(Batch(one.pieces, last_day(one.expires_on), max(0, (one.on - today).days)) for one in coming),
    ]


def _losses(shelves: Sequence[Shelf], coming: Sequence[Coming], ahead: Outlook) -> list[tuple[date, int]]:
    """(last good day, pieces) of what is expected to expire unused."""
    days = [*(shelf.expires_on for shelf in shelves), *(one.expires_on for one in coming)]
    return [(day, fate.lost) for day, fate in zip(days, ahead.fates, strict=True) if fate.lost and day is not None]


def _basis(demand: LeadDemand, transfer_days: int) -> dict[str, Any]:
    """What the levels were computed from: days and pieces of each."""
    lead, review = demand.lead_days, demand.review_days
    short = min(transfer_days, lead)
    return {
        "basis": demand.basis,
        "method": demand.method,
        "week": demand.week,
        "service": demand.service_level,
        "cpm": round(demand.cpm, 1),
        "transfer_days": transfer_days,
        "days": {"emergency": short, "minimum": lead, "reorder": lead + review, "maximum": lead + 2 * review},
        "mean": {
            "emergency": round(demand.mean(short), 1),
            "minimum": round(demand.mean(lead), 1),
            "reorder": round(demand.mean(lead + review), 1),
            "maximum": round(demand.mean(lead + 2 * review), 1),
        },
        "dated": {
            "minimum": demand.dated_pieces(lead),
            "reorder": demand.dated_pieces(lead + review),
            "maximum": demand.dated_pieces(lead + 2 * review),
        },
        "horizon": HORIZON_DAYS,
    }
