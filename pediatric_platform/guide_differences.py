"""Two versions of a guide, recommendation by recommendation: what was added, taken out or said otherwise. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Protocol


class Said(Protocol):
    """A recommendation: the same `key` is the same point."""

    key: str
    text: str
    grade: str


@dataclass(frozen=True)
class Piece:
    """A run of words: `kind` is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(frozen=True)
class PointChange:
    """One point on both sides. `kind`: "same", "other" (words or grade), "added", "removed"."""

    key: str
    kind: str
    before: Said | None
    after: Said | None
    pieces: tuple[Piece, ...] = ()

    @property
    def grade_changed(self) -> bool:
        return self.before is not None and self.after is not None and self.before.grade != self.after.grade


def differences(before: Iterable[Said], after: Iterable[Said]) -> list[PointChange]:
    """Every point of either, in the order of the later one; what it lost stands where it was."""
    old, new = list(before), list(after)
    known = {point.key: point for point in old}
    changes = [_change(known.get(point.key), point) for point in new]
    kept = {point.key for point in new}
    for index, point in enumerate(old):
        if point.key not in kept:
            changes.insert(_place(changes, [earlier.key for earlier in old[:index]]), _change(point, None))
    return changes


def words_changed(before: str, after: str) -> tuple[Piece, ...]:
    """The later text with what was taken out of it and put into it, word by word."""
    old, new = _words(before), _words(after)
    pieces: list[Piece] = []
    for what, from_old, to_old, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", "".join(new[from_new:to_new])))
            continue
        if from_old < to_old:
            pieces.append(Piece("gone", "".join(old[from_old:to_old])))
        if from_new < to_new:
            pieces.append(Piece("new", "".join(new[from_new:to_new])))
    return tuple(pieces)


def _change(before: Said | None, after: Said | None) -> PointChange:
    if before is None:
        assert after is not None
        return PointChange(after.key, "added", None, after)
    if after is None:
        return PointChange(before.key, "removed", before, None)
    if before.text == after.text and before.grade == after.grade:
        return PointChange(after.key, "same", before, after)
    return PointChange(after.key, "other", before, after, words_changed(before.text, after.text))


def _place(changes: Sequence[PointChange], earlier: Sequence[str]) -> int:
    """After the last of the points that stood before it."""
    places = [index for index, change in enumerate(changes) if change.key in earlier]
    return places[-1] + 1 if places else 0


def _words(text: str) -> list[str]:
    """Words each with the blanks after it, so that joined they are the text."""
    return re.findall(r"\S+\s*", text)
