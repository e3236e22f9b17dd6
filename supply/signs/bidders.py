"""A supplier that wins again and again, with one convener, claves for which nobody else made an offer. Pure.

Each clave has its own chance of a single offer, from its other procedures and drawn to that of all: a medicine with one
maker draws one offer everywhere, and is no surprise here. The sign is told when so many single offers would come about
by chance in less than one of a hundred years like this one, over all suppliers and conveners together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from supply.signs.shapes import MOST_UNUSUAL, Sign, tail

LEAST_SINGLE, LEAST_TENDERS = 4, 2
FALSE_ALARMS = 0.01
# So many procedures with everybody's chance are added to a clave's own.
CLAVE_WEIGHT = 4.0


@dataclass(frozen=True, slots=True)
class Award:
    """A clave awarded in a procedure in which others could have offered."""

    tender_id: int
    convener: str
    presentation_id: int
    supplier_id: int
    bidders: int


def single_bidders(awards: Iterable[Award]) -> list[Sign]:
    rows = list(awards)
    groups: dict[tuple[str, int], list[Award]] = defaultdict(list)
    by_clave: dict[int, list[Award]] = defaultdict(list)
    for award in rows:
        groups[award.convener, award.supplier_id].append(award)
        by_clave[award.presentation_id].append(award)
    singles = sum(award.bidders == 1 for award in rows)
    signs = []
    for (convener, supplier_id), won in groups.items():
        alone = [award for award in won if award.bidders == 1]
        if len(alone) < LEAST_SINGLE or len({award.tender_id for award in alone}) < LEAST_TENDERS:
            continue
        elsewhere = _share(singles - len(alone), len(rows) - len(won))
        chances = [_chance(by_clave[award.presentation_id], won, elsewhere) for award in won]
        by_chance = tail(chances, len(alone))
        if by_chance * len(groups) < FALSE_ALARMS:
            facts = {
                "convener": convener,
                "alone": len(alone),
                "won": len(won),
                "tenders": len({award.tender_id for award in alone}),
                "elsewhere": round(100 * elsewhere, 1),
                "expected": round(sum(chances), 1),
            }
            key = f"single_bidder:{supplier_id}:{convener}"[:160]
            signs.append(
                Sign("single_bidder", key, min(MOST_UNUSUAL, 1 - by_chance), len(rows), facts, supplier_id=supplier_id)
            )
    return signs


def _chance(of_clave: list[Award], won: list[Award], elsewhere: float) -> float:
    """Of a single offer for a clave, by its awards outside the group looked at."""
    own = {id(award) for award in won}
    others = [award for award in of_clave if id(award) not in own]
    return (sum(award.bidders == 1 for award in others) + CLAVE_WEIGHT * elsewhere) / (len(others) + CLAVE_WEIGHT)


def _share(part: int, whole: int) -> float:
    """Never quite none, nor all: half a case is added on either side."""
    return (part + 0.5) / (whole + 1)
