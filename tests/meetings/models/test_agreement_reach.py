"""Who sees an agreement: of its place, of its owner's, of the room where it names no place; families theirs."""

from __future__ import annotations

import pytest

from delegations.roles import Role
from meetings.models import Agreement
from meetings.selectors.reviews import agreed_in
from tests.factories.meetings import AgreementFactory, AttendanceFactory, MeetingFactory, ReviewFactory

pytestmark = pytest.mark.django_db


def nowhere(meeting, **more):
    return AgreementFactory(
        meeting=meeting, owner_role="", owner=None, owner_delegation=None, owner_name="Proveedor de prueba", **more
    )


def seen(person) -> set[str]:
    return set(Agreement.objects.visible_to(person).values_list("folio", flat=True))


def test_one_that_names_no_place_is_for_who_was_called_not_for_who_is_looked_at(delegation, ana, beto, carla, olga):
    meeting = MeetingFactory()
    ReviewFactory(meeting=meeting, delegation=delegation)
    AttendanceFactory(meeting=meeting, person=ana)
    row = nowhere(meeting)
    assert [row.folio in seen(person) for person in (olga, ana, beto, carla)] == [True, True, False, False]


def test_what_was_agreed_in_a_review_about_another_place_is_told_to_who_sees_that_place(
    delegation, other_delegation, beto, olga
):
    review = ReviewFactory(delegation=delegation)
    theirs = AgreementFactory(meeting=review.meeting, review=review, owner_delegation=delegation)
    elsewhere = AgreementFactory(meeting=review.meeting, review=review, owner_delegation=other_delegation)
    assert set(agreed_in(review, olga)) == {theirs, elsewhere}
    assert set(agreed_in(review, beto)) == {theirs}


def test_a_relative_is_nobody_s_owner(hospital, rosa):
    """Not even by raw rows: whoever is here for a child finds only what was written for families."""
    row = AgreementFactory(
        owner_delegation=None, owner_unit=hospital, owner_role=Role.UNIT_SUPPLY_MANAGER, delegation=None
    )
    assert row.folio not in seen(rosa)
