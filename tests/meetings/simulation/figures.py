"""Frozen figures of a delegation where nothing is wrong, but for what a test says."""

from __future__ import annotations

from typing import Any, cast

from meetings.figures.shape import PlaceFigures

NOBODY = {"children": 0, "covered": 0, "incoming": 0, "uncovered": 0, "unknown": 0}


def figures(*, level: float | None = 97.0, **changed: dict[str, Any]) -> PlaceFigures:
    whole: dict[str, dict[str, Any]] = {
        "abasto": {"conjunto": {"level": level, "change": None, "out": 0, "critical": 0}},
        "reporting": {"expected": 4, "signed": 4, "rate": 100.0},
        "uncovered": dict.fromkeys(("within_7", "within_14", "within_28"), NOBODY),
        "cases": {"standing": 1, "vital": 0, "overdue": 0, "central": 0, "session": 0},
        "unmet": {"counted": 0},
        "transfers": {"late": 0},
        "gaps": {"no_titular": 0, "lines": []},
        "rollout": {"lines": []},
        "agreements": {"broken": 0},
    }
    for name, facts in changed.items():
        whole[name] = whole[name] | {
            key: (whole[name][key] | value if isinstance(value, dict) else value) for key, value in facts.items()
        }
    return cast(PlaceFigures, {"kind": "delegation", "code": "JAL", "name": "Jalisco", "worst": [], **whole})
