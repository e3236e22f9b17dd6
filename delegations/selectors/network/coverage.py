"""How much of the network has a name: of each delegation, and of the country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import connection

from delegations.roles import NETWORK
from delegations.selectors.network.directory import LEVEL_FROM


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


_COUNTED = """
WITH post AS (
  SELECT coalesce(posting.unit_id, -posting.delegation_id) AS key,
         bool_or(posting.holding = 'titular') AS titular, bool_or(posting.holding = 'substitute') AS substitute
    FROM delegations_posting AS posting JOIN delegations_person AS person ON person.id = posting.person_id
   WHERE posting.role = ANY(%(roles)s) AND person.is_active
     AND posting.starts_on <= %(day)s AND (posting.ends_on IS NULL OR posting.ends_on >= %(day)s)
   GROUP BY key
), place AS (
  SELECT id AS delegation_id, -id AS key FROM delegations_delegation
   UNION ALL
  SELECT delegation_id, id FROM delegations_unit
   WHERE level >= %(level)s AND (opened_on IS NULL OR opened_on <= %(day)s)
     AND (closed_on IS NULL OR closed_on > %(day)s)
)
SELECT delegation.code, delegation.name, delegation.tile_row, delegation.tile_column, count(*),
       count(*) FILTER (WHERE post.titular), count(*) FILTER (WHERE post.substitute),
       count(*) FILTER (WHERE post.titular AND post.substitute)
  FROM place JOIN delegations_delegation AS delegation ON delegation.id = place.delegation_id
  LEFT JOIN post ON post.key = place.key
 GROUP BY delegation.id ORDER BY folded(delegation.name)
"""


def coverage_by_delegation(day: date) -> list[Coverage]:
    """Every delegation's coverage on a day, by name; one query."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"day": day, "roles": sorted(NETWORK), "level": LEVEL_FROM})
        return [Coverage(*row) for row in cursor.fetchall()]


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
