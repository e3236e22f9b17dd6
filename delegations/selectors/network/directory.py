"""The published network: who answers for the supply of each delegation and hospital, and how to reach them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, overload

from django.db import connection

from delegations.models import Delegation, Holding, Unit
from delegations.naming import ALIKE, is_guessed, search_terms
from delegations.roles import NETWORK
from delegations.states import STATES

# Hospitals of these levels have a supply manager of their own.
LEVEL_FROM = 2


@dataclass(frozen=True, slots=True)
class Contact:
    """One holder as the directory publishes them: office telephone and e-mail only, blank where there is none.

    An address from which mail came back is left blank until it is put right.
    """

    posting_id: int
    name: str
    holding: str
    phone: str
    email: str
    since: date
    until: date | None

    @property
    def holding_label(self) -> str:
        return str(Holding(self.holding).label)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place of the directory, a delegation or (with `clues`) a unit, and its holders on the day asked for."""

    delegation_id: int
    delegation_code: str
    delegation_name: str
    state: str
    unit_id: int | None = None
    clues: str = ""
    name: str = ""
    kind: str = ""
    level: int | None = None
    municipality: str = ""
    city: str = ""
    titular: Contact | None = None
    substitute: Contact | None = None
    acting: Contact | None = None

    @property
    def is_unit(self) -> bool:
        return self.unit_id is not None

    @property
    def in_charge(self) -> Contact | None:
        """Who answers today: whoever stands in for the titular, else the titular, else the substitute."""
        return self.acting or self.titular or self.substitute

    @property
    def contacts(self) -> list[Contact]:
        """Everybody published here, who answers today first."""
        return [contact for contact in (self.acting, self.titular, self.substitute) if contact is not None]

    @property
    def is_complete(self) -> bool:
        return self.titular is not None and self.substitute is not None


_HOLDERS = """
SELECT posting.id, posting.unit_id, posting.delegation_id, posting.holding, person.full_name, posting.office_phone,
       CASE WHEN posting.contact_bounced_at IS NULL THEN posting.office_email ELSE '' END AS email,
       posting.starts_on, posting.ends_on
  FROM delegations_posting AS posting JOIN delegations_person AS person ON person.id = posting.person_id
 WHERE posting.role = ANY(%(roles)s) AND person.is_active
   AND posting.starts_on <= %(day)s AND (posting.ends_on IS NULL OR posting.ends_on >= %(day)s)
"""
# `folded` is ours (migration 0006): small letters without accents; an index of its trigrams finds the names.
_PLACES = """
delegation AS MATERIALIZED (
  SELECT id, code, name, inegi_state, seat_city, folded(name) AS words FROM delegations_delegation
), place AS (
  SELECT delegation.id AS delegation_id, NULL::bigint AS unit_id, '' AS clues, '' AS name, '' AS kind,
         NULL::smallint AS level, '' AS municipality, delegation.seat_city AS city,
         folded(concat_ws(' ', '', delegation.name, delegation.code, delegation.seat_city,
                          'delegacion representacion ooad', '')) AS words
    FROM delegation WHERE %(clues)s = ''
   UNION ALL
  SELECT unit.delegation_id, unit.id, unit.clues, unit.name, unit.kind, unit.level, unit.municipality, unit.city,
         unit.search_text
    FROM delegations_unit AS unit
   WHERE unit.level >= %(level)s AND (unit.opened_on IS NULL OR unit.opened_on <= %(day)s)
     AND (unit.closed_on IS NULL OR unit.closed_on > %(day)s) AND (%(clues)s = '' OR unit.clues = %(clues)s)
)
SELECT place.delegation_id, delegation.code, delegation.name, delegation.inegi_state, place.unit_id, place.clues,
       place.name, place.kind, place.level, place.municipality, place.city
  FROM place JOIN delegation ON delegation.id = place.delegation_id
 WHERE (%(delegation)s::bigint IS NULL OR place.delegation_id = %(delegation)s)
"""
# A word of the query stands in the place's own names or in those of its holders. A place's key is its unit's number, or
# its delegation's below zero.
_NAMED = """
named{n} AS MATERIALIZED (
  SELECT coalesce(posting.unit_id, -posting.delegation_id) AS key
    FROM delegations_posting AS posting JOIN delegations_person AS person ON person.id = posting.person_id
   WHERE folded(person.full_name) LIKE %(term{n})s AND posting.role = ANY(%(roles)s) AND person.is_active
     AND posting.starts_on <= %(day)s AND (posting.ends_on IS NULL OR posting.ends_on >= %(day)s)
),
"""
_MATCH = """
   AND (place.words LIKE %(term{n})s OR coalesce(place.unit_id, -place.delegation_id) IN (SELECT key FROM named{n}))
"""
# The same, or a word of the place's that looks like it.
_MATCH_ALIKE = """
   AND (place.words LIKE %(term{n})s OR coalesce(place.unit_id, -place.delegation_id) IN (SELECT key FROM named{n})
        OR strict_word_similarity(%(word{n})s, place.words) >= %(alike)s)
"""
# A unit's words begin with its name.
_ORDER = """
 ORDER BY delegation.words, place.level IS NOT NULL, place.level DESC, place.words, place.clues
"""
# More words than anybody asks with: what follows is not looked at.
MOST_WORDS = 8


class Found(Sequence[Entry]):
    """The places found. Holders are read for those that are looked at: of two thousand hospitals a page shows fifty."""

    def __init__(self, rows: Sequence[Any], asked: dict[str, Any]) -> None:
        self._rows, self._asked = rows, asked

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, int):
            return self._entries([self._rows[at]])[0]
        return self._entries(self._rows[at])

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries(self._rows))

    def _entries(self, rows: Sequence[Any]) -> list[Entry]:
        if not rows:
            return []
        with connection.cursor() as cursor:
            held = _held(cursor, rows, self._asked)
        return [_entry(row, held) for row in rows]


def directory(
    day: date, query: str = "", *, delegation: Delegation | None = None, unit: Unit | None = None
) -> list[Entry]:
    """All that `find` finds, with its holders. Two queries, whatever the number of places."""
    return list(find(day, query, delegation=delegation, unit=unit))


def find(
    day: date,
    query: str = "",
    *,
    delegation: Delegation | None = None,
    unit: Unit | None = None,
    alike: bool = False,
) -> Found:
    """The places of the network that match `query`, however it is written («HGZ 2», «zona 2 aguascalientes», a
    holder's name, with or without accents), each with its holders on `day`: by delegation, the delegation itself first.
    `alike`: words that look like those asked for will do («aguascalentes»); a number must be the same.

    One query, and one more for each part of it that is looked at. Public: nothing here is anybody's own data.
    """
    terms = search_terms(query)[:MOST_WORDS]
    if query.strip() and not terms and not any(sign.isalnum() for sign in query):
        return Found([], {})
    asked: dict[str, Any] = {
        "day": day,
        "roles": sorted(NETWORK),
        "level": LEVEL_FROM,
        "delegation": delegation.pk if delegation else None,
        "clues": unit.clues if unit else "",
    }
    asked |= {f"term{number}": f"%{term}%" for number, term in enumerate(terms)}
    guessed = [alike and is_guessed(term) for term in terms]
    if alike:
        asked |= {f"word{number}": term.strip() for number, term in enumerate(terms)} | {"alike": ALIKE}
    named = "".join(_NAMED.replace("{n}", str(n)) for n in range(len(terms)))
    matches = "".join((_MATCH_ALIKE if guess else _MATCH).replace("{n}", str(n)) for n, guess in enumerate(guessed))
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {named}{_PLACES}{matches}{_ORDER}", asked)
        return Found(cursor.fetchall(), asked)


Held = dict[tuple[int | None, int | None], dict[str, Contact]]


def _held(cursor: Any, places: Sequence[Any], asked: dict[str, Any]) -> Held:
    """The holders of these places, by unit and delegation."""
    units = [row[4] for row in places if row[4] is not None]
    delegations = [row[0] for row in places if row[4] is None]
    cursor.execute(
        f"{_HOLDERS} AND (posting.unit_id = ANY(%(units)s) OR posting.delegation_id = ANY(%(delegations)s))",
        asked | {"units": units, "delegations": delegations},
    )
    held: Held = {}
    for posting_id, unit_id, delegation_id, holding, *rest in cursor.fetchall():
        held.setdefault((unit_id, delegation_id), {})[holding] = Contact(posting_id, rest[0], holding, *rest[1:])
    return held


def _entry(row: Sequence[Any], held: Held) -> Entry:
    delegation_id, code, delegation_name, state, unit_id, clues, name, kind, level, municipality, city = row
    contacts = held.get((unit_id, None) if unit_id is not None else (None, delegation_id), {})
    return Entry(
        delegation_id, code, delegation_name, STATES.get(state, ""), unit_id, clues, name or delegation_name, kind,
        level, municipality, city, contacts.get(Holding.TITULAR), contacts.get(Holding.SUBSTITUTE),
        contacts.get(Holding.ACTING),
    )  # fmt: skip
