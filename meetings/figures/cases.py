"""Cases that stand, by level and how late they are, of every place at once: folios, never who told them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from meetings.figures.numbers import iso
from meetings.figures.places import Places
from meetings.figures.shape import CaseLine, Cases
from pediatric_platform.models import Case, CaseState, Level, Severity
from pediatric_platform.selectors.cases.listing import with_lateness
from supply.models.drug import label_of

LINES_KEPT = 8
_COLUMNS = (
    "unit_id", "folio", "level", "severity", "state", "needed_on", "deadline_at", "is_overdue",
    "drug__generic_name", "drug__strength", "drug__strength_unit", "drug__form",
)  # fmt: skip


def standing_cases(places: Places, now: datetime) -> Mapping[str, Cases]:
    """By place. One query."""
    lines: dict[str, list[CaseLine]] = defaultdict(list)
    rows = with_lateness(Case.objects.standing().filter(opened_at__lte=now), now).order_by("pk")
    for unit_id, folio, level, severity, state, needed_on, deadline_at, late, *drug in rows.values_list(*_COLUMNS):
        line: CaseLine = {
            "folio": folio,
            "clues": places.clues(unit_id),
            "unit": places.name(unit_id),
            # As a relative calls it may be anything: only the catalogue's name is told.
            "drug": label_of(*drug) if drug[0] else "",
            "level": level,
            "severity": severity,
            "state": state,
            "needed_on": iso(needed_on),
            "deadline_at": iso(deadline_at),
            "overdue": bool(late),
        }
        for key in places.keys_of(unit_id):
            lines[key].append(line)
    return {key: _cases(lines[key]) for key in places.keys}


def _cases(lines: list[CaseLine]) -> Cases:
    late = [line["folio"] for line in lines if line["overdue"]]
    levels = [line["level"] for line in lines]
    return {
        "standing": len(lines),
        "unit": levels.count(Level.UNIT),
        "delegation": levels.count(Level.DELEGATION),
        "central": levels.count(Level.CENTRAL),
        "session": levels.count(Level.SESSION),
        "vital": sum(line["severity"] == Severity.VITAL for line in lines),
        "overdue": len(late),
        "overdue_folios": late,
        "to_confirm": sum(line["state"] == CaseState.SOLVED for line in lines),
        "lines": sorted(lines, key=_worst_first)[:LINES_KEPT],
    }


def _worst_first(line: CaseLine) -> tuple[bool, int, int, str, str]:
    return (not line["overdue"], line["severity"], -line["level"], line["needed_on"] or "9", line["folio"])
