from __future__ import annotations

from typing import Any

import pytest

from meetings.figures.severity import parts_of, severity
from tests.factories.figures import place_figures, reach, whole


def test_nothing_wrong_and_everybody_reported_is_zero() -> None:
    assert severity(place_figures()) == 0


@pytest.mark.parametrize(
    ("name", "changes", "points"),
    [
        # A child counts once, in the nearest horizon.
        ("uncovered_7", {"uncovered": {"within_7": reach(2), "within_14": reach(2), "within_28": reach(2)}}, 60),
        ("uncovered_14", {"uncovered": {"within_14": reach(3), "within_28": reach(3)}}, 30),
        ("uncovered_28", {"uncovered": {"within_28": reach(4)}}, 12),
        ("vital_cases", {"cases": {"standing": 2, "vital": 2}}, 50),
        ("overdue_cases", {"cases": {"overdue": 3}}, 30),
        ("escalated_cases", {"cases": {"central": 1, "session": 2}}, 30),
        # 94.9 is below 95 by a point begun; 95 is not below it.
        ("abasto_below", {"abasto": {"conjunto": whole(94.9)}}, 10),
        ("abasto_below", {"abasto": {"conjunto": whole(95.0)}}, 0),
        ("abasto_below", {"abasto": {"conjunto": whole(80.0)}}, 150),
        # Nobody knows: as bad as 85.
        ("abasto_below", {"abasto": {"conjunto": whole(None)}}, 100),
        ("abasto_fallen", {"abasto": {"conjunto": whole(96.0, change=-2.7)}}, 8),
        ("abasto_fallen", {"abasto": {"conjunto": whole(96.0, change=3.0)}}, 0),
        ("unmet", {"unmet": {"counted": 40}}, 40),
        ("unmet", {"unmet": {"counted": 900}}, 100),
        ("unreported", {"reporting": {"expected": 3, "signed": 2, "rate": 66.7}}, 33),
        ("unreported", {"reporting": {"expected": 0, "signed": 0, "rate": None}}, 100),
        ("late_transfers", {"transfers": {"late": 3}}, 15),
        ("late_transfers", {"transfers": {"late": 30}}, 50),
        ("broken_agreements", {"agreements": {"broken": 2}}, 30),
        ("no_titular", {"gaps": {"no_titular": 4}}, 20),
    ],
)
def test_each_term_gives_what_its_weight_says_and_no_other_moves(
    name: str, changes: dict[str, Any], points: int
) -> None:
    figures = place_figures(**changes)
    assert {part.name: part.points for part in parts_of(figures) if part.points} == ({name: points} if points else {})
    assert severity(figures) == points


def test_a_child_without_a_dose_this_week_weighs_more_than_a_late_transfer_and_a_vacant_post() -> None:
    child = place_figures(uncovered={"within_7": reach(1), "within_14": reach(1), "within_28": reach(1)})
    others = place_figures(transfers={"late": 1}, gaps={"no_titular": 1})
    assert severity(child) > severity(others) > 0
