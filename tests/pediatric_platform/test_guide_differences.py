"""Two versions of a guide, point by point."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pediatric_platform.guide_differences import differences, words_changed


@dataclass
class Point:
    key: str
    text: str
    grade: str = ""


A, B, C, D = (Point(key, f"Texto {key}") for key in "abcd")


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([], [], []),
        ([A], [A], [("a", "same")]),
        ([], [A, B], [("a", "added"), ("b", "added")]),
        ([A, B], [], [("a", "removed"), ("b", "removed")]),
        ([A, B, C], [A, C], [("a", "same"), ("b", "removed"), ("c", "same")]),
        ([A, B], [B, A], [("b", "same"), ("a", "same")]),
        ([A, B], [C, B, D], [("a", "removed"), ("c", "added"), ("b", "same"), ("d", "added")]),
        ([A], [Point("a", "Texto a", "Fuerte")], [("a", "other")]),
    ],
)
def test_every_point_of_either_is_told_once(before, after, told) -> None:
    assert [(change.key, change.kind) for change in differences(before, after)] == told


def test_a_grade_alone_is_a_change() -> None:
    [change] = differences([Point("a", "Igual", "Débil")], [Point("a", "Igual", "Fuerte")])
    assert change.grade_changed
    assert [piece.kind for piece in change.pieces] == ["same"]


def test_words_put_in_and_taken_out_rebuild_both_texts() -> None:
    before, after = (
        "Dar un antibiótico en dos horas si hay fiebre.",
        "Dar el antibiótico en una hora si hay fiebre alta.",
    )
    pieces = words_changed(before, after)
    assert "".join(piece.text for piece in pieces if piece.kind != "gone") == after
    assert "".join(piece.text for piece in pieces if piece.kind != "new") == before
    assert [piece.text.strip() for piece in pieces if piece.kind == "new"] == ["el", "una hora", "fiebre alta."]
