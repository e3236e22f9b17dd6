"""Deliveries with little life left: less than the contract asks for, or far less than that drug usually has. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from supply.signs.shapes import Ranking, Sign

# Where the contract asks for nothing: so small a part of what the drug usually brings, and less than a year.
LEAST_SHARE, LONG_DAYS, LEAST_PEERS = 0.35, 365, 8
LEAST_LINES, LEAST_PACKS_SHARE = 2, 0.05


@dataclass(frozen=True, slots=True)
class Brought:
    """A line of a delivery: `shelf_days` left when it arrived, `least_days` what its contract asks for, if anything."""

    supplier_id: int
    drug_id: int
    packs: int
    shelf_days: int
    least_days: int | None


def near_expiry(lines: Iterable[Brought]) -> list[Sign]:
    of_drug: dict[int, list[Brought]] = defaultdict(list)
    groups: dict[tuple[int, int], list[Brought]] = defaultdict(list)
    for line in lines:
        of_drug[line.drug_id].append(line)
        groups[line.supplier_id, line.drug_id].append(line)
    usual = {drug: median(line.shelf_days for line in rows) for drug, rows in of_drug.items()}
    told = {
        key: [line for line in rows if _is_short(line, usual[key[1]], len(of_drug[key[1]]))]
        for key, rows in groups.items()
    }
    shares = {key: _packs(told[key]) / _packs(rows) for key, rows in groups.items()}
    ranking = Ranking(shares.values())
    return [
        Sign(
            "near_expiry",
            f"near_expiry:{supplier_id}:{drug_id}",
            ranking.unusual(shares[supplier_id, drug_id]),
            len(groups),
            {
                "lines": len(short),
                "of_lines": len(groups[supplier_id, drug_id]),
                "packs": _packs(short),
                "share": round(100 * shares[supplier_id, drug_id], 1),
                "shortest": min(line.shelf_days for line in short),
                "usual": round(usual[drug_id]),
                "least": max((line.least_days or 0 for line in short), default=0),
            },
            supplier_id=supplier_id,
            drug_id=drug_id,
        )
        for (supplier_id, drug_id), short in told.items()
        if len(short) >= LEAST_LINES and shares[supplier_id, drug_id] >= LEAST_PACKS_SHARE
    ]


def _is_short(line: Brought, usual: float, peers: int) -> bool:
    if line.least_days is not None:
        return line.shelf_days < line.least_days
    return peers >= LEAST_PEERS and line.shelf_days < min(LONG_DAYS, LEAST_SHARE * usual)


def _packs(lines: Sequence[Brought]) -> int:
    return sum(line.packs for line in lines)
