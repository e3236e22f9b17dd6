"""Once a day: what ends soon, what fell empty, whose contact is old. Twice a day tells nothing twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from delegations.actions.network_sweep import contacts_to_ask, ending_soon, fallen_vacant, sweep_network
from delegations.models import Holding, Notification, OneTimeLink, Posting, Unit
from delegations.roles import Role
from delegations.tasks import sweep_network as task
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MANAGER = Role.UNIT_SUPPLY_MANAGER
GOOD = {"office_phone": "000 000 0001", "office_email": "oficina@example.org"}


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def today(now):
    return timezone.localdate(now)


@pytest.fixture
def rosa(delegation):
    person = PersonFactory(full_name="Rosa Representante")
    PostingFactory(person=person, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    return person


def told(kind: str) -> set[int]:
    return set(Notification.objects.filter(kind=kind).values_list("person", flat=True))


def test_who_ends_within_thirty_days_and_who_appoints_hear_of_it_once(hospital, rosa, now, today):
    posting = PostingFactory(role=MANAGER, unit=hospital, ends_on=today + 30 * DAY)
    assert sweep_network(now=now)["told"] == 2
    assert told("network.ending_soon") == {posting.person_id, rosa.pk}
    assert sweep_network(now=now)["told"] == 0
    Posting.objects.filter(pk=posting.pk).update(ends_on=today + 20 * DAY)
    assert sweep_network(now=now)["told"] == 2  # another day is another thing to know


def test_what_ends_later_is_followed_or_only_stands_in_is_no_news(hospital, today):
    later = PostingFactory(role=MANAGER, unit=hospital, ends_on=today + 31 * DAY)
    PostingFactory(
        role=MANAGER, unit=hospital, holding=Holding.ACTING, covers=later, starts_on=today, ends_on=today + DAY
    )
    second = PostingFactory(role=MANAGER, unit=hospital, holding=Holding.SUBSTITUTE, ends_on=today)
    PostingFactory(role=MANAGER, unit=hospital, holding=Holding.SUBSTITUTE, starts_on=today + DAY)
    PostingFactory(role=Role.FAMILY, unit=hospital, ends_on=today)
    assert not ending_soon(today).exists()
    Posting.objects.filter(starts_on=today + DAY).update(starts_on=today + 2 * DAY)
    assert list(ending_soon(today)) == [second]


def test_an_empty_post_is_told_to_who_fills_it(hospital, rosa, now, today):
    PostingFactory(role=MANAGER, unit=hospital, ends_on=today - DAY)
    sweep_network(now=now)
    assert told("network.gap") == {rosa.pk}
    assert sweep_network(now=now)["told"] == 0


def test_unless_it_is_filled_closed_or_long_ago(hospital, today):
    posting = PostingFactory(role=MANAGER, unit=hospital, ends_on=today - DAY)
    assert list(fallen_vacant(today)) == [posting]
    assert not fallen_vacant(today - DAY).exists()
    assert not fallen_vacant(today + 8 * DAY).exists()
    Unit.objects.filter(pk=hospital.pk).update(closed_on=today)
    assert not fallen_vacant(today).exists()
    Unit.objects.filter(pk=hospital.pk).update(closed_on=None)
    PostingFactory(role=MANAGER, unit=hospital, starts_on=today)
    assert not fallen_vacant(today).exists()


@pytest.mark.parametrize(
    ("values", "is_asked"),
    [
        ({}, True),
        ({"contact_confirmed_at": 89}, False),
        ({"contact_confirmed_at": 91}, True),
        ({"office_phone": "", "office_email": ""}, False),
    ],
)
def test_a_contact_is_asked_for_every_ninety_days(hospital, now, values, is_asked):
    if "contact_confirmed_at" in values:
        values = {"contact_confirmed_at": now - timedelta(days=values["contact_confirmed_at"])}
    posting = PostingFactory(role=MANAGER, unit=hospital, **GOOD | values)
    assert contacts_to_ask(now) == ([posting] if is_asked else [])


def test_who_was_asked_lately_is_not_asked_again_and_other_roles_never(
    hospital, now, django_capture_on_commit_callbacks
):
    posting = PostingFactory(role=MANAGER, unit=hospital, **GOOD)
    PostingFactory(role=Role.PHARMACIST, unit=hospital, **GOOD)
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_network(now=now)["asked"] == 1
    assert [message.to for message in mail.outbox] == [["oficina@example.org"]]
    assert sweep_network(now=now)["asked"] == 0
    OneTimeLink.objects.update(created_at=now - timedelta(days=15), expires_at=now)
    assert contacts_to_ask(now) == [posting]


def test_the_task_calls_the_sweep(hospital, rosa, today):
    PostingFactory(role=MANAGER, unit=hospital, ends_on=today)
    assert task() == {"told": 2, "asked": 0}
