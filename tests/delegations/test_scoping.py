"""A person's scope: what is read by hand is what the querysets say, in one statement."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import Person, Posting
from delegations.roles import Role
from delegations.scoping import scope_of
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


def test_postings_in_force_are_those_of_the_queryset(delegation, django_assert_num_queries):
    today = timezone.localdate()
    person = PersonFactory()
    for number, (begins, ends) in enumerate(((-9, None), (0, 0), (-9, 0), (0, 9), (-9, -1), (1, None))):
        PostingFactory(
            person=person,
            role=Role.PHARMACIST,
            unit=UnitFactory(name=f"Unidad {number}"),
            starts_on=today + timedelta(days=begins),
            ends_on=None if ends is None else today + timedelta(days=ends),
        )
    PostingFactory(person=person, role=Role.HEAD_OF_MEDICAL_SERVICES, delegation=delegation)
    PostingFactory(person=person, role=Role.AUDITOR, is_national=True)
    held = Posting.objects.filter(person=person).current(today)
    fresh = Person.objects.get(pk=person.pk)
    with django_assert_num_queries(1):
        grants = scope_of(fresh).grants
    told = [(grant.role, grant.delegation_id, grant.unit_id) for grant in grants]
    assert sorted(told, key=str) == sorted(held.values_list("role", "delegation_id", "unit_id"), key=str)
    assert len(grants) == 6
    assert {grant.where for grant in grants} == {*(f"Unidad {number}" for number in range(4)), delegation.name, ""}
    assert scope_of(fresh).whole_delegation_ids == {delegation.pk}
