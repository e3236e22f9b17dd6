"""The same week loaded again: what is already there stays, what changed is taken back and posted anew."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from supply.intake.documents import Planned, Verb
from supply.models import Document, DocumentKind

_TAKEN_BACK = {DocumentKind.COUNT: 1, DocumentKind.ACCEPTANCE: 2, DocumentKind.DISPATCH: 3}


@dataclass
class Changes:
    """What has to be posted and taken back so that the ledger says what the file says."""

    to_post: list[Planned] = field(default_factory=list)
    to_reverse: list[Document] = field(default_factory=list)
    unchanged: int = 0


def compare(
    planned: list[Planned], standing: Iterable[Document], net: Mapping[int, int], owner_of: Mapping[int, str]
) -> Changes:
    """Per owner (and those it sends to): all or nothing, because its documents lean on one another.

    `net` is the sum of a standing document's movements at its place; `owner_of` names the owner of each place.
    """
    groups = _Groups(owner_of)
    for document in planned:
        if document.to_place_id is not None:
            groups.join(document.place_id, document.to_place_id)
    wanted: dict[str, set[tuple[int, str]]] = {}
    for document in planned:
        wanted.setdefault(groups.of(document.place_id), set()).add((document.place_id, document.digest))
    there: dict[str, set[tuple[int, str]]] = {}
    documents = list(standing)
    for standing_document in documents:
        key = (standing_document.place_id, digest_in(standing_document.idempotency_key))
        there.setdefault(groups.of(standing_document.place_id), set()).add(key)
    same = {group for group in {*wanted, *there} if wanted.get(group, set()) == there.get(group, set())}
    changes = Changes()
    for document in planned:
        if groups.of(document.place_id) in same:
            changes.unchanged += 1
        else:
            changes.to_post.append(document)
    changes.to_reverse = [item for item in documents if groups.of(item.place_id) not in same]
    # Taking back what left adds pieces: first. What came in is taken back last.
    changes.to_reverse.sort(key=lambda item: (_order(item, net.get(item.pk, 0)), -item.pk))
    return changes


def digest_in(key: str) -> str:
    """The content's digest in an idempotency key `semana:2026-W46:<digest>[:n]`."""
    return key.split(":")[2]


def _order(document: Document, net: int) -> int:
    return _TAKEN_BACK.get(DocumentKind(document.kind), 0 if net < 0 else 4)


class _Groups:
    """Owners that send to one another within the week form one group."""

    def __init__(self, owner_of: Mapping[int, str]) -> None:
        self.owner_of = owner_of
        self.parent: dict[str, str] = {}

    def of(self, place_id: int) -> str:
        name = self.owner_of.get(place_id, str(place_id))
        while name in self.parent:
            name = self.parent[name]
        return name

    def join(self, one: int, other: int) -> None:
        first, second = self.of(one), self.of(other)
        if first != second:
            self.parent[second] = first


def posting_order(documents: list[Planned]) -> tuple[list[Planned], list[Planned]]:
    """(what adds pieces and goes before anything is taken back, the rest), each in the plan's order."""
    adding = [document for document in documents if document.adds]
    rest = [document for document in documents if not document.adds]
    assert all(document.verb in (Verb.RECEIVE, Verb.ADJUST) for document in adding)
    return adding, rest
