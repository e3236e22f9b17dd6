"""What the checks need to know of what is stored, as plain look-ups: no query per row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from supply.weeks import IsoWeek

LotKey = tuple[int, str, dt.date]
"""Drug, number and expiry: what makes a lot."""
Outcome = tuple[int, int, int]
"""Prescriptions filled, partly filled and denied."""
Shelf = tuple[int, LotKey]
"""A lot at a place."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whoever's week it is: a unit by its CLUES, or a delegation (its own warehouse) by its code."""

    code: str
    name: str
    delegation_id: int
    unit_id: int | None
    time_zone: str
    permitted: bool
    signed: bool
    """The week's report is signed, observed or validated."""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A stock-keeping place of an owner."""

    pk: int
    owner: Owner
    kind: str
    name: str
    delegation_id: int
    closed_through: dt.date | None
    starts_on: dt.date | None
    """Day of its first movement, those of earlier uploads of this very week left out; None when it has no other."""

    @property
    def is_new(self) -> bool:
        return self.starts_on is None


@dataclass(frozen=True, slots=True)
class Pack:
    """A presentation: its drug and how many pieces it holds."""

    drug_id: int
    pieces: int
    label: str


@dataclass(frozen=True, slots=True)
class LotFacts:
    pk: int
    state: str


@dataclass(frozen=True, slots=True)
class OpenTransfer:
    """A transfer that may be accepted: on its way, or accepted by an upload that this one replaces."""

    pk: int
    from_place_id: int
    to_place_id: int
    dispatched_on: dt.date
    lines: Mapping[LotKey, tuple[int, int]]
    """Lot → (line, pieces sent)."""


@dataclass
class World:
    """The stored facts that bear on one file."""

    now: dt.datetime
    week: IsoWeek
    owners: dict[str, Owner] = field(default_factory=dict)
    places: dict[tuple[str, str], PlaceFacts] = field(default_factory=dict)
    """(owner's code, kind) → place."""
    packs: dict[str, Pack] = field(default_factory=dict)
    """Dotted clave → presentation."""
    assortment: dict[int, set[int]] = field(default_factory=dict)
    """Unit → drugs it must carry."""
    lots: dict[LotKey, LotFacts] = field(default_factory=dict)
    expiries: dict[tuple[int, str], set[dt.date]] = field(default_factory=dict)
    """(drug, number) → expiries on record."""
    levels: dict[Shelf, int] = field(default_factory=dict)
    """Pieces at the end of the day before the week, earlier uploads of the week taken out."""
    changes: dict[Shelf, dict[dt.date, int]] = field(default_factory=dict)
    """What the ledger holds for each day of the week and after it, earlier uploads of the week taken out."""
    drugs: dict[int, str] = field(default_factory=dict)
    """Drug → how a person reads it, for lots that the file does not name."""
    ends: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    """(owner's code, kind) → place and its name, for the other end of a transfer, whoever's it is."""
    transfers: dict[int, OpenTransfer] = field(default_factory=dict)
    tallied: dict[tuple[int, int], Outcome] = field(default_factory=dict)
    """(unit, drug) → prescriptions noted on Monday to Saturday."""
    tallied_on_sunday: dict[tuple[int, int], Outcome] = field(default_factory=dict)

    def is_over(self, owner: Owner) -> bool:
        """Whether the week has ended where the owner stands."""
        return self.week.is_over(self.now, ZoneInfo(owner.time_zone))
