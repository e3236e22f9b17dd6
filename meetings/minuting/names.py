"""Whether a text names a child, or a relative who did not agree to it. Pure.

A child is known by a given name beside the first surname, in whatever order, accents and capitals aside; also by a
CURP or an NSS. A given name alone is also a common word, and is left to whoever reads before signing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from delegations.naming import fold

_CURP = re.compile(r"\b[A-Z]{4}\d{6}[HMX][A-Z]{5}[0-9A-Z]\d\b", re.I)
_NSS = re.compile(r"(?<![\d-])(?:\d{11}|\d{2}-\d{2}-\d{2}-\d{4}-\d)(?![\d-])")
_SMALL = frozenset({"de", "del", "la", "las", "los", "y"})
# The longest first surname, in words, that is looked for: «de la cruz», «montes de oca».
LONGEST = 4


def words_of(text: str) -> list[str]:
    return fold(text).split()


def runs(words: Sequence[str], longest: int = LONGEST) -> Iterator[str]:
    """Every run of one to `longest` neighbouring words."""
    for start in range(len(words)):
        for end in range(start + 1, min(start + longest, len(words)) + 1):
            yield " ".join(words[start:end])


def neighbours(words: Sequence[str]) -> dict[str, set[str]]:
    """By each run that may be a first surname: the words where a given name would stand, which is right before it, or
    after it with a second surname between at most.
    """
    found: dict[str, set[str]] = {}
    for start in range(len(words)):
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            run = " ".join(words[start:end])
            if not run.isdigit():
                found.setdefault(run, set()).update(words[max(0, start - 1) : start], words[end : end + 2 * LONGEST])
    return found


def folded_names(names: Iterable[str]) -> list[str]:
    """Names as they are looked for, the longest first; one word is no name: it would blind the search."""
    return sorted({folded for name in names if " " in (folded := fold(name))}, key=len, reverse=True)


def without(text: str, names: Iterable[str]) -> str:
    """The text folded, with names of grown-ups (`folded_names`) taken out: a doctor may be called as a child is."""
    folded = f" {fold(text)} "
    for name in names:
        folded = folded.replace(f" {name} ", " | ")
    return folded


def spellings(given: str, first: str, second: str = "") -> set[str]:
    """The ways in which a person is written by a given name and the first surname."""
    names = [word for word in words_of(given) if word not in _SMALL]
    first, second = fold(first), fold(second)
    if not names or not first:
        return set()
    ways = {f"{name} {first}" for name in names} | {f"{first} {name}" for name in names}
    ways.add(f"{fold(given)} {first}")
    if second:
        ways |= {f"{first} {second} {name}" for name in names}
    return ways


def names_one(folded: str, ways: Iterable[str]) -> bool:
    """Whether a folded text (with edges of blanks) holds one of them."""
    return any(f" {way} " in folded for way in ways)


def relative_spellings(name: str) -> set[str]:
    """The ways in which a relative is written: two neighbouring words of the name, small ones aside."""
    words = words_of(name)
    ways = {" ".join(words)} if len(words) > 1 else set()
    for start in range(len(words) - 1):
        end = start + 2
        while end < len(words) and words[end - 1] in _SMALL:
            end += 1
        pair = words[start:end]
        if pair[0] not in _SMALL and pair[-1] not in _SMALL:
            ways.add(" ".join(pair))
    return ways


def holds_identifier(text: str) -> bool:
    """A CURP, or the eleven digits of an NSS."""
    return bool(_CURP.search(text) or _NSS.search(text))
