"""Milligrams into whole pieces: fewest waste, then fewest pieces. Pure, integers only.

Vials: each administration takes whole vials of its own, as if nothing were shared; sharing is the mixing centre's
saving, not the plan's. Tablets: what is swallowed at once is whole tablets where they come within 10 % of the dose;
where they do not, halves (tablets only, never capsules or coated ones); where halves do not either, the days alternate
so that the whole run comes out right, and the pieces are those of its sum. Bottles and packs serve the whole run.

An amount that nobody knows yet still needs something: one smallest piece per administration (one per run by mouth), a
lower bound, so that an empty shelf does not pass for a covered day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from math import gcd

MICRO = {"g": ("mass", 1_000_000), "mg": ("mass", 1_000), "µg": ("mass", 1), "UI": ("units", 1_000)}
TOLERANCE = Decimal("0.10")
# Sizes of one shelf share a step; a table longer than this means a mistaken strength in the catalogue.
MOST_STEPS = 6_000


class Kind(StrEnum):
    """How a piece is used up: by one administration, by halves, whole, or over a run."""

    VIAL = "vial"
    TABLET = "tablet"
    CAPSULE = "capsule"
    BOTTLE = "bottle"
    UNMEASURED = "unmeasured"


@dataclass(frozen=True, slots=True)
class Strength:
    """A drug that may serve: `micro` is what one piece holds, in thousandths of a milligram or of a unit."""

    drug_id: int
    micro: int
    dimension: str = "mass"
    kind: Kind = Kind.VIAL


def micro_of(amount: Decimal, unit: str) -> tuple[str, int]:
    """An amount as dimension and integer; what is below a thousandth counts as one more."""
    dimension, factor = MICRO[unit]
    scaled = amount * factor
    return dimension, int(scaled) + (scaled != int(scaled))


def combination(
    amount: Decimal | None, administrations: int, strengths: Sequence[Strength], *, unit: str = "mg"
) -> dict[int, int]:
    """Pieces of each drug for so many administrations of an amount; nothing where no strength fits the unit."""
    if not strengths:
        return {}
    if amount is None:
        return _lower_bound(administrations, strengths)
    dimension, wanted = micro_of(amount, unit)
    fitting = [s for s in strengths if s.kind != Kind.UNMEASURED and s.dimension == dimension and s.micro > 0]
    if not fitting:
        unmeasured = [s for s in strengths if s.kind == Kind.UNMEASURED]
        return {unmeasured[0].drug_id: 1} if unmeasured else {}
    return _by_kind(fitting, wanted, administrations)


def _by_kind(fitting: Sequence[Strength], wanted: int, administrations: int) -> dict[int, int]:
    kinds = {strength.kind for strength in fitting}
    if Kind.VIAL in kinds:
        return _times(_fewest(wanted, [s for s in fitting if s.kind == Kind.VIAL]), administrations)
    solid = [s for s in fitting if s.kind in (Kind.TABLET, Kind.CAPSULE)]
    if not solid:
        return _fewest(wanted * administrations, [s for s in fitting if s.kind == Kind.BOTTLE])
    whole = _nearest(wanted, [(s.micro, s.drug_id) for s in solid])
    if whole is not None:
        return _times(dict(Counter(drug for drug in whole)), administrations)
    halves = [(s.micro // 2, s.drug_id) for s in solid if s.kind == Kind.TABLET and s.micro % 2 == 0]
    nearest = _nearest(wanted, halves) if halves else None
    if nearest is not None:
        counted = _times(dict(Counter(nearest)), administrations)
        return {drug: -(-pieces // 2) for drug, pieces in counted.items()}
    return _fewest(wanted * administrations, solid)


def _lower_bound(administrations: int, strengths: Sequence[Strength]) -> dict[int, int]:
    measured = [s for s in strengths if s.kind != Kind.UNMEASURED] or list(strengths)
    smallest = min(measured, key=lambda s: (s.micro, s.drug_id))
    return {smallest.drug_id: administrations if smallest.kind == Kind.VIAL else 1}


def _times(pieces: dict[int, int], times: int) -> dict[int, int]:
    return {drug: count * times for drug, count in pieces.items()}


def _fewest(wanted: int, strengths: Iterable[Strength]) -> dict[int, int]:
    """Pieces that hold at least what is wanted: least left over, then fewest."""
    return dict(Counter(_cover(wanted, tuple(sorted({(s.micro, s.drug_id) for s in strengths})))))


def _nearest(wanted: int, sizes: list[tuple[int, int]]) -> tuple[int, ...] | None:
    """Pieces whose sum is nearest to what is wanted, then fewest; None where nothing comes within the tolerance."""
    allowed = int(wanted * TOLERANCE)
    above = _cover(wanted, tuple(sorted(sizes)))
    found = []
    held = _held(above, sizes)
    if held - wanted <= allowed:
        found.append((held - wanted, len(above), above))
    step = _step(sizes)
    # Nearest from below: the largest reachable sum under the dose is some pieces' exact cover of a smaller amount.
    for below in range(wanted // step * step, wanted - allowed - 1, -step):
        if below <= 0:
            break
        pieces = _cover(below, tuple(sorted(sizes)))
        if _held(pieces, sizes) <= wanted:
            found.append((wanted - _held(pieces, sizes), len(pieces), pieces))
            break
    return min(found)[2] if found else None


def _held(pieces: Iterable[int], sizes: Iterable[tuple[int, int]]) -> int:
    size_of = {drug: size for size, drug in sizes}
    return sum(size_of[drug] for drug in pieces)


def _step(sizes: Iterable[tuple[int, int]]) -> int:
    return gcd(*(size for size, _drug in sizes))


@lru_cache(maxsize=20_000)
def _cover(wanted: int, sizes: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """Drugs, one entry a piece, that hold at least `wanted` with least left over and then fewest pieces.

    In steps of the sizes' greatest common divisor. Of the smaller sizes fewer than largest/step pieces are ever
    needed (as many of them hold a multiple of the largest, which takes fewer pieces), so all above that much is taken
    in largest pieces at once.
    """
    step = _step(sizes)
    size_of = {drug: size // step for size, drug in sizes}
    units = -(-wanted // step)
    largest, largest_drug = max((size // step, -drug) for size, drug in sizes)
    others = [size for size in size_of.values() if size < largest]
    tail = largest * (max(others) if others else 1)
    bulk = max(0, (units - tail) // largest)
    units -= bulk * largest
    if units <= 0:
        return (-largest_drug,) * bulk
    if units > MOST_STEPS:
        # Enough of the largest, so that a mistyped strength costs pieces and never the page.
        return (-largest_drug,) * (bulk + -(-units // largest))
    reach = units + largest
    fewest: list[int] = [0] + [reach + 1] * reach
    chosen = [0] * (reach + 1)
    for drug, size in sorted(size_of.items(), key=lambda pair: (-pair[1], pair[0])):
        for total in range(size, reach + 1):
            if fewest[total - size] + 1 < fewest[total]:
                fewest[total], chosen[total] = fewest[total - size] + 1, drug
    total = next(total for total in range(units, reach + 1) if fewest[total] <= reach)
    pieces = [-largest_drug] * bulk
    while total:
        pieces.append(chosen[total])
        total -= size_of[chosen[total]]
    return tuple(sorted(pieces))
