"""Everything on record that bears on a file of orders, in a fixed number of queries whatever its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from delegations.models import Place, PlaceKind
from supply.models import Contract, ContractLine, Presentation, SupplyOrder
from supply.purchasing.grouping import ReadOrder

# Where an order for a unit goes: to its warehouse, or to its pharmacy where it has none.
_DESTINATIONS = (PlaceKind.WAREHOUSE, PlaceKind.PHARMACY, PlaceKind.MIXING_CENTRE)


@dataclass
class OrderWorld:
    contracts: dict[str, Contract] = field(default_factory=dict)
    lines: dict[tuple[int, str], ContractLine] = field(default_factory=dict)
    """(contract, clave) → its line."""
    claves: set[str] = field(default_factory=set)
    places: dict[str, Place] = field(default_factory=dict)
    """CLUES, or the code of a delegation for its own warehouse → where its orders go."""
    owners: set[str] = field(default_factory=set)
    """Codes that somebody has, with a place or without."""
    orders: dict[str, SupplyOrder] = field(default_factory=dict)
    """Orders on record, locked."""


def load_order_world(orders: Sequence[ReadOrder]) -> OrderWorld:
    world = OrderWorld()
    numbers = {order.contract for order in orders}
    for contract in Contract.objects.filter(number__in=numbers).select_related("supplier", "tender"):
        world.contracts[contract.number] = contract
    claves = {order.clave for order in orders}
    lines = ContractLine.objects.filter(contract__number__in=numbers, presentation__clave__in=claves)
    for line in lines.select_related("presentation"):
        world.lines[line.contract_id, line.presentation.clave] = line
    world.claves = set(Presentation.objects.filter(clave__in=claves).values_list("clave", flat=True))
    _load_places(world, {order.clues for order in orders})
    on_record = SupplyOrder.objects.filter(number__in=[order.number for order in orders]).order_by("pk")
    found = on_record.select_for_update(of=("self",)).select_related("line__presentation", "line__contract", "place")
    world.orders = {order.number: order for order in found}
    return world


def _load_places(world: OrderWorld, codes: set[str]) -> None:
    places = (
        Place.objects.stock_keeping()
        .active()
        .filter(Q(unit__clues__in=codes) | Q(unit=None, delegation__code__in=codes))
        .select_related("unit", "delegation")
        .order_by("pk")
    )
    ranks: dict[str, int] = {}
    for place in places:
        code = place.unit.clues if place.unit is not None else place.delegation.code
        world.owners.add(code)
        rank = _DESTINATIONS.index(PlaceKind(place.kind))
        if rank < ranks.get(code, len(_DESTINATIONS)):
            world.places[code], ranks[code] = place, rank
