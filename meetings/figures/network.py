"""Gaps of the supply network of every place, and the whole public directory as of a day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date

from delegations.selectors.network import (
    Contact,
    Entry,
    Gap,
    GapKind,
    GapPlace,
    coverage_by_delegation,
    coverage_of_country,
    directory,
)
from delegations.selectors.network.gaps import gaps_of, places_of_network
from meetings.figures.numbers import iso
from meetings.figures.places import Places
from meetings.figures.shape import GapLine, Gaps, NetworkContact, NetworkEntry

LINES_KEPT = 6
_CONTACT = (GapKind.NO_CONTACT, GapKind.BOUNCED, GapKind.UNCONFIRMED)


def network_gaps(places: Places, today: date) -> Mapping[str, Gaps]:
    """By place: a delegation's are its own and its hospitals'. Places are named, people never. Six queries."""
    counted: Counter[str] = Counter()
    network = places_of_network(today)
    for place in network:
        counted.update(_keys(places, place))
    found: dict[str, list[Gap]] = defaultdict(list)
    for gap in gaps_of(network, today):
        for key in _keys(places, gap.place):
            found[key].append(gap)
    return {key: _gaps(counted[key], found[key]) for key in places.keys}


def _keys(places: Places, place: GapPlace) -> list[str]:
    return places.keys_of(place.unit_id, place.delegation_id)


def _gaps(count: int, gaps: list[Gap]) -> Gaps:
    kinds = Counter(gap.kind for gap in gaps)
    posts, vacant = 2 * count, kinds[GapKind.NO_TITULAR] + kinds[GapKind.NO_SUBSTITUTE]
    contact = sum(kinds[kind] for kind in _CONTACT)
    return {
        "places": count,
        "posts": posts,
        "filled": posts - vacant,
        "no_titular": kinds[GapKind.NO_TITULAR],
        "no_substitute": kinds[GapKind.NO_SUBSTITUTE],
        "contact": contact,
        "other": len(gaps) - vacant - contact,
        "lines": [_line(gap) for gap in gaps[:LINES_KEPT]],
    }


def _line(gap: Gap) -> GapLine:
    return {
        "code": gap.place.clues or gap.place.delegation_code,
        "place": gap.place.name,
        "kind": gap.kind.value,
        "label": gap.label,
        "holding": gap.holding.value,
        "since": iso(gap.since),
    }


def directory_on(day: date) -> tuple[list[NetworkEntry], dict[str, int]]:
    """Every place of the public directory with whom it publishes, and how much of it has a name. Three queries."""
    country = coverage_of_country(coverage_by_delegation(day))
    counts = {
        "places": country.places,
        "posts": country.posts,
        "filled": country.filled,
        "complete": country.complete,
    }
    return [_entry(entry) for entry in directory(day)], counts


def _entry(entry: Entry) -> NetworkEntry:
    return {
        "delegation": entry.delegation_code,
        "delegation_name": entry.delegation_name,
        "clues": entry.clues,
        "name": entry.name,
        "kind": entry.kind,
        "city": entry.city,
        "contacts": [_contact(contact) for contact in entry.contacts],
    }


def _contact(contact: Contact) -> NetworkContact:
    return {
        "name": contact.name,
        "holding": str(contact.holding),
        "phone": contact.phone,
        "email": contact.email,
        "since": contact.since.isoformat(),
    }
