"""Frozen figures of a place where nothing is wrong; a test changes what it is about."""

from __future__ import annotations

from typing import Any

_REACH = {"children": 0, "covered": 0, "incoming": 0, "uncovered": 0, "unknown": 0}


def place_figures(**changes: Any) -> Any:
    """`Snapshot.data` of a delegation: 100 pairs, all well, one unit of one signed. Changes are laid over its parts:
    `place_figures(cases={"vital": 2}, name="Jalisco")`.
    """
    data: dict[str, Any] = {
        "form": 1, "kind": "delegation", "code": "JAL", "name": "Jalisco", "week": "2026-11-09", "delegation": "JAL",
        "taken_at": "2026-11-18T18:00:00+00:00",
        "reporting": {
            "expected": 1, "signed": 1, "on_time": 1, "validated": 0, "rate": 100.0, "unsigned": [],
            "data_as_of": "2026-11-16T18:00:00+00:00",
        },
        "abasto": {"conjunto": whole(100.0)},
        "trend": [],
        "worst": [],
        "zero_drugs": [],
        "zero_total": 0,
        "uncovered": {
            "within_7": dict(_REACH), "within_14": dict(_REACH), "within_28": dict(_REACH), "computed_at": None,
            "units": 0, "stale_units": 0,
        },
        "cases": {
            "standing": 0, "unit": 0, "delegation": 0, "central": 0, "session": 0, "vital": 0, "overdue": 0,
            "overdue_folios": [], "to_confirm": 0, "lines": [],
        },
        "unmet": {"counted": 0, "denied": 0, "noted": 0, "units": 0, "first": "2026-11-09", "last": "2026-11-15"},
        "transfers": {
            "in_transit": 0, "late": 0, "undated": 0, "short_in_week": 0, "lines": [], "orders_kept": False,
        },
        "gaps": {
            "places": 1, "posts": 2, "filled": 2, "no_titular": 0, "no_substitute": 0, "contact": 0, "other": 0,
            "lines": [],
        },
        "rollout": {"sites": 0, "done": 0, "blocked": 0, "late": 0, "lines": []},
        "fever": {"n": 0, "within": 0, "share": None, "median": None, "first": "2026-08-19", "last": "2026-11-18"},
        "agreements": {"last_number": None, "last_on": None, "last": [], "older": [], "pending": 0, "broken": 0},
    }  # fmt: skip
    for name, value in changes.items():
        data[name] = {**data[name], **value} if isinstance(data.get(name), dict) else value
    return data


def whole(level: float | None, change: float | None = None, **changes: Any) -> dict[str, Any]:
    """A kind of place's week in figures at that level."""
    unsafe = 0 if level is None else round(100 - level)
    return {
        "level": level, "pairs": 0 if level is None else 100, "out": unsafe, "critical": 0, "low": 0,
        "category": None if level is None else "adequate", "before": None, "change": change, "usable": 1000,
        "usable_before": None, "presented": 10, "denied": 0, "denied_before": None, "expiring_90": 0, **changes,
    }  # fmt: skip


def reach(uncovered: int, children: int | None = None) -> dict[str, int]:
    """Children within a horizon, so many of them uncovered, the others covered."""
    children = uncovered if children is None else children
    return {**_REACH, "children": children, "covered": children - uncovered, "uncovered": uncovered}


def orders_late(days: dict[str, int]) -> dict[str, Any]:
    """Supply orders of a place: of each supplier three are late, lacking 56 pieces, the oldest for so many days."""
    share = {"due": 4, "packs": 30, "received": 16, "fill_rate": 53.3}
    lines = [{"supplier": name, "late": 3, "pieces": 56, "days": n, **share} for name, n in days.items()]
    n = len(lines)
    return {
        "awaited": 3 * n + 6, "late": 3 * n, "pieces": 56 * n, **share, "first": "2026-08-16", "last": "2026-11-14",
        "suppliers": n, "lines": lines,
    }  # fmt: skip
