"""Somebody stands in for a titular, on days of that titular, with the same rights."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delegations.actions import network
from delegations.errors import (
    ClosedAccount,
    CoversATitularOnly,
    CoversOneself,
    EndsBeforeStart,
    NotYoursToAppoint,
    OutOfReach,
    OutsideTitularDays,
    PostTaken,
)
from delegations.models import AuditEvent, Holding, Notification, Posting
from delegations.roles import Permission, Role
from delegations.scoping import scope_of
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


@pytest.fixture
def colleague(hospital):
    person = PersonFactory(full_name="Colega de Ana")
    PostingFactory(person=person, role=Role.PHARMACIST, unit=hospital)
    return person


def test_the_titular_arranges_their_own_holiday_and_is_covered(ana_post, ana, rosa, colleague, hospital, today):
    cover = network.substitute(posting=ana_post, person=colleague, starts_on=today, ends_on=today + WEEK, by=ana)
    assert (cover.holding, cover.covers, cover.unit, cover.role) == (
        Holding.ACTING, ana_post, hospital, Role.UNIT_SUPPLY_MANAGER,
    )  # fmt: skip
    assert scope_of(colleague).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)
    told = Notification.objects.filter(kind="network.substitute").values_list("person", flat=True)
    assert set(told) == {colleague.pk, ana.pk, rosa.pk}
    assert AuditEvent.objects.get(type="posting.substituted").by_id == ana.pk


def test_the_titular_keeps_the_post_and_the_right_to_sign(ana_post, ana, nora, hospital, today):
    network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today, by=None)
    assert scope_of(ana).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)


def test_rights_of_the_cover_end_with_its_last_day(ana_post, nora, hospital, today):
    PostingFactory(
        person=nora,
        role=Role.UNIT_SUPPLY_MANAGER,
        unit=hospital,
        holding=Holding.ACTING,
        covers=ana_post,
        starts_on=today - WEEK,
        ends_on=today - timedelta(days=1),
    )
    assert not scope_of(nora).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)


def test_the_titular_chooses_among_the_people_they_see(ana_post, ana, nora, today):
    with pytest.raises(OutOfReach):
        network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today, by=ana)


def test_who_appoints_chooses_anybody(ana_post, rosa, nora, today):
    assert network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today, by=rosa).person == nora


@pytest.mark.parametrize("who", ["beto", "carla"])
def test_nobody_else_arranges_it(ana_post, colleague, today, who, request):
    with pytest.raises(NotYoursToAppoint):
        network.substitute(
            posting=ana_post, person=colleague, starts_on=today, ends_on=today, by=request.getfixturevalue(who)
        )


def test_a_former_titular_arranges_nothing(ana_post, ana, colleague, today):
    Posting.objects.filter(pk=ana_post.pk).update(ends_on=today - timedelta(days=1))
    with pytest.raises(NotYoursToAppoint):
        network.substitute(posting=ana_post, person=colleague, starts_on=today, ends_on=today, by=ana)


def test_oneself_is_no_cover(ana_post, ana, today):
    with pytest.raises(CoversOneself):
        network.substitute(posting=ana_post, person=ana, starts_on=today, ends_on=today, by=ana)


def test_only_a_titular_is_covered(hospital, nora, today):
    second = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, holding=Holding.SUBSTITUTE)
    with pytest.raises(CoversATitularOnly):
        network.substitute(posting=second, person=nora, starts_on=today, ends_on=today, by=None)


@pytest.mark.parametrize(
    ("first", "last", "field"), [(-1, 5, "starts_on"), (0, 31, "ends_on"), (29, 31, "ends_on"), (-9, -2, "starts_on")]
)
def test_days_that_are_not_the_titulars(hospital, nora, today, first, last, field):
    titular = PostingFactory(
        role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, starts_on=today, ends_on=today + timedelta(days=30)
    )
    with pytest.raises(OutsideTitularDays) as told:
        network.substitute(
            posting=titular,
            person=nora,
            starts_on=today + timedelta(days=first),
            ends_on=today + timedelta(days=last),
            by=None,
        )
    assert told.value.field == field


def test_an_end_before_the_start(ana_post, nora, today):
    with pytest.raises(EndsBeforeStart):
        network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today - timedelta(days=1), by=None)


def test_two_covers_of_the_same_days(ana_post, nora, today):
    network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today + WEEK, by=None)
    with pytest.raises(PostTaken) as told:
        network.substitute(
            posting=ana_post, person=PersonFactory(), starts_on=today + WEEK, ends_on=today + 2 * WEEK, by=None
        )
    assert "Nora Nueva" in told.value.message


def test_the_substitute_of_the_post_may_act(ana_post, hospital, today):
    second = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, holding=Holding.SUBSTITUTE)
    cover = network.substitute(posting=ana_post, person=second.person, starts_on=today, ends_on=today, by=None)
    assert cover.person == second.person


def test_a_closed_account_stands_in_for_nobody(ana_post, nora, today):
    nora.is_active = False
    nora.save()
    with pytest.raises(ClosedAccount):
        network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today, by=None)
