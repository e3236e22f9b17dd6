"""The search of the whole site: each floor registers what of its own can be found, and each source scopes itself.

A source asks the database at most once. Where nothing holds every word as typed, names that look alike are offered:
one letter too few is no reason to find nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.search import TrigramStrictWordSimilarity
from django.db.models import Case, F, Model, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat
from django.utils.functional import Promise

from delegations.models import Person
from delegations.naming import ALIKE, fold, is_guessed, search_terms

Asker = Person | AnonymousUser
Text = str | Promise
Row = TypeVar("Row", bound=Model)

SHORTEST = 2
LONGEST = 80


@dataclass(frozen=True)
class Hit:
    """One thing found: where it is, what it is called, and a word to tell it from its like."""

    text: Text
    href: str
    hint: Text = ""


Finder = Callable[[Asker, str, int], Sequence[Hit]]


@dataclass(frozen=True)
class SearchSource:
    """A kind of thing that can be found. `find(person, query, limit)` answers only with what that person may see.

    `everything(query)`: the page that lists all of them, or nothing. `order`: place among the groups.
    """

    name: str
    label: Text
    icon: str
    find: Finder
    order: int = 50
    everything: Callable[[Asker, str], str] | None = None


@dataclass(frozen=True)
class Found:
    """What one source answered."""

    source: SearchSource
    hits: Sequence[Hit]
    more: str = ""


_sources: dict[str, SearchSource] = {}


def register(source: SearchSource) -> None:
    """Make a kind of thing findable; called once per source from an `AppConfig.ready`."""
    _sources[source.name] = source


def sources() -> list[SearchSource]:
    """Every source, in the order they are shown."""
    return sorted(_sources.values(), key=lambda source: source.order)


def cleaned(query: str) -> str:
    """What is looked for: one line, not endless, without signs that no text can hold."""
    return " ".join(query.replace("\x00", "").split())[:LONGEST].strip()


def find_everywhere(person: Asker, query: str, *, limit: int) -> list[Found]:
    """What each source has for the query, the empty ones left out; nothing for less than two signs."""
    sought = cleaned(query)
    if len(sought) < SHORTEST:
        return []
    answers = []
    for source in sources():
        hits = source.find(person, sought, limit)
        if hits:
            more = source.everything(person, sought) if source.everything and len(hits) >= limit else ""
            answers.append(Found(source, hits, more))
    return answers


def alike(rows: QuerySet[Any], exact: QuerySet[Any], query: str, field: str, limit: int) -> list[Any]:
    """Up to `limit` rows that match as `exact` says; only if there are none, those whose `field` looks like the query.

    Of a query with a number the number must be there as written, and each word or its like: «hgz 2 aguascalentes».
    One query: the exact ones come first and push the others out. `rows` and `exact` share model and scope.
    """
    folded, terms = fold(query), search_terms(query)
    if not any(is_guessed(term) for term in terms):
        return list(exact[:limit])
    marked = rows.annotate(
        likeness=TrigramStrictWordSimilarity(folded, field),
        edged=Concat(Value(" "), F(field), Value(" "), output_field=TextField()),
        is_exact=Case(When(pk__in=exact.order_by().values("pk"), then=Value(1)), default=Value(0)),
    )
    like = Q()
    for number, term in enumerate(terms):
        here = Q(edged__icontains=term)
        if is_guessed(term):
            marked = marked.annotate(**{f"like{number}": TrigramStrictWordSimilarity(term.strip(), field)})
            here |= Q(**{f"like{number}__gte": ALIKE})
        like &= here
    if folded.replace(" ", "").isalpha():
        like |= Q(likeness__gte=ALIKE)
    found = list(
        marked.filter(Q(is_exact=1) | like).order_by(
            F("is_exact").desc(), F("likeness").desc(), *rows.model._meta.ordering
        )[:limit]
    )
    return [row for row in found if row.is_exact] or found


def hits_of(rows: Iterable[Any], make: Callable[[Any], Hit]) -> list[Hit]:
    """Each row as a hit; those without a page of their own are left out."""
    return [hit for hit in map(make, rows) if hit.href]
