"""What a version of a regimen says, apart from its rows: to write it, to copy it, to compare two. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from pediatric_platform.regimen_facts import CyclesFact, cycles_until, parse_cap, parse_cycles, parse_dose

NOTE_LENGTH = 240
CYCLES_NOTE_LENGTH = 80


@dataclass(frozen=True, slots=True)
class LineContents:
    """A line as in `RegimenLine`, in the order of the phase; `bands` as (from age, amount)."""

    inn: str
    name: str
    basis: str
    amount: Decimal | None
    unit: str
    per_day: int
    route: str
    days: tuple[int, ...]
    purpose: str
    evidence: str
    infusion_hours: int | None = None
    max_amount: Decimal | None = None
    from_age: int | None = None
    below_age: int | None = None
    note: str = ""
    source: str = ""
    bands: tuple[tuple[Decimal, Decimal], ...] = ()


@dataclass(frozen=True, slots=True)
class PhaseContents:
    """A phase as in `Phase`, with its lines in order."""

    position: int
    name: str
    cycle_days: int
    cycles: int
    cycles_note: str
    day_origin: int
    lines: tuple[LineContents, ...]


Contents = tuple[PhaseContents, ...]


class FactsDisagree(ValueError):
    """Rows of one phase say different things about it. `row` is the place of the row among those given."""

    def __init__(self, row: int, column: str) -> None:
        super().__init__(column)
        self.row, self.column = row, column


def contents_from(rows: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> Contents:
    """A version from the rows of its table (fields of the sheet REGIMENS); `names` are the drugs' names by INN."""
    phases: list[PhaseContents] = []
    began: dict[int, int] = {}
    elapsed = 0
    numbered = sorted(enumerate(rows), key=lambda pair: pair[1]["phase_order"])
    for position, group in groupby(numbered, key=lambda pair: pair[1]["phase_order"]):
        began[position] = elapsed
        phase = _phase(list(group), names, began, elapsed)
        phases.append(phase)
        elapsed += phase.cycle_days * phase.cycles
    return tuple(phases)


def _phase(
    numbered: list[tuple[int, Mapping[str, Any]]], names: Mapping[str, str], began: Mapping[int, int], elapsed: int
) -> PhaseContents:
    head = numbered[0][1]
    for place, row in numbered[1:]:
        for column in ("phase", "cycle_days", "cycles", "day_origin"):
            if row[column] != head[column]:
                raise FactsDisagree(place, column)
    rows = [row for _place, row in numbered]
    first = min(min(row["days"]) for row in rows)
    last = max(max(row["days"]) for row in rows)
    moved = _moves(first, last, head["cycle_days"])
    origin = 0 if moved == 0 and first == 0 else head["day_origin"] if moved == 0 else 1
    cycle_days = head["cycle_days"] or last - min(first, head["day_origin"]) + 1
    fact: CyclesFact = head["cycles"] or parse_cycles("")
    cycles = fact.cycles
    if fact.until_day is not None:
        cycles = cycles_until(fact.until_day, elapsed - began.get(fact.from_phase or 1, 0), cycle_days)
    notes = [fact.note]
    if moved:
        notes.append(_("el día %(here)d aquí es el %(there)d del protocolo") % _told(first, moved))
    return PhaseContents(
        position=head["phase_order"],
        name=head["phase"],
        cycle_days=cycle_days,
        cycles=cycles,
        cycles_note="; ".join(note for note in notes if note)[:CYCLES_NOTE_LENGTH],
        day_origin=origin,
        lines=tuple(_line(row, names, moved) for row in rows),
    )


def _moves(first: int, last: int, cycle_days: int | None) -> int:
    """By how much its days move so that a phase counts from its own first day.

    A protocol that numbers on from the phase before (36 to 64) or begins before day 1 (−1) cannot be dated as it
    stands; 0 and 1 can.
    """
    if first < 0 or (cycle_days is not None and first > 1 and last > cycle_days):
        return 1 - first
    return 0


def _told(first: int, moved: int) -> dict[str, int]:
    """A pair of days that shows the move: the protocol's day 1 if the phase reaches it, else its first day."""
    there = 1 if first < 1 else first
    return {"here": there + moved, "there": there}


def _line(row: Mapping[str, Any], names: Mapping[str, str], moved: int) -> LineContents:
    dose = parse_dose(row["dose"], row["dose_unit"], row["doses_per_day"])
    way = row["route"]
    note = "; ".join(part for part in (row["note"], way.note) if part)
    return LineContents(
        inn=row["drug_inn"],
        name=names[row["drug_inn"]],
        basis=dose.basis,
        amount=dose.amount,
        unit=dose.unit,
        per_day=row["doses_per_day"],
        route=way.route,
        infusion_hours=way.infusion_hours,
        days=tuple(day + moved for day in row["days"]),
        purpose=row["purpose"],
        evidence=row["evidence"],
        max_amount=parse_cap(row["max_single_dose"], dose.unit),
        from_age=row["from_age"],
        below_age=row["below_age"],
        note=note[:NOTE_LENGTH],
        source=row["source"],
        bands=row["age_bands"],
    )


def missing_phases(positions: Iterable[int]) -> list[int]:
    """Phases that the numbering skips: the published facts do not bring them."""
    there = sorted(positions)
    return [number for number in range(1, there[-1] + 1) if number not in there] if there else []
