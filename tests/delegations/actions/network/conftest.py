"""Rosa represents Ana's delegation and fills its posts; Nora has just come and holds nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from delegations.models import Delegation, Person, Posting, Unit
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def tomorrow(today: date) -> date:
    return today + timedelta(days=1)


@pytest.fixture
def rosa(delegation: Delegation) -> Person:
    person = PersonFactory(email="rosa@example.org", full_name="Rosa Representante")
    PostingFactory(person=person, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    return person


@pytest.fixture
def nora(db) -> Person:
    return PersonFactory(email="nora@example.org", full_name="Nora Nueva")


@pytest.fixture
def ana_post(ana: Person, hospital: Unit) -> Posting:
    return Posting.objects.get(person=ana)
