"""How much of the network has a name: of each delegation, and of the country."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from delegations.models import Delegation
from delegations.selectors.network.directory import Entry, directory


@dataclass(frozen=True)
class Coverage:
    """How much of the network of a delegation (its hospitals included), or of the country, has a name.

    A place is complete with titular and substitute.
    """

    code: str
    name: str
    tile_row: int = 0
    tile_column: int = 0
    places: int = 0
    titulars: int = 0
    substitutes: int = 0
    complete: int = 0

    @property
    def posts(self) -> int:
        return 2 * self.places

    @property
    def filled(self) -> int:
        return self.titulars + self.substitutes

    @property
    def missing(self) -> int:
        return self.posts - self.filled

    @property
    def share(self) -> float:
        """Posts with a name, of all; 1 where there is no post to fill."""
        return self.filled / self.posts if self.posts else 1.0

    @property
    def is_complete(self) -> bool:
        return not self.missing


def coverage_by_delegation(day: date) -> list[Coverage]:
    """Every delegation's coverage on a day, by name; three queries."""
    entries: dict[int, list[Entry]] = {}
    for entry in directory(day):
        entries.setdefault(entry.delegation_id, []).append(entry)
    tiles = {row.pk: row for row in Delegation.objects.only("code", "name", "tile_row", "tile_column")}
    return [
        _counted(tiles[pk].code, tiles[pk].name, rows, tiles[pk].tile_row, tiles[pk].tile_column)
        for pk, rows in entries.items()
    ]


def coverage_of_country(coverages: Iterable[Coverage]) -> Coverage:
    """The delegations' coverage added up: «n of N posts filled»."""
    parts = list(coverages)
    return Coverage(
        code="",
        name="",
        places=sum(part.places for part in parts),
        titulars=sum(part.titulars for part in parts),
        substitutes=sum(part.substitutes for part in parts),
        complete=sum(part.complete for part in parts),
    )


def _counted(code: str, name: str, entries: Sequence[Entry], tile_row: int, tile_column: int) -> Coverage:
    return Coverage(
        code,
        name,
        tile_row,
        tile_column,
        places=len(entries),
        titulars=sum(entry.titular is not None for entry in entries),
        substitutes=sum(entry.substitute is not None for entry in entries),
        complete=sum(entry.is_complete for entry in entries),
    )
