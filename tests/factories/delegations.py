"""Rows of the ground that a test needs but does not care about."""

from __future__ import annotations

from datetime import date

import factory
from factory.django import DjangoModelFactory

from delegations.models import Delegation, Holding, Person, Place, PlaceKind, Posting, Unit, UnitKind
from delegations.roles import POSTS, Role


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = Delegation

    code = factory.Sequence(lambda n: f"D{n}")
    name = factory.Sequence(lambda n: f"Delegación {n}")
    official_name = factory.LazyAttribute(lambda row: f"OOAD {row.name}")
    imss_clave = "00"
    inegi_state = "00"
    seat_city = "Sede"
    time_zone = "America/Mexico_City"
    tile_row = factory.Sequence(lambda n: 100 + n // 50)
    tile_column = factory.Sequence(lambda n: n % 50)


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    clues = factory.Sequence(lambda n: f"XXIMS{n:06d}")
    name = factory.Sequence(lambda n: f"HGZ {n}")
    kind = UnitKind.HGZ
    level = 2
    delegation = factory.SubFactory(DelegationFactory)
    time_zone = factory.LazyAttribute(lambda row: row.delegation.time_zone)


class PlaceFactory(DjangoModelFactory):
    class Meta:
        model = Place

    unit = factory.SubFactory(UnitFactory)
    delegation = factory.LazyAttribute(lambda row: row.unit.delegation)
    kind = PlaceKind.PHARMACY
    code = factory.Sequence(lambda n: f"LUGAR-{n}")
    name = factory.LazyAttribute(lambda row: f"{PlaceKind(row.kind).label} · {row.unit or row.delegation}")


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    email = factory.Sequence(lambda n: f"persona{n}@example.org")
    full_name = factory.Sequence(lambda n: f"Persona {n}")


class PostingFactory(DjangoModelFactory):
    class Meta:
        model = Posting

    person = factory.SubFactory(PersonFactory)
    role = Role.UNIT_SUPPLY_MANAGER
    holding = factory.LazyAttribute(lambda row: Holding.TITULAR if row.role in POSTS else Holding.MEMBER)
    starts_on = date(2020, 1, 1)
