"""Two people write the same text at once: both versions come together, and nothing that either wrote is lost. Pure.

Whoever saves second sends what they had read (`base`) with what they wrote (`mine`); `theirs` is what stands by now.
What only one of them touched goes through. Where both added at one spot, theirs comes first. Where both rewrote the
same words, both versions stay, one a line, and `clash` says that somebody must choose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate, chain

# Words, blanks within a line, single signs; a line's end is a token of its own.
TOKENS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")
# Pairs of words that are compared one with the other: half a second; a comment of a review stays below.
MOST_COMPARED = 6_000_000


@dataclass(frozen=True, slots=True)
class Merged:
    text: str
    clash: bool = False


@dataclass(frozen=True, slots=True)
class _Edit:
    """`base[start:end]` became `words`."""

    start: int
    end: int
    words: tuple[str, ...]


def merged(base: str, theirs: str, mine: str) -> Merged:
    """What `theirs` and `mine` make of `base` together."""
    if mine in (base, theirs):
        return Merged(theirs)
    if theirs == base:
        return Merged(mine)
    tokens = TOKENS.findall(base)
    ours, others = _edits(tokens, mine), _edits(tokens, theirs)
    if _at_one_spot(ours, others):
        # One is the other carried on: an answer that never came, and then typed further.
        if theirs.strip() and theirs in mine:
            return Merged(mine)
        if mine.strip() and mine in theirs:
            return Merged(theirs)
    if _overlap(ours, others):
        return Merged(_both(base, theirs, mine), clash=True)
    return Merged(_applied(tokens, others, ours))


def _edits(base: list[str], text: str) -> list[_Edit]:
    return list(_changes(base, TOKENS.findall(text), 0))


def _changes(base: Sequence[str], words: Sequence[str], start: int, *, by_line: bool = True) -> Iterator[_Edit]:
    """What turns one into the other, from `start` on. Alike ends are passed over, and long texts are compared line by
    line before word by word: two pages against each other would take half a minute.
    """
    ends = min(len(base), len(words))
    head = next((at for at in range(ends) if base[at] != words[at]), ends)
    tail = next((at for at in range(ends - head) if base[-1 - at] != words[-1 - at]), ends - head)
    base, words, start = base[head : len(base) - tail], words[head : len(words) - tail], start + head
    if not base and not words:
        return
    if len(base) * len(words) <= MOST_COMPARED:
        for tag, a, b, c, d in SequenceMatcher(None, base, words, autojunk=False).get_opcodes():
            if tag != "equal":
                yield _Edit(start + a, start + b, tuple(words[c:d]))
    elif by_line:
        ours, theirs = _lines_of(base), _lines_of(words)
        at = list(accumulate((len(line) for line in ours), initial=0))
        for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
            if tag != "equal":
                yield from _changes(base[at[a] : at[b]], list(chain(*theirs[c:d])), start + at[a], by_line=False)
    else:
        yield _Edit(start, start + len(base), tuple(words))


def _lines_of(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """Each with the end of the line."""
    lines: list[tuple[str, ...]] = []
    begun = 0
    for at, sign in enumerate(tokens, start=1):
        if sign == "\n":
            lines.append(tuple(tokens[begun:at]))
            begun = at
    return [*lines, tuple(tokens[begun:])] if begun < len(tokens) else lines


def _overlap(ours: list[_Edit], others: list[_Edit]) -> bool:
    """Whether some words were rewritten by both, unless alike; what is only added at one spot is no clash."""
    return any(
        one != other and one.start < other.end and other.start < one.end
        for one in ours
        for other in others
    )  # fmt: skip


def _at_one_spot(ours: list[_Edit], others: list[_Edit]) -> bool:
    return _overlap(ours, others) or any(
        one.start == one.end == other.start == other.end for one in ours for other in others
    )


def _applied(tokens: list[str], others: list[_Edit], ours: list[_Edit]) -> str:
    """Every edit at its spot: at the same one, theirs first, on a line of its own when both only added."""
    edits = sorted({*others, *ours}, key=lambda edit: (edit.start, edit.end, edit not in others))
    parts: list[str] = []
    at = 0
    before: _Edit | None = None
    for edit in edits:
        parts += tokens[at : edit.start]
        if before is not None and before.start == before.end == edit.start == edit.end:
            _new_line(parts)
        parts += edit.words
        at, before = max(at, edit.end), edit
    return "".join(parts + tokens[at:])


def _new_line(parts: list[str]) -> None:
    if parts and not parts[-1].endswith("\n"):
        parts.append("\n")


def _both(base: str, theirs: str, mine: str) -> str:
    """Line by line: what both changed stands twice, theirs above."""
    read, ours, others = base.split("\n"), mine.split("\n"), theirs.split("\n")
    common = set(others)
    kept = [line for line in ours if line.strip() and line not in common and line not in read]
    if not kept:
        return theirs
    return "\n".join([*others, *kept]) if theirs.strip() else mine
