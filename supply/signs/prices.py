"""Prices far from what others pay for the same clave, and from what the same supplier asked before. Pure.

A price is compared, as a ratio, with the median of other contracts and offers of its clave in three years. It is told
when it is both far (half as much again, or a third less) and far for how much that clave's prices vary. With too few
others the supplier's own earlier price is the measure, with the same ratio.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from supply.signs.shapes import Ranking, Sign, spread

PEER_DAYS, LOOKED_AT_DAYS = 1095, 365
LEAST_PEERS = 4
FAR_RATIO, FAR_SPREADS = 1.5, 3.5
# Prices of one clave vary by a twelfth even where they look alike.
LEAST_SPREAD = 0.08


@dataclass(frozen=True, slots=True)
class ContractPrice:
    """Of an offer that won nothing `line_id` is 0, and `contract_id` any number that no contract has."""

    line_id: int
    contract_id: int
    supplier_id: int
    presentation_id: int
    drug_id: int
    on: date
    price: float


@dataclass(frozen=True, slots=True)
class _Compared:
    price: ContractPrice
    basis: str
    usual: float
    cases: int
    far: float
    is_told: bool


def prices_far_off(prices: Iterable[ContractPrice], today: date, offers: Iterable[ContractPrice] = ()) -> list[Sign]:
    """`offers`: prices that were offered and won nothing; others are compared with them, they are not looked at."""
    of_clave: dict[int, list[ContractPrice]] = defaultdict(list)
    for price in (*prices, *offers):
        if price.on >= today - timedelta(days=PEER_DAYS):
            of_clave[price.presentation_id].append(price)
    recent = today - timedelta(days=LOOKED_AT_DAYS)
    compared = [
        one
        for rows in of_clave.values()
        for price in rows
        if price.line_id and price.on >= recent and (one := _compare(price, rows)) is not None
    ]
    ranking = Ranking(one.far for one in compared)
    return [_sign(one, ranking, len(compared)) for one in compared if one.is_told]


def _compare(price: ContractPrice, rows: Sequence[ContractPrice]) -> _Compared | None:
    peers = [math.log(row.price) for row in rows if row.contract_id != price.contract_id]
    if len(peers) >= LEAST_PEERS:
        usual = median(peers)
        distance = abs(math.log(price.price) - usual)
        far = distance / spread(peers, LEAST_SPREAD)
        told = distance >= math.log(FAR_RATIO) and far >= FAR_SPREADS
        return _Compared(price, "peers", math.exp(usual), len(peers), far, told)
    own = [
        row
        for row in rows
        if row.line_id
        and row.supplier_id == price.supplier_id
        and row.contract_id != price.contract_id
        and row.on < price.on
    ]
    if not own:
        return None
    before = max(own, key=lambda row: row.on).price
    distance = abs(math.log(price.price / before))
    return _Compared(price, "own", before, len(own), distance / LEAST_SPREAD, distance >= math.log(FAR_RATIO))


def _sign(one: _Compared, ranking: Ranking, compared: int) -> Sign:
    price = one.price
    return Sign(
        "price",
        f"price:{price.line_id}",
        ranking.unusual(one.far),
        compared,
        {
            "basis": one.basis,
            "price": round(price.price, 2),
            "usual": round(one.usual, 2),
            "cases": one.cases,
            "ratio": round(price.price / one.usual, 2),
            "on": price.on.isoformat(),
        },
        supplier_id=price.supplier_id,
        drug_id=price.drug_id,
        contract_line_id=price.line_id,
    )
