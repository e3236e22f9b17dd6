"""Regimens as values: their shape for the arithmetic of plans, their contents to copy and compare."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from pediatric_platform.models import AgeBand, Phase, Regimen, RegimenLine, RegimenState
from pediatric_platform.regimen_contents import Contents, LineContents, PhaseContents
from pediatric_platform.regimen_shape import LineShape, PhaseShape, RegimenShape

# Approved versions never change, so that a process reads each but once; there are some dozens of them.
_FROZEN: dict[int, RegimenShape] = {}
_FROZEN_LIMIT = 500


def shape_of(regimen_id: int) -> RegimenShape:
    """One version as values; `Regimen.DoesNotExist` when there is none."""
    if regimen_id in _FROZEN:
        return _FROZEN[regimen_id]
    found = shapes_of([regimen_id])
    if regimen_id not in found:
        raise Regimen.DoesNotExist
    return found[regimen_id]


def shapes_of(regimen_ids: Collection[int]) -> dict[int, RegimenShape]:
    """Several versions at once, in four queries for those that are not at hand."""
    found = {pk: _FROZEN[pk] for pk in regimen_ids if pk in _FROZEN}
    for regimen in _whole(Regimen.objects.filter(pk__in=set(regimen_ids) - found.keys())):
        shape = _shape(regimen)
        found[regimen.pk] = shape
        if regimen.state != RegimenState.DRAFT:
            if len(_FROZEN) >= _FROZEN_LIMIT:
                _FROZEN.clear()
            _FROZEN[regimen.pk] = shape
    return found


def contents_of(regimen_ids: Collection[int]) -> dict[int, Contents]:
    """What each version says, apart from its rows."""
    return {regimen.pk: _contents(regimen) for regimen in _whole(Regimen.objects.filter(pk__in=set(regimen_ids)))}


def _whole(versions: QuerySet[Regimen]) -> QuerySet[Regimen]:
    """Versions with their protocol, phases, lines and age bands, each in order."""
    bands = Prefetch("bands", AgeBand.objects.order_by("from_age"))
    lines = Prefetch("lines", RegimenLine.objects.order_by("position").prefetch_related(bands))
    phases = Prefetch("phases", Phase.objects.order_by("position").prefetch_related(lines))
    return versions.select_related("protocol").prefetch_related(phases)


def _bands(line: RegimenLine) -> tuple[tuple[Decimal, Decimal], ...]:
    return tuple((band.from_age, band.amount) for band in line.bands.all())


def _shape(regimen: Regimen) -> RegimenShape:
    return RegimenShape(
        id=regimen.pk,
        code=regimen.protocol.code,
        version=regimen.version,
        phases=tuple(
            PhaseShape(
                position=phase.position,
                name=phase.name,
                cycle_days=phase.cycle_days,
                cycles=phase.cycles,
                day_origin=phase.day_origin,
                lines=tuple(_line_shape(line) for line in phase.lines.all()),
            )
            for phase in regimen.phases.all()
        ),
    )


def _line_shape(line: RegimenLine) -> LineShape:
    return LineShape(
        id=line.pk,
        position=line.position,
        inn=line.inn,
        name=line.name,
        basis=line.basis,
        amount=line.amount,
        unit=line.unit,
        per_day=line.per_day,
        route=line.route,
        days=tuple(line.days),
        purpose=line.purpose,
        evidence=line.evidence,
        max_amount=line.max_amount,
        infusion_hours=line.infusion_hours,
        from_age=line.from_age,
        below_age=line.below_age,
        bands=_bands(line),
        note=line.note,
    )


def _contents(regimen: Regimen) -> Contents:
    return tuple(
        PhaseContents(
            position=phase.position,
            name=phase.name,
            cycle_days=phase.cycle_days,
            cycles=phase.cycles,
            cycles_note=phase.cycles_note,
            day_origin=phase.day_origin,
            lines=tuple(
                LineContents(
                    inn=line.inn,
                    name=line.name,
                    basis=line.basis,
                    amount=line.amount,
                    unit=line.unit,
                    per_day=line.per_day,
                    route=line.route,
                    days=tuple(line.days),
                    purpose=line.purpose,
                    evidence=line.evidence,
                    infusion_hours=line.infusion_hours,
                    max_amount=line.max_amount,
                    from_age=line.from_age,
                    below_age=line.below_age,
                    note=line.note,
                    source=line.source,
                    bands=_bands(line),
                )
                for line in phase.lines.all()
            ),
        )
        for phase in regimen.phases.all()
    )
