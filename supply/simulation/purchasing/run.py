"""The purchases of the simulated country, from the ledger that is there to the orders still awaited."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from delegations import audit
from supply.models import SupplyOrder
from supply.simulation.purchasing.cast import LEAST_SHELF_DAYS
from supply.simulation.purchasing.lacking import what_lacks
from supply.simulation.purchasing.market import open_market
from supply.simulation.purchasing.odd_counts import plant_odd_counts
from supply.simulation.purchasing.odd_purchases import plant_purchases
from supply.simulation.purchasing.orders import Book, order_what_lacks, tell_receipts, write
from supply.simulation.purchasing.receipts import receipts_since

FINISHED = "purchases.simulated"
SINCE_DAYS, MOST_RECEIPTS, MOST_OPEN = 182, 6000, 450


class PurchaseSimulationRefused(Exception):
    """There are orders already, or no ledger to tell them from; the text says what to do."""


@dataclass(frozen=True, slots=True)
class Purchased:
    """What was made, for the command to say."""

    suppliers: int
    orders: int
    by_state: dict[str, int]
    deliveries: int
    adjustments: int


@transaction.atomic
def simulate_purchases(*, now: datetime, seed: int) -> Purchased:
    """Suppliers, procedures, contracts, half a year of orders and deliveries, what is awaited, and what is planted."""
    if SupplyOrder.objects.exists():
        raise PurchaseSimulationRefused("Ya hay órdenes de suministro; las simuladas solo se agregan donde no las hay.")
    today = timezone.localdate(now)
    receipts = receipts_since(
        today - timedelta(days=SINCE_DAYS), least_life=LEAST_SHELF_DAYS, most=MOST_RECEIPTS, salt=seed
    )
    if not receipts:
        raise PurchaseSimulationRefused("No hay recepciones de las que contar compras: primero, simulate.")
    rng = Random(seed)  # noqa: S311
    wanted = what_lacks(MOST_OPEN)
    packs: Counter[int] = Counter()
    for came in receipts:
        packs[came.presentation_id] += came.packs
    for want in wanted:
        packs[want.presentation_id] += want.packs
    market = open_market(packs, today, rng)
    book, zone = Book(), ZoneInfo(settings.TIME_ZONE)
    tell_receipts(book, market, receipts, today, rng, zone)
    order_what_lacks(book, market, wanted, today, rng)
    plant_purchases(book, market, receipts, today, now, zone)
    write(book)
    adjustments = plant_odd_counts(rng)
    states = Counter(SupplyOrder.objects.order_by().values_list("state", flat=True))
    made = Purchased(len(market.suppliers), len(book.orders), dict(states), len(book.deliveries), adjustments)
    audit.record(type=FINISHED, by=None, after={"seed": seed, "orders": made.orders, "deliveries": made.deliveries})
    return made
