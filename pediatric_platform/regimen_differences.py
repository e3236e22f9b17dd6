"""What one version says otherwise than another, drug by drug. Pure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from pediatric_platform.regimen_contents import Contents, LineContents, PhaseContents

ADDED, REMOVED, CHANGED = "added", "removed", "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """A drug (or, without a drug, a whole phase) that was added, removed or changed."""

    kind: str
    phase: str
    drug: str = ""
    before: LineContents | PhaseContents | None = None
    after: LineContents | PhaseContents | None = None


def differences(old: Contents, new: Contents) -> list[Difference]:
    """From `old` to `new`: phases by their number, lines by drug, way and ages; sources and notes do not count."""
    before = {phase.position: phase for phase in old}
    after = {phase.position: phase for phase in new}
    found: list[Difference] = []
    for position in sorted(before.keys() | after.keys()):
        one, other = before.get(position), after.get(position)
        if one is None and other is not None:
            found.append(Difference(ADDED, other.name, after=other))
        elif other is None and one is not None:
            found.append(Difference(REMOVED, one.name, before=one))
        elif one is not None and other is not None:
            found.extend(_of_phase(one, other))
    return found


def _of_phase(old: PhaseContents, new: PhaseContents) -> list[Difference]:
    found = []
    if _head(old) != _head(new):
        found.append(Difference(CHANGED, new.name, before=old, after=new))
    before, after = _by_key(old), _by_key(new)
    for key in dict.fromkeys([*before, *after]):
        one, other = before.get(key, []), after.get(key, [])
        for number in range(max(len(one), len(other))):
            was = one[number] if number < len(one) else None
            now = other[number] if number < len(other) else None
            if was is not None and now is not None and said(was) == said(now):
                continue
            kind = CHANGED if was and now else ADDED if now else REMOVED
            found.append(Difference(kind, new.name, (now or was).name, was, now))  # type: ignore[union-attr]
    return found


def _head(phase: PhaseContents) -> tuple[object, ...]:
    return phase.name, phase.cycle_days, phase.cycles, phase.day_origin


def _by_key(phase: PhaseContents) -> dict[tuple[object, ...], list[LineContents]]:
    found: dict[tuple[object, ...], list[LineContents]] = defaultdict(list)
    for line in phase.lines:
        found[line.inn, line.route, line.from_age, line.below_age].append(line)
    return found


def said(line: LineContents) -> tuple[object, ...]:
    """What of a line a child would notice."""
    return (
        line.inn, line.basis, line.amount, line.unit, line.per_day, line.route, line.days, line.infusion_hours,
        line.max_amount, line.from_age, line.below_age, line.bands, line.purpose, line.evidence,
    )  # fmt: skip


def totals(contents: Contents) -> dict[tuple[str, str, str], Decimal | None]:
    """What the whole regimen gives of each (drug, rule, unit), per m² or kg by its rule; None: not all is numbers.

    Lines for one age only are left out of the sum: no child gets all of them.
    """
    found: dict[tuple[str, str, str], Decimal | None] = {}
    for phase in contents:
        for line in phase.lines:
            key = (line.inn, line.basis, line.unit)
            aged = line.from_age is not None or line.below_age is not None
            if line.amount is None or aged:
                found[key] = None
            elif (so_far := found.get(key, Decimal(0))) is not None:
                found[key] = so_far + line.amount * line.per_day * len(line.days) * phase.cycles
    return found
