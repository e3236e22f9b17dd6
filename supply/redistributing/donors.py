"""What a site may give without leaving its own uncovered, and what it would lose by keeping it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from supply.redistributing.shapes import Held, Site


def floors(site: Site) -> list[tuple[int, int]]:
    """(day, pieces): of the lots that are good on `day` or later, so many must stay. By Hall's theorem these suffice.

    All lots are on the shelf from the start, so what is needed after a day can only come from lots that last beyond it:
    the pieces kept are enough exactly if, for every day, those that last to it cover what is needed from it on. Between
    two days of expiry the set of lots is the same, so the earliest need after the earlier expiry binds.
    """
    lasts = sorted({held.last for held in site.held})
    found = []
    previous = -1
    for last in lasts:
        wanted = sum(pieces for day, pieces in site.kept if day > previous)
        if wanted:
            found.append((last, wanted))
        previous = last
    return found


def can_keep(site: Site) -> Site:
    """The site with `kept` cut down to what its shelves can give: first come first served, in order of day.

    What is cut is what it lacks already: nobody can be asked to keep what they do not have.
    """
    left = sorted([held.last, held.pieces] for held in site.held)
    kept = []
    for day, pieces in sorted(site.kept):
        wanted = pieces
        for shelf in left:
            if shelf[0] < day or not shelf[1]:
                continue
            taken = min(shelf[1], wanted)
            shelf[1] -= taken
            wanted -= taken
            if not wanted:
                break
        if pieces - wanted:
            kept.append((day, pieces - wanted))
    return replace(site, kept=tuple(kept))


def spare(site: Site) -> dict[int, int]:
    """Lot → the most pieces of it that may leave, if no other lot did. Nothing while the site lacks any itself."""
    if site.lacks:
        return {}
    most: dict[int, int] = {}
    binding = floors(site)
    for held in site.held:
        free = held.pieces
        for last, wanted in binding:
            if last <= held.last:
                free = min(free, sum(other.pieces for other in site.held if other.last >= last) - wanted)
        if free > 0:
            most[held.lot] = free
    return most


def spare_in_all(site: Site) -> int:
    """The most pieces that may leave together: every floor counts all lots that last to it."""
    if site.lacks:
        return 0
    lots = sorted(site.held, key=lambda held: held.last)
    binding = dict(floors(site))
    left, need = 0, 0
    # From the last to expire to the first: what earlier floors ask is met by what later ones keep already.
    for index in range(len(lots) - 1, -1, -1):
        left += lots[index].pieces
        if index == 0 or lots[index - 1].last != lots[index].last:
            need = max(need, binding.get(lots[index].last, 0))
    return max(left - need, 0)


def loss(site: Site, held: Iterable[Held], horizon: int) -> int:
    """Pieces that expire unused within the horizon, if the first to expire is used first.

    For lots that are all there, it is the largest surplus, over the days of expiry, of what expires by then over what
    is used by then: two lots never claim the same use.
    """
    lots = sorted((one.last, one.pieces) for one in held if one.last <= horizon)
    worst = total = 0
    for last, pieces in lots:
        total += pieces
        worst = max(worst, total - site.use_through(last))
    return worst


def at_risk_until(site: Site, horizon: int) -> int:
    """The last day of expiry up to which the site has pieces that will expire unused; -1 if it has none."""
    lots = sorted((one.last, one.pieces) for one in site.held if one.last <= horizon)
    found, total = -1, 0
    worst = 0
    for last, pieces in lots:
        total += pieces
        surplus = total - site.use_through(last)
        if surplus > worst:
            worst, found = surplus, last
    return found
