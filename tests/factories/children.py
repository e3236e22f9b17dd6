"""Rows about children that a test needs but does not care about; what has rules is made by the actions instead."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import factory
from django.utils import timezone

from delegations.models import Place, PlaceKind
from delegations.roles import Role
from pediatric_platform.models import (
    Allergy,
    Child,
    Consent,
    ConsentText,
    Diagnosis,
    Dose,
    DosePiece,
    FamilyReport,
    Growth,
    Guard,
    Guardian,
    MixingOrder,
    Mixture,
    MixtureEvent,
    Phase,
    Plan,
    Protocol,
    Regimen,
    RegimenLine,
    RegimenState,
    Session,
    Stay,
)
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

ALPHABET = "23456789CFGHJKMPQRTVWX"


def folio(prefix: str, number: int, length: int = 6) -> str:
    """A folio from a count, so that a run can be repeated."""
    signs = ""
    for _position in range(length):
        number, sign = divmod(number, len(ALPHABET))
        signs = ALPHABET[sign] + signs
    return f"{prefix}-{signs}"


class DiagnosisFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Diagnosis
        django_get_or_create = ("code",)

    code = "leucemia-linfoblastica"
    name = factory.LazyAttribute(lambda row: row.code.replace("-", " ").capitalize())
    icd10 = "C91.0"


class ChildFactory(factory.django.DjangoModelFactory):
    """A child at a unit since birth of its record, with its stay there."""

    class Meta:
        model = Child
        skip_postgeneration_save = True

    folio = factory.Sequence(lambda n: folio("N", n + 1))
    given_names = factory.Sequence(lambda n: f"Nina {n}")
    first_surname = "Prueba"
    second_surname = "Simulada"
    birth_date = date(2019, 5, 17)
    sex = "M"
    without_curp = "Todavía no se la dan"
    unit = factory.SubFactory(UnitFactory)
    diagnosis = factory.SubFactory(DiagnosisFactory)
    diagnosed_on = date(2026, 1, 12)

    @factory.post_generation
    def stay(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            Stay.objects.create(child=self, unit=self.unit, since=date(2026, 1, 12))  # type: ignore[misc]


class GrowthFactory(factory.django.DjangoModelFactory):
    """0.8 m²: 20 kg and 115.2 cm."""

    class Meta:
        model = Growth

    child = factory.SubFactory(ChildFactory)
    measured_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=3))
    weight_kg = Decimal("20.00")
    height_cm = Decimal("115.2")


class AllergyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Allergy

    child = factory.SubFactory(ChildFactory)
    substance = "Asparaginasa"
    inn = "asparaginase"
    severity = "severe"
    noted_on = date(2026, 3, 1)


class ConsentTextFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConsentText
        django_get_or_create = ("version",)

    version = "prueba-1"
    since = date(2026, 1, 1)
    body = "Acepto ver en esta página las sesiones de mi hija o hijo."
    body_en = "I agree to see my child's sessions on this page."


class GuardianFactory(factory.django.DjangoModelFactory):
    """A relative of a child, without consent; `with_consent` gives it."""

    class Meta:
        model = Guardian

    child = factory.SubFactory(ChildFactory)
    person = factory.SubFactory(PersonFactory)
    relation = "mother"
    since = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    guardian = factory.SubFactory(GuardianFactory)
    text = factory.SubFactory(ConsentTextFactory)
    method = "paper"
    given_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    written_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))


def relative_of(child: Child, **person: Any) -> Guardian:
    """A relative who may open the family's page: account, place at the hospital, and consent."""
    guardian: Guardian = GuardianFactory(child=child, person=PersonFactory(**person))
    PostingFactory(person=guardian.person, role=Role.FAMILY, unit=child.unit)
    ConsentFactory(guardian=guardian)
    return guardian


class GuardFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Guard
        django_get_or_create = ("code",)

    code = "vincristina-tope"
    kind = "cap"
    inn = "vincristine"
    limit = Decimal(2)
    unit = "mg"
    reason = "Neurotoxicidad"
    source = "Prueba"
    evidence = "sourced"


class ProtocolFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Protocol

    code = factory.Sequence(lambda n: f"PRUEBA-{n}")
    name = factory.LazyAttribute(lambda row: f"Protocolo {row.code}")
    diagnosis = factory.SubFactory(DiagnosisFactory)
    population = "paediatric"


class RegimenFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Regimen

    protocol = factory.SubFactory(ProtocolFactory)
    version = 1
    source = "Prueba"


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase

    regimen = factory.SubFactory(RegimenFactory)
    position = 1
    name = "Inducción"
    cycle_days = 35


class RegimenLineFactory(factory.django.DjangoModelFactory):
    """Vincristine 1.5 mg/m², at most 2 mg, on days 1, 8, 15 and 22."""

    class Meta:
        model = RegimenLine

    phase = factory.SubFactory(PhaseFactory)
    position = 1
    inn = "vincristine"
    name = "Vincristina"
    basis = "m2"
    amount = Decimal("1.5")
    unit = "mg"
    route = "IV"
    days = factory.LazyFunction(lambda: [1, 8, 15, 22])
    max_amount = Decimal(2)
    evidence = "sourced"


def induction(**protocol: Any) -> Regimen:
    """An approved regimen of one phase: vincristine weekly by vein, four times."""
    line: RegimenLine = RegimenLineFactory(phase__regimen__protocol=ProtocolFactory(**protocol))
    regimen = line.phase.regimen
    Regimen.objects.filter(pk=regimen.pk).update(
        state=RegimenState.APPROVED, approved_body="Comité de prueba", approved_on=date(2026, 1, 1)
    )
    regimen.refresh_from_db()
    return regimen


class PlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Plan

    child = factory.SubFactory(ChildFactory)
    regimen = factory.LazyFunction(induction)
    started_on = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=6))
    growth = factory.SubFactory(GrowthFactory, child=factory.SelfAttribute("..child"))
    expanded_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=182))


class SessionFactory(factory.django.DjangoModelFactory):
    """Day 8 of the first cycle, tomorrow, at the child's hospital."""

    class Meta:
        model = Session

    plan = factory.SubFactory(PlanFactory)
    unit = factory.SelfAttribute("plan.child.unit")
    phase_position = 1
    phase_name = "Inducción"
    cycle = 1
    day = 8
    on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=1))
    planned_on = factory.SelfAttribute("on")


class DoseFactory(factory.django.DjangoModelFactory):
    """1.2 mg of vincristine by vein: 0.8 m² × 1.5 mg/m²."""

    class Meta:
        model = Dose

    session = factory.SubFactory(SessionFactory)
    line = factory.LazyAttribute(
        lambda row: RegimenLine.objects.filter(phase__regimen=row.session.plan.regimen).order_by("pk")[0]
    )
    position = 1
    inn = "vincristine"
    name = "Vincristina"
    route = "IV"
    purpose = "chemo"
    unit = "mg"
    rule_amount = Decimal("1.2")
    amount = Decimal("1.2")
    max_amount = Decimal(2)
    evidence = "sourced"


class DosePieceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DosePiece

    dose = factory.SubFactory(DoseFactory)
    pieces = 2


class MixingOrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MixingOrder

    folio = factory.Sequence(lambda n: folio("M", n + 1))
    session = factory.SubFactory(SessionFactory)
    for_day = factory.SelfAttribute("session.on")

    @factory.lazy_attribute
    def place(self) -> Place:
        return Place.objects.get(unit=self.session.unit, kind=PlaceKind.MIXING_CENTRE)


class MixtureFactory(factory.django.DjangoModelFactory):
    """Requested, with the event that says so."""

    class Meta:
        model = Mixture
        skip_postgeneration_save = True

    order = factory.SubFactory(MixingOrderFactory)
    dose = factory.SubFactory(DoseFactory, session=factory.SelfAttribute("..order.session"))
    number = 1
    amount = Decimal("1.2")
    unit = "mg"
    route = "IV"

    @factory.post_generation
    def requested(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            MixtureEvent.objects.create(mixture=self, after="requested")  # type: ignore[misc]


class FamilyReportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FamilyReport

    folio = factory.Sequence(lambda n: folio("A", n + 1))
    kind = "problem"
    child = factory.SubFactory(ChildFactory)
    unit = factory.SelfAttribute("child.unit")
    text = "Nos dijeron que no hay vincristina."
    told_by = factory.SubFactory(PersonFactory)
