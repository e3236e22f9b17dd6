"""Regimens as values: their shape for the arithmetic of plans, their contents to copy and compare."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import Any

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
                lines=tuple(LineShape(id=line.pk, position=line.position, **_said(line)) for line in phase.lines.all()),
            )
            for phase in regimen.phases.all()
        ),
    )


def _said(line: RegimenLine) -> dict[str, Any]:
    """What a line says, whoever reads it."""
    names = (
        "inn", "name", "basis", "amount", "unit", "per_day", "route", "purpose", "evidence", "max_amount",
        "infusion_hours", "from_age", "below_age", "note",
    )  # fmt: skip
    return {name: getattr(line, name) for name in names} | {"days": tuple(line.days), "bands": _bands(line)}


def _contents(regimen: Regimen) -> Contents:
    return tuple(
        PhaseContents(
            position=phase.position,
            name=phase.name,
            cycle_days=phase.cycle_days,
            cycles=phase.cycles,
            cycles_note=phase.cycles_note,
            day_origin=phase.day_origin,
            lines=tuple(LineContents(**_said(line), source=line.source) for line in phase.lines.all()),
        )
        for phase in regimen.phases.all()
    )
