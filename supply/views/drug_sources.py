"""What upper floors have to say about a drug on its page: links with a word each, under a heading of theirs.

register_drug_links(source)      in an AppConfig.ready; `source(person, drug)` gives a card, or None
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from delegations.models import Person
from supply.models import Drug


@dataclass(frozen=True)
class DrugLink:
    """One link of a card."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True)
class DrugCard:
    """A card beside the drug's facts."""

    title: str
    links: Sequence[DrugLink]


DrugSource = Callable[[Person, Drug], DrugCard | None]
_sources: list[DrugSource] = []


def register_drug_links(source: DrugSource) -> None:
    """Make a source known; once is enough."""
    if source not in _sources:
        _sources.append(source)


def cards_from_above(person: Person, drug: Drug) -> list[DrugCard]:
    """What the floors above have to say of this drug."""
    cards = (source(person, drug) for source in _sources)
    return [card for card in cards if card is not None and card.links]
