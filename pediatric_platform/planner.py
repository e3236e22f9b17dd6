"""Which vials are opened for a list of mixtures, and who draws from each. Pure, no ORM.

A vial may be shared while it is good after opening; one whose drug may not be shared, or whose hours nobody has set,
serves the one mixture it was opened for. What goes into the spinal canal comes from vials of its own, opened for it and
used for nothing else. Mixtures are served in order of time: first what is left of open vials, the
one that expires first; then whole vials, the combination of strengths that wastes least, then the fewest of them.
What the planner says is what preparing does: both call `plan`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mixture to be: an amount drawn at a moment from vials of any of the drugs, all in one unit. `alone`: from vials
    that serve no other."""

    key: int
    at: datetime
    amount: Decimal
    drug_ids: tuple[int, ...]
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Product:
    """A vial as it is bought: what it holds, and for how many hours it may be shared (None: never).

    `stock` is how many there are; None does not count them.
    """

    drug_id: int
    content: Decimal
    hours: int | None = None
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A vial that is open already: what is left of it, from when and until when it may be drawn."""

    key: int
    drug_id: int
    left: Decimal
    since: datetime
    use_before: datetime


@dataclass(slots=True)
class PlannedVial:
    """A vial of the plan: who takes how much of it. `existing` is the key of one that was open before."""

    drug_id: int
    content: Decimal
    since: datetime
    use_before: datetime
    existing: int | None = None
    shareable: bool = True
    takes: list[tuple[int, Decimal]] = field(default_factory=list)

    @property
    def left(self) -> Decimal:
        return self.content - sum((amount for _key, amount in self.takes), ZERO)


@dataclass(frozen=True, slots=True)
class MixingPlan:
    """Every vial that is drawn from, and what could not be had: (mixture, amount)."""

    vials: tuple[PlannedVial, ...]
    missing: tuple[tuple[int, Decimal], ...] = ()

    @property
    def to_open(self) -> dict[int, int]:
        """Drug → whole pieces that leave the shelf."""
        pieces: dict[int, int] = {}
        for vial in self.vials:
            if vial.existing is None:
                pieces[vial.drug_id] = pieces.get(vial.drug_id, 0) + 1
        return pieces

    @property
    def opened_amount(self) -> Decimal:
        return sum((vial.content for vial in self.vials if vial.existing is None), ZERO)

    @property
    def shared(self) -> tuple[PlannedVial, ...]:
        """Vials that serve more than one mixture, or that somebody else had opened."""
        return tuple(vial for vial in self.vials if len(vial.takes) > 1 or vial.existing is not None)


@dataclass(frozen=True, slots=True)
class Saving:
    """What sharing spares against each mixture by itself: the amount, and pieces by drug (never below zero in all)."""

    amount: Decimal
    pieces: dict[int, int]

    @property
    def total_pieces(self) -> int:
        return sum(self.pieces.values())


def plan(
    wanted: Sequence[Wanted], products: Mapping[int, Product], opened: Iterable[Opened] = (), *, share: bool = True
) -> MixingPlan:
    """Serve each mixture in order of time; what there is not enough for is left out whole and said to be missing."""
    vials = [PlannedVial(one.drug_id, one.left, one.since, one.use_before, one.key) for one in opened] if share else []
    stock = {product.drug_id: product.stock for product in products.values()}
    missing: list[tuple[int, Decimal]] = []
    for one in sorted(wanted, key=lambda mixture: (mixture.at, mixture.key)):
        usable = [vial for vial in vials if _serves(vial, one)] if share else []
        usable.sort(key=lambda vial: (vial.use_before, vial.since, vial.existing or 0))
        takes, rest = _take(usable, one.amount)
        pieces: dict[int, int] | None = {}
        if rest:
            offered = [
                replace(products[drug_id], stock=stock[drug_id]) for drug_id in one.drug_ids if drug_id in products
            ]
            pieces = fewest_waste(rest, offered)
        if pieces is None:
            missing.append((one.key, rest))
            continue
        for vial, amount in takes:
            vial.takes.append((one.key, amount))
        for fresh, amount in _open(pieces, products, one, rest):
            left = stock[fresh.drug_id]
            stock[fresh.drug_id] = None if left is None else left - 1
            fresh.takes.append((one.key, amount))
            vials.append(fresh)
    return MixingPlan(tuple(vial for vial in vials if vial.takes), tuple(missing))


def saving(wanted: Sequence[Wanted], products: Mapping[int, Product], opened: Iterable[Opened] = ()) -> Saving:
    """What the day's mixtures together spare against each by itself, whatever is in stock."""
    endless = {drug_id: replace(product, stock=None) for drug_id, product in products.items()}
    together, alone = plan(wanted, endless, opened), plan(wanted, endless, share=False)
    drugs = alone.to_open.keys() | together.to_open.keys()
    pieces = {drug: alone.to_open.get(drug, 0) - together.to_open.get(drug, 0) for drug in sorted(drugs)}
    return Saving(alone.opened_amount - together.opened_amount, {drug: n for drug, n in pieces.items() if n})


def fewest_waste(amount: Decimal, products: Sequence[Product]) -> dict[int, int] | None:
    """Drug → pieces whose contents reach `amount` with the least left over, then the fewest; None: not enough."""
    ordered = sorted(products, key=lambda product: (-product.content, product.drug_id))
    best: tuple[Decimal, int, dict[int, int]] | None = None

    def look(position: int, rest: Decimal, chosen: dict[int, int], content: Decimal, count: int) -> None:
        nonlocal best
        if rest <= 0:
            if best is None or (content, count) < best[:2]:
                best = (content, count, dict(chosen))
            return
        if position == len(ordered) or (best is not None and content >= best[0]):
            return
        product = ordered[position]
        whole, over = divmod(rest, product.content)
        most = int(whole) + (over > 0)
        if product.stock is not None:
            most = min(most, product.stock)
        # The last strength has to reach the amount by itself; the others may leave some of it to the next.
        fewest = most if position == len(ordered) - 1 else 0
        for pieces in range(most, fewest - 1, -1):
            if pieces:
                chosen[product.drug_id] = pieces
            look(
                position + 1,
                rest - pieces * product.content,
                chosen,
                content + pieces * product.content,
                count + pieces,
            )
            chosen.pop(product.drug_id, None)

    look(0, amount, {}, ZERO, 0)
    return best[2] if best is not None else None


def _serves(vial: PlannedVial, one: Wanted) -> bool:
    in_time = vial.shareable and not one.alone and vial.since <= one.at <= vial.use_before
    return in_time and vial.drug_id in one.drug_ids and vial.left > 0


def _take(vials: Sequence[PlannedVial], amount: Decimal) -> tuple[list[tuple[PlannedVial, Decimal]], Decimal]:
    """What open vials give towards `amount`, and what is still to be had."""
    taken: list[tuple[PlannedVial, Decimal]] = []
    for vial in vials:
        if not amount:
            break
        drawn = min(vial.left, amount)
        taken.append((vial, drawn))
        amount -= drawn
    return taken, amount


def _open(
    pieces: Mapping[int, int], products: Mapping[int, Product], one: Wanted, rest: Decimal
) -> Iterable[tuple[PlannedVial, Decimal]]:
    """New vials for the mixture, the largest first, and what is drawn of each."""
    for drug_id in sorted(pieces, key=lambda drug_id: (-products[drug_id].content, drug_id)):
        product = products[drug_id]
        for _piece in range(pieces[drug_id]):
            drawn = min(product.content, rest)
            if not drawn:  # a combination never holds a piece more than it needs
                return
            rest -= drawn
            # One that may not be shared is good at the moment it is opened: nobody draws from it later.
            until = one.at + timedelta(hours=product.hours or 0)
            vial = PlannedVial(drug_id, product.content, one.at, until, shareable=bool(product.hours) and not one.alone)
            yield vial, drawn
