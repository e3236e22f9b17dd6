"""Two people write the same text at once: both versions come together, and nothing that either wrote is lost. Pure.

Whoever saves second sends what they had read (`base`) with what they wrote (`mine`); `theirs` is what stands by now.
What only one of them touched goes through. Where both added at one spot, theirs comes first. Where both rewrote the
same words, both versions stay, one a line, and `clash` says that somebody must choose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

# Words, blanks within a line, single signs; a line's end is a token of its own.
TOKENS = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


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
    words = TOKENS.findall(text)
    codes = SequenceMatcher(None, base, words, autojunk=False).get_opcodes()
    return [_Edit(a, b, tuple(words[c:d])) for tag, a, b, c, d in codes if tag != "equal"]


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
