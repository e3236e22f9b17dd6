"""The replenishment of the simulated country, from what is awaited to what was borrowed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from django.db import transaction
from django.utils import timezone

from delegations import audit
from supply.actions.coverage import cover_unit
from supply.actions.forecasting import forecast_week
from supply.actions.levels import plan_units
from supply.actions.performance import expect_orders
from supply.actions.signs import find_signs
from supply.models import Forecast, Requisition, SupplyOrder, TransferOrder, WarningSign
from supply.selectors.coverage_due import units_to_cover
from supply.selectors.due_weeks import recent_weeks
from supply.simulation.replenishment.asking import simulate_requisitions
from supply.simulation.replenishment.ground import read_ground
from supply.simulation.replenishment.lending import simulate_loans, simulate_partners
from supply.simulation.replenishment.moving import simulate_transfer_orders
from supply.simulation.replenishment.recalling import simulate_recalls
from supply.simulation.replenishment.redistributing import simulate_redistribution

FINISHED = "replenishment.simulated"
Made = TypeVar("Made")


class ReplenishmentSimulationRefused(Exception):
    """Somebody's requisitions are there, or nothing to tell them from; the text says what to do."""


@dataclass
class Replenished:
    """What was made, and the seconds each part took."""

    counts: dict[str, int] = field(default_factory=dict)
    signs: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def timed(self, name: str, work: Callable[[], Made]) -> Made:
        began = time.monotonic()
        made = work()
        self.seconds[name] = time.monotonic() - began
        return made


def simulate_replenishment(*, now: datetime, seed: int) -> Replenished:
    """Everything that the system computes, then what people do about it, then the levels of whom that concerns.

    What is computed stays, were it interrupted, and is computed again; what people do is done whole or not at all.
    """
    if Requisition.objects.exists() or TransferOrder.objects.exists():
        raise ReplenishmentSimulationRefused("Ya hay requisiciones u órdenes de traspaso; no se simula encima.")
    if not SupplyOrder.objects.exists():
        raise ReplenishmentSimulationRefused("No hay órdenes de suministro: primero, simulate_purchases.")
    made = Replenished()
    made.counts["expected"] = made.timed("expected", lambda: expect_orders(now=now))
    made.timed("coverage", lambda: _cover(now))
    made.counts["forecasts"] = made.timed("forecasts", lambda: _forecast(now))
    made.counts["levels"] = made.timed("levels", lambda: plan_units(now=now))
    made.timed("signs", lambda: find_signs(now=now))
    made.signs = dict(Counter(WarningSign.objects.order_by().values_list("kind", flat=True)))
    with transaction.atomic():
        _people(made, now, seed)
        audit.record(type=FINISHED, by=None, after={"seed": seed, **made.counts})
    return made


def _people(made: Replenished, now: datetime, seed: int) -> None:
    ground = read_ground(now, Random(seed))  # noqa: S311
    if ground is None:
        raise ReplenishmentSimulationRefused("No hay personas simuladas que decidan: primero, simulate.")
    made.counts["recalls"] = len(made.timed("recalls", lambda: simulate_recalls(ground)))
    made.counts["requisitions"] = made.timed("requisitions", lambda: simulate_requisitions(ground))
    made.counts["transfer_orders"] = made.timed("transfer_orders", lambda: simulate_transfer_orders(ground))
    partners = made.timed("partners", lambda: simulate_partners(ground))
    made.counts["partners"] = len(partners)
    made.counts["loans"] = made.timed("loans", lambda: simulate_loans(ground, partners))
    made.counts["redistributions"] = len(made.timed("redistributions", lambda: simulate_redistribution(ground)))
    made.timed("coverage_after", lambda: _cover(now))
    made.timed("levels_after", lambda: plan_units(units=ground.touched, now=timezone.now()))


def _forecast(now: datetime) -> int:
    """Of the whole country at once, unless they are there; of a week before too, so that one week's error is measured.

    That one knows the dated doses as they stand now: nobody keeps how they stood then.
    """
    last = recent_weeks(now)[-1]
    there = Forecast.objects.filter(through=last.monday).count()
    if there:
        return there
    forecast_week(week=last.previous(), now=now - timedelta(weeks=1))
    return forecast_week(week=last, now=now).forecasts


def _cover(now: datetime) -> int:
    """What the workers would do as soon as they run: no dose is told by stock that has moved on."""
    return sum(cover_unit(unit=unit_id, now=now, changed_only=True) for unit_id in units_to_cover(now))
