from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from delegations.models import Person, Unit
from pediatric_platform.models import Case, Child
from supply.models import Drug
from tests.factories.cases import CaseEventFactory, CaseFactory, CaseFollowerFactory, case_rules

STORY = "Nos dijeron en la ventanilla que no hay."


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture(autouse=True)
def rules(db: None) -> None:
    case_rules()


@pytest.fixture
def case(hospital: Unit, ana: Person, vincristine: Drug, nina: Child, rosa: Person) -> Case:
    """Nina lacks vincristine in two days; her mother told it, and Ana has it."""
    row: Case = CaseFactory(
        unit=hospital, drug=vincristine, needed_on=timezone.localdate() + timedelta(days=2), owner=ana.postings.get()
    )
    CaseFollowerFactory(case=row, child=nina, person=rosa, story=STORY)
    CaseEventFactory(case=row, by=rosa)
    return row
