"""Rows of the catalogue that a test needs but does not care about. Stock is made by the ledger's actions."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from supply.models import Assortment, Drug, DrugClass, Lot, Presentation
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
