"""Whose task it is to fill a post."""

from __future__ import annotations

import pytest
from django.utils import timezone

from delegations.models import Holding, UnitKind
from delegations.roles import Role
from delegations.selectors.network import Appointers
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.localdate()


def test_units_are_their_representatives_task_and_the_rest_central_offices(
    hospital, delegation, olga, today, django_assert_num_queries
):
    rosa = PersonFactory(full_name="Rosa Representante")
    PostingFactory(person=rosa, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    umae = UnitFactory(delegation=delegation, kind=UnitKind.UMAE, level=3)
    with django_assert_num_queries(1):
        who = Appointers(today)
    assert who.of_unit(kind=hospital.kind, delegation_id=delegation.pk).people == (rosa,)
    assert who.of_unit(kind=umae.kind, delegation_id=delegation.pk).people == (olga,)
    assert who.of_delegation().people == (olga,)
    assert not who.of_delegation().fell_back


def test_an_empty_representation_falls_back_to_central_office_and_says_so(hospital, olga, today):
    found = Appointers(today).of_unit(kind=hospital.kind, delegation_id=hospital.delegation_id)
    assert (found.person, found.fell_back, found.role) == (olga, True, Role.CENTRAL_OFFICE)


def test_whoever_stands_in_is_asked_before_the_titular(hospital, delegation, today):
    titular = PostingFactory(role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    acting = PostingFactory(
        role=Role.DELEGATION_REPRESENTATIVE,
        delegation=delegation,
        holding=Holding.ACTING,
        covers=titular,
        starts_on=today,
        ends_on=today,
    )
    found = Appointers(today).of_unit(kind=hospital.kind, delegation_id=delegation.pk)
    assert found.people == (acting.person, titular.person)


def test_a_closed_account_is_nobody_to_ask(hospital, olga, today):
    olga.is_active = False
    olga.save()
    found = Appointers(today).of_unit(kind=hospital.kind, delegation_id=hospital.delegation_id)
    assert (found.person, found.role) == (None, Role.CENTRAL_OFFICE)
