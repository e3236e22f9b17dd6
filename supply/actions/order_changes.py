"""What follows when orders change: every writer of purchases ends here, so that plans hear of it once."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from supply.actions.coverage_changes import AWAITED, awaited_from, note_pairs
from supply.models import SupplyOrder
from supply.queue import later


def orders_changed(orders: Iterable[SupplyOrder]) -> None:
    """Orders were issued, changed, ended, received or given back: units that await something count anew."""
    order_ids = [order.pk for order in orders]
    found = list(SupplyOrder.objects.filter(pk__in=order_ids).values_list("place", "line__presentation__drug"))
    if not found:
        return
    later("supply.tasks.expect_orders_anew", order_ids)
    with connection.cursor() as cursor:
        cursor.execute(AWAITED, awaited_from(place for place, _drug in found))
        units = dict(cursor.fetchall())
    pairs = [(units[place], drug) for place, drug in found if place in units]
    if pairs:
        note_pairs(pairs)
