"""What happened in a simulated week, gathered as columns until it is written. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from supply.models.document import DocumentKind
from supply.reasons import Reason

KINDS: list[str] = [str(kind.value) for kind in DocumentKind]
REASONS: list[str] = [str(reason.value) for reason in Reason]
KIND = {name: index for index, name in enumerate(KINDS)}
REASON = {name: index for index, name in enumerate(REASONS)}
NOBODY = 0


@dataclass
class Columns:
    """Arrays of one length, appended to by pieces and joined at the end."""

    names: tuple[str, ...]
    parts: list[tuple[np.ndarray, ...]] = field(default_factory=list)

    def add(self, **values: np.ndarray | int) -> None:
        """One more block; a plain number stands for a whole column of it."""
        length = max(np.size(value) for value in values.values())
        if any(np.size(value) == 0 for value in values.values()):
            return
        self.parts.append(
            tuple(np.broadcast_to(np.asarray(values[name], dtype=np.int64), length) for name in self.names)
        )

    def joined(self) -> dict[str, np.ndarray]:
        if not self.parts:
            return {name: np.zeros(0, dtype=np.int64) for name in self.names}
        return {name: np.concatenate([part[index] for part in self.parts]) for index, name in enumerate(self.names)}


@dataclass
class WeekFacts:
    """Places, drugs and units are given by position in the country, lots by running number, days by ordinal.

    A movement belongs to the document of its day, kind, `owner` place, `partner` place and reason of the document.
    """

    movements: Columns = field(
        default_factory=lambda: Columns(
            ("day", "kind", "owner", "partner", "tag", "place", "lot", "quantity", "reason")
        )
    )
    tallies: Columns = field(
        default_factory=lambda: Columns(("day", "unit", "drug", "presented", "filled", "partly_filled", "denied"))
    )
    # Transfers that were accepted this week, line by line; `left` is the ordinal of the dispatch.
    accepted: Columns = field(
        default_factory=lambda: Columns(("left", "arrived", "from_place", "to_place", "lot", "sent", "received", "why"))
    )
    lots: list[tuple[int, int, int, str]] = field(default_factory=list)  # running number, drug, expiry, lot number
    recalled: list[tuple[int, str, str]] = field(default_factory=list)  # running number, state, reason
    dispensed: int = 0
    wanted: int = 0
