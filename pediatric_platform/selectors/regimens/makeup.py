"""What versions are made of: drugs, those without a clave, lines that no source wholly says."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from pediatric_platform.models import Evidence, RegimenLine
from supply.models import Drug


@dataclass(frozen=True, slots=True)
class Makeup:
    """What a version is made of: how many drugs, which of them have no clave, how many lines no source wholly says."""

    drugs: int
    without_clave: tuple[str, ...]
    unsourced: int
    lines: int


def makeups(regimen_ids: Collection[int]) -> dict[int, Makeup]:
    """Of each version, in two queries."""
    drugs: dict[int, dict[str, str]] = {pk: {} for pk in regimen_ids}
    counts: dict[int, list[int]] = {pk: [0, 0] for pk in regimen_ids}
    for pk, inn, name, evidence in RegimenLine.objects.filter(phase__regimen__in=regimen_ids).values_list(
        "phase__regimen", "inn", "name", "evidence"
    ):
        drugs[pk][inn] = name
        counts[pk][0] += 1
        counts[pk][1] += evidence != Evidence.SOURCED
    known = with_clave({inn for named in drugs.values() for inn in named})
    return {
        pk: Makeup(
            len(named),
            tuple(sorted(name for inn, name in named.items() if inn not in known)),
            counts[pk][1],
            counts[pk][0],
        )
        for pk, named in drugs.items()
    }


def with_clave(inns: Iterable[str]) -> set[str]:
    """Which of these the Compendio lists."""
    return set(Drug.objects.in_compendio().active().filter(inn__in=set(inns)).values_list("inn", flat=True))
