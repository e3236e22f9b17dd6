"""The same diagnosis side by side: drugs down, versions across, and in words where one departs from the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from delegations.models import Person
from pediatric_platform import regimen_words as words
from pediatric_platform.models import Diagnosis, Regimen
from pediatric_platform.regimen_contents import Contents
from pediatric_platform.regimen_differences import said, totals
from pediatric_platform.selectors.regimens.makeup import with_clave
from pediatric_platform.selectors.regimens.pages import protocols
from pediatric_platform.selectors.regimens.shapes import contents_of

SAME, OTHER, ABSENT, ADDED, FIRST = "same", "other", "absent", "added", "first"
AT_MOST = 4


@dataclass(frozen=True, slots=True)
class Given:
    """A line of a drug in one version: in which phase, and in words."""

    phase: str
    cycles: str
    text: str
    is_reference: bool
    note: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A drug in one version. `mark` tells how it stands to the first version: same, other, absent, added."""

    mark: str
    given: tuple[Given, ...]
    totals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DrugRow:
    inn: str
    name: str
    has_clave: bool
    cells: tuple[Cell, ...]

    @property
    def differs(self) -> bool:
        return any(cell.mark not in (SAME, FIRST) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Comparison:
    versions: tuple[Regimen, ...]
    phases: tuple[tuple[str, ...], ...]
    rows: tuple[DrugRow, ...]


def comparable(diagnosis: Diagnosis, person: Person) -> QuerySet[Regimen]:
    """Every version of the diagnosis's protocols: the standard first, then by protocol, newest first."""
    return (
        Regimen.objects.visible_to(person)
        .filter(protocol__diagnosis=diagnosis)
        .select_related("protocol")
        .order_by("-protocol__is_standard", "protocol__risk", "protocol__name", "-version")
    )


def shown_versions(diagnosis: Diagnosis, person: Person, chosen: Sequence[int]) -> list[Regimen]:
    """The chosen versions in the order of the page; without a choice, the one to show first of each protocol.

    A diagnosis with a single protocol is shown across its versions.
    """
    rows = list(comparable(diagnosis, person))
    wanted = set(chosen) or _first_of_each(diagnosis, person)
    if not chosen and len(wanted) == 1:
        wanted = {row.pk for row in rows}
    return [row for row in rows if row.pk in wanted][:AT_MOST]


def _first_of_each(diagnosis: Diagnosis, person: Person) -> set[int]:
    found: Any = protocols(person).filter(diagnosis=diagnosis)  # typed as without its annotations
    return set(found.values_list("shown_id", flat=True))


def compare(versions: Sequence[Regimen]) -> Comparison:
    """Drugs of all of them in the order in which they come up, each against the first version."""
    contents = contents_of([row.pk for row in versions])
    told = [contents[row.pk] for row in versions]
    names = {line.inn: line.name for said_ in told for phase in said_ for line in phase.lines}
    known = with_clave(names)
    sums = [_totals(said_) for said_ in told]
    rows = []
    for inn, name in names.items():
        first = _signature(told[0], inn)
        rows.append(
            DrugRow(
                inn,
                name,
                inn in known,
                tuple(
                    Cell(
                        _mark(number, first, _signature(said_, inn)),
                        _given(said_, inn),
                        sums[number].get(inn, ()),
                    )
                    for number, said_ in enumerate(told)
                ),
            )
        )
    phases = tuple(
        tuple(f"{phase.name}: {words.cycles_text(phase.cycle_days, phase.cycles)}" for phase in said_) for said_ in told
    )
    return Comparison(tuple(versions), phases, tuple(rows))


def _signature(contents: Contents, inn: str) -> tuple[object, ...]:
    return tuple(
        (phase.position, phase.cycle_days, phase.cycles, said(line))
        for phase in contents
        for line in phase.lines
        if line.inn == inn
    )


def _mark(number: int, first: tuple[object, ...], here: tuple[object, ...]) -> str:
    if number == 0:
        return FIRST
    if not here:
        return ABSENT if first else SAME
    if not first:
        return ADDED
    return SAME if here == first else OTHER


def _given(contents: Contents, inn: str) -> tuple[Given, ...]:
    return tuple(
        Given(
            phase.name,
            words.cycles_text(phase.cycle_days, phase.cycles),
            words.line_text(line),
            words.is_reference(line),
            line.note,
        )
        for phase in contents
        for line in phase.lines
        if line.inn == inn
    )


def _totals(contents: Contents) -> dict[str, tuple[str, ...]]:
    """What each drug adds up to over the whole regimen, where that is a number."""
    found: dict[str, tuple[str, ...]] = {}
    for (inn, basis, unit), total in totals(contents).items():
        if total is not None and basis in words.PER:
            found[inn] = (*found.get(inn, ()), words.figure(total, unit) + words.PER[basis])
    return found
