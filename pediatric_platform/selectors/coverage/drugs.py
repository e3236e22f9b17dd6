"""The drugs that leave children without their next dose, worst first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.db.models import QuerySet

from pediatric_platform.selectors.coverage.children import packages_sql
from supply.drug_keys import drug_key
from supply.models import CoverageStatus, Drug, RequirementPackage


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


_MISSING = """
SELECT line.drug_id, count(DISTINCT package.folio), sum(line.short), count(DISTINCT package.unit_id),
       min(package.needed_on)
  FROM ({packages}) AS package
  JOIN supply_requirement AS line ON line.package_id = package.id AND line.status = 'uncovered'
 WHERE NOT package.unit_id = ANY(%(without)s)
 GROUP BY line.drug_id
"""


def missing_drugs(packages: QuerySet[RequirementPackage], *, without: Collection[int] = ()) -> list[MissingDrug]:
    """Of the packages given, but for units `without` data that say anything. Two queries."""
    inner, params = packages_sql(
        packages.filter(status=CoverageStatus.UNCOVERED), "id", "unit_id", "folio", "needed_on"
    )
    with connection.cursor() as cursor:
        cursor.execute(_MISSING.format(packages=inner), {**params, "without": list(without)})
        rows = cursor.fetchall()
    drugs = Drug.objects.in_bulk([row[0] for row in rows])
    found = [MissingDrug(pk, drugs[pk].code, drugs[pk].label, *rest) for pk, *rest in rows]
    return sorted(found, key=lambda row: (-row.children, row.first_on, -row.short, row.label))
