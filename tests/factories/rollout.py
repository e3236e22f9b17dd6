"""Rows of the electronic record's roll-out that a test needs but does not care about."""

from __future__ import annotations

from datetime import time, timedelta

import factory
from django.utils import timezone

from pediatric_platform.models import (
    Attendance,
    Finding,
    Milestone,
    RolloutSite,
    Trainee,
    Training,
    Visit,
    VisitAnswer,
    VisitItem,
)
from tests.factories.delegations import PersonFactory, UnitFactory


class RolloutSiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RolloutSite
        django_get_or_create = ("unit",)

    unit = factory.SubFactory(UnitFactory)
    expected_children = 10
    expected_source = "Censo del hospital"


class MilestoneFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Milestone

    site = factory.SubFactory(RolloutSiteFactory)
    kind = "infrastructure"
    owner = factory.SubFactory(PersonFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))


class TraineeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Trainee

    site = factory.SubFactory(RolloutSiteFactory)
    full_name = factory.Sequence(lambda n: f"Persona por capacitar {n}")
    role = "nurse"


class TrainingFactory(factory.django.DjangoModelFactory):
    """Next week, two hours."""

    class Meta:
        model = Training

    unit = factory.SubFactory(UnitFactory)
    on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    starts_at = time(9)
    hours = 2
    topic = "Registro de niñas y niños"
    trainer = "Instructora de prueba"


class AttendanceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attendance

    training = factory.SubFactory(TrainingFactory)
    trainee = factory.SubFactory(TraineeFactory)


class VisitItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitItem
        django_get_or_create = ("code",)

    code = "equipo"
    text = "Hay una computadora con acceso en cada área."
    position = 1


class VisitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Visit

    site = factory.SubFactory(RolloutSiteFactory)
    on = factory.LazyFunction(timezone.localdate)
    lead = factory.SubFactory(PersonFactory)


class VisitAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VisitAnswer

    visit = factory.SubFactory(VisitFactory)
    item = factory.SubFactory(VisitItemFactory)
    answer = "no"


class FindingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Finding

    visit = factory.SubFactory(VisitFactory)
    text = "Falta una impresora de etiquetas."
    owner = factory.SubFactory(PersonFactory)
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
