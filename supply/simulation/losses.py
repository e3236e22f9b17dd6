"""What the country loses and finds: expired and recalled lots, breakage, counts that differ. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from supply.simulation.facts import WeekFacts

if TYPE_CHECKING:
    from supply.simulation.week import Player

# From which luck on, up to which, what happens to a shelf in a week.
_MISHAPS = (
    (0.0, 0.002, "adjustment", "damage"),
    (0.002, 0.008, "count", "count_down"),
    (0.008, 0.012, "count", "count_up"),
)
# So that the showcase's manager finds a few differences in the week to be signed.
_SHOWCASE_LUCK = np.array([0.003, 0.001, 0.004, 0.009, 0.005, 0.01, 0.006])


def write_off(player: Player, facts: WeekFacts, day: int, rng: np.random.Generator) -> None:
    """Expired lots leave within some weeks; what is recalled is taken away by some."""
    shelves, places = player.shelves, len(player.country.place)
    diligent = rng.random(places) < 0.6
    expired = (shelves.pieces > 0) & (shelves.expires[shelves.drug] < day) & diligent[:, None]
    withdrawn = (shelves.pieces > 0) & shelves.recalled[shelves.drug] & (rng.random(places) < 0.12)[:, None]
    for which, reason in ((expired, "expiry"), (withdrawn & ~expired, "recall")):
        shelf, column = np.nonzero(which)
        pieces = shelves.pieces[shelf, column].copy()
        shelves.pieces[shelf, column] = 0
        player.post(facts, "adjustment", reason, day, shelf, column, -pieces)


def mishaps(player: Player, facts: WeekFacts, day: int, rng: np.random.Generator) -> None:
    """Breakage here and there, and a count that finds a piece or two more or fewer."""
    country, shelves = player.country, player.shelves
    fullest = shelves.pieces.argmax(axis=1)
    held = shelves.pieces[np.arange(len(fullest)), fullest]
    luck = rng.random(len(held))
    some = rng.integers(1, 4, len(held))
    if player.is_last:
        own = np.flatnonzero((country.unit == country.directory.showcase) & (held > 12))[: len(_SHOWCASE_LUCK)]
        luck[own] = _SHOWCASE_LUCK[: len(own)]
    for low, high, kind, reason in _MISHAPS:
        shelf = np.flatnonzero((luck >= low) & (luck < high) & (held > 4))
        pieces = some[shelf] if reason == "count_up" else -some[shelf]
        shelves.put(shelf, fullest[shelf], pieces)
        player.post(facts, kind, reason, day, shelf, fullest[shelf], pieces)
