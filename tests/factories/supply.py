"""Rows of the catalogue that a test needs but does not care about. Stock is made by the ledger's actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from delegations.models import Unit
from supply.models import (
    Assortment,
    CoverageStatus,
    Drug,
    DrugClass,
    Lot,
    Presentation,
    Requirement,
    RequirementPackage,
    UnitCoverage,
)
from tests.factories.delegations import UnitFactory


class DrugFactory(DjangoModelFactory):
    class Meta:
        model = Drug

    code = factory.Sequence(lambda n: f"010.000.{n:04d}")
    generic_name = factory.Sequence(lambda n: f"Medicamento {n}")
    form = "Solución inyectable"
    strength = "1"
    strength_unit = "mg"
    drug_class = DrugClass.CYTOTOXIC
    is_oncologic = True


class PresentationFactory(DjangoModelFactory):
    class Meta:
        model = Presentation

    drug = factory.SubFactory(DrugFactory)
    clave = factory.LazyAttribute(lambda row: f"{row.drug.code}.00")
    pieces_per_pack = 1


class AssortmentFactory(DjangoModelFactory):
    class Meta:
        model = Assortment

    unit = factory.SubFactory(UnitFactory)
    drug = factory.SubFactory(DrugFactory)
    since = date(2020, 1, 1)


class LotFactory(DjangoModelFactory):
    class Meta:
        model = Lot

    drug = factory.SubFactory(DrugFactory)
    number = factory.Sequence(lambda n: f"LOTE{n}")
    expires_on = date(2030, 12, 31)


class RequirementPackageFactory(DjangoModelFactory):
    """A package for tomorrow, not answered yet."""

    class Meta:
        model = RequirementPackage

    unit = factory.SubFactory(UnitFactory)
    needed_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))
    reference = factory.Sequence(lambda n: f"prueba-{n}")
    folio = factory.Sequence(lambda n: f"N-{n:06d}")


class RequirementFactory(DjangoModelFactory):
    class Meta:
        model = Requirement

    package = factory.SubFactory(RequirementPackageFactory)
    drug = factory.SubFactory(DrugFactory)
    pieces = 2


def answered(
    unit: Unit, day: date, folio: str, drugs: Mapping[Drug, tuple[int, int]], **more: Any
) -> RequirementPackage:
    """A package with its answer: drug → (pieces needed, pieces short). Something short: it is missing; else complete,
    or as `status` says."""
    is_short = any(short for _pieces, short in drugs.values())
    status = more.pop("status", CoverageStatus.UNCOVERED if is_short else CoverageStatus.COVERED)
    moment = more.pop("computed_at", None if status == CoverageStatus.UNKNOWN else timezone.now())
    columns = {
        CoverageStatus.INCOMING: {"expected_on": day, "certainty": "dated"},
        CoverageStatus.UNCOVERED: {"uncovered_since": moment},
    }.get(status, {})
    package: RequirementPackage = RequirementPackageFactory(
        unit=unit, needed_on=day, folio=folio, status=status, computed_at=moment, **{**columns, **more}
    )
    if moment:
        UnitCoverage.objects.update_or_create(unit=unit, defaults={"day": timezone.localdate(), "computed_at": moment})
    for drug, (pieces, short) in drugs.items():
        line = CoverageStatus.UNCOVERED if short else status if not is_short else CoverageStatus.COVERED
        RequirementFactory(package=package, drug=drug, pieces=pieces, short=short, status=line)
    return package
