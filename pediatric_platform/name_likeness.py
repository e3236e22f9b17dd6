"""How alike two names are, whatever their accents, capitals, order and a letter more or less. Pure."""

from __future__ import annotations

from delegations.naming import fold

# From here on two names of children born the same day are shown to whoever registers the second.
ALIKE = 0.55
_SMALL = {"de", "del", "la", "las", "los", "y"}


def _trigrams(name: str) -> set[str]:
    words = [word for word in fold(name).split() if word not in _SMALL]
    return {f"  {word} "[at : at + 3] for word in words for at in range(len(word) + 1)}


def likeness(one: str, other: str) -> float:
    """From 0 to 1: the trigrams of their words that they share."""
    first, second = _trigrams(one), _trigrams(other)
    if not first or not second:
        return 0.0
    return len(first & second) / len(first | second)


def are_alike(one: str, other: str) -> bool:
    """Whether they may well be one name, written by two people."""
    return likeness(one, other) >= ALIKE
