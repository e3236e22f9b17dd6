"""The drugs that leave children without their next dose, worst first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, QuerySet, Sum

from supply.drug_keys import drug_key
from supply.models import CoverageStatus, Drug, Requirement, RequirementPackage


@dataclass(frozen=True)
class MissingDrug:
    """A drug, how many children it leaves uncovered, how many pieces short over how many units, and from which day."""

    drug_id: int
    code: str | None
    label: str
    children: int
    short: int
    units: int
    first_on: date

    @property
    def key(self) -> str:
        return drug_key(self.drug_id, self.code)


def missing_drugs(packages: QuerySet[RequirementPackage], *, without: Collection[int] = ()) -> list[MissingDrug]:
    """Of the packages given, but for units `without` data that say anything. Two queries."""
    lines = Requirement.objects.filter(status=CoverageStatus.UNCOVERED, package__in=packages.uncovered().order_by())
    if without:
        lines = lines.exclude(package__unit__in=without)
    rows = list(
        lines.order_by()
        .values_list("drug_id")
        .annotate(
            children=Count("package__folio", distinct=True),
            short=Sum("short"),
            units=Count("package__unit", distinct=True),
            first_on=Min("package__needed_on"),
        )
    )
    drugs = Drug.objects.in_bulk([row[0] for row in rows])
    found = [MissingDrug(pk, drugs[pk].code, drugs[pk].label, *rest) for pk, *rest in rows]
    return sorted(found, key=lambda row: (-row.children, row.first_on, -row.short, row.label))
