"""What is open at a post, told by the apps above: whoever holds the post has it, and a hand-over lists it.

    register(OpenWorkKind("unsigned_weeks", _("Semanas por firmar"), items=unsigned_weeks))     in an AppConfig.ready

Work that belongs to the post (a unit's week) needs nothing else: the next holder finds it there. Work that names its
owner (a case, an agreement) also gives `move`, which a hand-over calls in its own transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.utils.functional import Promise

from delegations.models import Posting


class OpenItem(NamedTuple):
    """One thing to do, in words that outlive its row, and where its page is."""

    text: str
    path: str = ""


@dataclass(frozen=True)
class OpenWorkKind:
    """A kind of open work. `items`: what of it is open at a post; `move`: give the rows of one holder to the next."""

    name: str
    label: str | Promise
    items: Callable[[Posting], Sequence[OpenItem]]
    move: Callable[[Posting, Posting], int] | None = None


_kinds: dict[str, OpenWorkKind] = {}


def register(kind: OpenWorkKind) -> None:
    """Make a kind known; the same name again must be the same kind."""
    if _kinds.setdefault(kind.name, kind) != kind:
        raise ValueError(f"Open work {kind.name!r} is registered twice, differently.")


def of(posting: Posting) -> list[dict[str, Any]]:
    """What is open at the post now, by kind, as plain values that a hand-over keeps; without the kinds with nothing."""
    found = []
    for kind in _kinds.values():
        items = kind.items(posting)
        if items:
            rows = [{"text": str(item.text), "path": item.path} for item in items]
            found.append({"kind": kind.name, "label": str(kind.label), "items": rows})
    return found


def move(old: Posting, new: Posting) -> dict[str, int]:
    """Give what names its owner to the next holder; how many rows of each kind. Call it inside the hand-over."""
    moved = {kind.name: kind.move(old, new) for kind in _kinds.values() if kind.move is not None}
    return {name: count for name, count in moved.items() if count}
