"""Rows of a week whose names were all found: what the plan is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from supply.intake.motives import Motive
from supply.intake.world import LotKey, Outcome, PlaceFacts, World


@dataclass(frozen=True, slots=True)
class Counted:
    """A row of existencias: pieces of a lot at the close of the week."""

    row: int
    place: PlaceFacts
    lot: LotKey
    pieces: int
    per_pack: int


@dataclass(frozen=True, slots=True)
class Moved:
    """A row of movimientos."""

    row: int
    place: PlaceFacts
    day: dt.date
    motive: Motive
    lot: LotKey
    pieces: int
    reference: str

    @property
    def signed(self) -> int:
        return self.motive.sign * self.pieces


@dataclass(frozen=True, slots=True)
class Tallied:
    """A row of recetas: the week's prescriptions of a drug in a unit."""

    row: int
    unit_id: int
    drug_id: int
    outcome: Outcome
    """Filled, partly filled and denied in the whole week; presented is their sum."""

    @property
    def key(self) -> tuple[int, int]:
        return self.unit_id, self.drug_id

    def on_sunday(self, world: World) -> Outcome:
        """What is left for the week's Sunday once the days noted before it are taken off."""
        noted = world.tallied.get(self.key, (0, 0, 0))
        filled, partly, denied = (total - before for total, before in zip(self.outcome, noted, strict=True))
        return filled, partly, denied


@dataclass
class WeekRows:
    """The rows that could be made out; `places` are those whose closing count the file brings."""

    counted: list[Counted] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    tallied: list[Tallied] = field(default_factory=list)
    places: dict[int, tuple[PlaceFacts, int]] = field(default_factory=dict)
    """Place → its facts and the row where existencias first names it."""
