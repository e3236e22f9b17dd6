"""The packages of a list, each with what is missing of it and, only for who treats the child, the child's name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from delegations.models import Person
from pediatric_platform.models import Child
from pediatric_platform.reach import RANKS, seen_as
from supply.drug_keys import drug_key
from supply.models import CoverageStatus, Requirement, RequirementPackage
from supply.models.drug import label_of


@dataclass(frozen=True)
class PackageLine:
    """A drug of a package: pieces needed and short."""

    drug_id: int
    code: str | None
    drug: str
    pieces: int
    short: int
    status: str

    @property
    def key(self) -> str:
        return drug_key(self.drug_id, self.code)


@dataclass(frozen=True)
class PackageRow:
    """A day of a child: the folio, how it stands, and since when it does not. `rank` counts stale data as unknown."""

    id: int
    needed_on: date
    folio: str
    rank: int
    expected_on: date | None
    certainty: str
    since: datetime | None


@dataclass(frozen=True)
class NamedPackage:
    """A package with its drugs. `name` is empty for whoever does not treat the child."""

    row: PackageRow
    lines: Sequence[PackageLine]
    name: str = ""

    @property
    def missing(self) -> list[PackageLine]:
        return [line for line in self.lines if line.status == CoverageStatus.UNCOVERED]

    @property
    def short(self) -> int:
        """Pieces that are missing."""
        return sum(line.short for line in self.missing)


_COLUMNS = ("id", "needed_on", "folio", "status", "expected_on", "certainty", "uncovered_since")


def package_rows(packages: QuerySet[RequirementPackage], *, is_known: bool) -> list[PackageRow]:
    """The packages of one unit, whose data say something or not; one query."""
    found = packages.order_by("needed_on", "priority", "folio").values_list(*_COLUMNS)
    return [
        PackageRow(pk, day, folio, seen_as(RANKS[status], is_known=is_known), *rest)
        for pk, day, folio, status, *rest in found
    ]


def named(person: Person, rows: Sequence[PackageRow]) -> list[NamedPackage]:
    """The rows with their drugs and, within clinical scope, names. Two queries."""
    lines = lines_of([row.id for row in rows])
    names = names_of(person, {row.folio for row in rows})
    return [NamedPackage(row, lines.get(row.id, ()), names.get(row.folio, "")) for row in rows]


def lines_of(packages: Collection[int]) -> Mapping[int, Sequence[PackageLine]]:
    """The drugs of each package."""
    found: dict[int, list[PackageLine]] = {}
    rows = Requirement.objects.filter(package__in=packages).order_by("drug__generic_name", "drug_id")
    columns = ("drug__generic_name", "drug__strength", "drug__strength_unit", "drug__form")
    for package, drug_id, code, *label, pieces, short, status in rows.values_list(
        "package_id", "drug_id", "drug__code", *columns, "pieces", "short", "status"
    ):
        found.setdefault(package, []).append(PackageLine(drug_id, code, label_of(*label), pieces, short, status))
    return found


def names_of(person: Person, folios: Iterable[str]) -> Mapping[str, str]:
    """Names by folio, of the children whom the person treats and of nobody else."""
    children = Child.objects.visible_to(person).filter(folio__in=folios)
    return {child.folio: child.full_name for child in children.only("folio", *_NAMES)}


_NAMES = ("given_names", "first_surname", "second_surname")
