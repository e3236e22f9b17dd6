"""Puts what a version says into its rows: a handful of statements whatever its length."""

from __future__ import annotations

from pediatric_platform.models import AgeBand, Phase, Regimen, RegimenLine
from pediatric_platform.regimen_contents import Contents, LineContents


def write_contents(regimen: Regimen, contents: Contents) -> None:
    """Give a draft without phases these. An approved one is refused by the database."""
    phases = Phase.objects.bulk_create(
        Phase(
            regimen=regimen,
            position=phase.position,
            name=phase.name,
            cycle_days=phase.cycle_days,
            cycles=phase.cycles,
            cycles_note=phase.cycles_note,
            day_origin=phase.day_origin,
        )
        for phase in contents
    )
    pairs = [
        (line_row(row, number, line), line)
        for row, phase in zip(phases, contents, strict=True)
        for number, line in enumerate(phase.lines, start=1)
    ]
    RegimenLine.objects.bulk_create([row for row, _line in pairs])
    AgeBand.objects.bulk_create(
        AgeBand(line=row, from_age=age, amount=amount) for row, line in pairs for age, amount in line.bands
    )


def line_row(phase: Phase, position: int, line: LineContents) -> RegimenLine:
    """A line as a row that is not stored yet; its age bands are rows of their own."""
    return RegimenLine(
        phase=phase,
        position=position,
        inn=line.inn,
        name=line.name,
        basis=line.basis,
        amount=line.amount,
        unit=line.unit,
        per_day=line.per_day,
        route=line.route,
        infusion_hours=line.infusion_hours,
        days=list(line.days),
        max_amount=line.max_amount,
        from_age=line.from_age,
        below_age=line.below_age,
        purpose=line.purpose,
        evidence=line.evidence,
        note=line.note,
        source=line.source,
    )
