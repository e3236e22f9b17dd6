"""Frozen figures of a place where something is wrong everywhere: what a full screen of the review is tried with."""

# ruff: noqa: E501
from __future__ import annotations

import copy
from typing import Any

AS_OF = "2026-11-16T15:00:00+00:00"

ABASTO: dict[str, Any] = {
    "level": 91.3, "pairs": 460, "out": 22, "critical": 18, "low": 31, "category": "critical", "before": 93.0,
    "change": -1.7, "usable": 12_400, "usable_before": 13_000, "presented": 800, "denied": 41, "denied_before": 30,
    "expiring_90": 210,
}  # fmt: skip
REACH = {"children": 48, "covered": 40, "incoming": 3, "uncovered": 5, "unknown": 0}


def troubled_figures(code: str, name: str = "", kind: str = "delegation", **other: Any) -> dict[str, Any]:
    """Of one delegation or hospital; `other` replaces whole groups."""
    return copy.deepcopy(_PLACE) | {"code": code, "name": name or code, "kind": kind, "delegation": code} | other


def agreement_line(**other: Any) -> dict[str, Any]:
    return {
        "folio": "D-AAAAAA", "text": "Surtir la vincristina que falta", "meeting": 1, "number": 11,
        "owner": "Responsable de abasto de la delegación", "due_on": "2026-11-13", "state": "open", "held": None,
        "is_late": True, "carried": 1,
    } | other  # fmt: skip


_PLACE: dict[str, Any] = {
    "form": 1,
    "week": "2026-11-09",
    "taken_at": AS_OF,
    "reporting": {
        "expected": 42, "signed": 40, "on_time": 39, "validated": 38, "rate": 95.2, "data_as_of": AS_OF,
        "unsigned": ["JCIMS000009"],
    },
    "abasto": {"conjunto": ABASTO},
    "trend": [
        {
            "week": f"2026-{month:02d}-{day:02d}", "level": level, "pairs": 460, "unsafe": 40, "usable": 12_000,
            "denied": 30, "expected": 42, "signed": 40,
        }
        for (month, day), level in zip(
            [(8, 24), (8, 31), (9, 7), (9, 14), (9, 21), (9, 28), (10, 5), (10, 12), (10, 19), (10, 26), (11, 2), (11, 9)],
            [96.0, 95.4, 95.8, None, 94.9, 95.1, 94.0, 93.2, 93.9, 92.8, 93.0, 91.3],
            strict=True,
        )
    ],
    "worst": [
        {
            "delegation": "JAL", "clues": "JCIMS000001", "unit": "HGZ 1 de prueba", "drug_code": "010.000.1768.00",
            "drug": drug, "category": category, "usable": usable, "days_out": days, "denied": denied, "coverage": 0.0,
        }
        for drug, category, usable, days, denied in (
            ("Vincristina 1 mg", "out", 0, 5, 12), ("Metotrexato 50 mg", "out", 0, 2, 3),
            ("Asparaginasa 10 000 UI", "critical", 4, 0, 1),
        )
    ],
    "zero_drugs": [{"drug_code": "010.000.1768.00", "drug": "Vincristina 1 mg", "out": 3, "pairs": 9, "denied": 12}],
    "zero_total": 7,
    "uncovered": {
        "within_7": REACH, "within_14": REACH | {"uncovered": 9}, "within_28": REACH | {"uncovered": 14},
        "computed_at": AS_OF, "units": 12, "stale_units": 1,
    },
    "cases": {
        "standing": 11, "unit": 4, "delegation": 3, "central": 2, "session": 2, "vital": 1, "overdue": 3,
        "overdue_folios": ["C-AAAAAA"], "to_confirm": 1,
        "lines": [
            {
                "folio": "C-AAAAAA", "clues": "JCIMS000001", "unit": "HGZ 1 de prueba", "drug": "Vincristina 1 mg",
                "level": 4, "severity": 1, "state": "open", "needed_on": "2026-11-18",
                "deadline_at": AS_OF, "overdue": True,
            }
        ],
    },
    "unmet": {"counted": 44, "denied": 41, "noted": 3, "units": 9, "first": "2026-11-09", "last": "2026-11-15"},
    "transfers": {
        "in_transit": 6, "late": 2, "undated": 1, "short_in_week": 1, "orders_kept": False,
        "lines": [
            {
                "id": 1, "origin": "Almacén delegacional", "destination": "HGZ 1 de prueba", "expected_on": "2026-11-12",
                "days": 4, "pieces": 30,
            }
        ],
    },
    "gaps": {
        "places": 43, "posts": 86, "filled": 80, "no_titular": 2, "no_substitute": 4, "contact": 5, "other": 0, "lines": [],
    },
    "rollout": {"sites": 6, "done": 2, "blocked": 1, "late": 1, "lines": []},
    "fever": {"n": 22, "within": 15, "share": 68.2, "median": 52.0, "first": "2026-08-17", "last": "2026-11-15"},
    "agreements": {
        "last_number": 11, "last_on": "2026-11-11", "pending": 2, "broken": 1,
        "last": [
            agreement_line(),
            agreement_line(folio="D-BBBBBB", text="Nombrar suplente en el HGZ 1", state="fulfilled", held=True, is_late=False),
        ],
        "older": [agreement_line(folio="D-CCCCCC", text="Firmar la semana a tiempo", state="broken", held=False, number=9)],
    },
}  # fmt: skip
