"""What the network lacks, since when, and whose task it is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import Holding, Posting, UnitKind
from delegations.roles import Role
from delegations.selectors.network import GapKind, gaps
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
GOOD = {"office_phone": "000 000 0001", "office_email": "oficina@example.org"}


@pytest.fixture
def rosa(delegation):
    person = PersonFactory(full_name="Rosa Representante")
    PostingFactory(person=person, role=Role.DELEGATION_REPRESENTATIVE, delegation=delegation)
    return person


@pytest.fixture
def complete(delegation, hospital, rosa, olga):
    """Ana's delegation and hospital without a gap."""
    made = {}
    for place in ({"delegation": delegation}, {"unit": hospital}):
        role = Role.UNIT_SUPPLY_MANAGER if "unit" in place else Role.DELEGATION_SUPPLY_MANAGER
        for holding in (Holding.TITULAR, Holding.SUBSTITUTE):
            made[next(iter(place)), holding] = PostingFactory(
                role=role, holding=holding, contact_confirmed_at=timezone.now(), **place, **GOOD
            )
    return made


@pytest.fixture
def post(complete) -> Posting:
    return complete["unit", Holding.TITULAR]


def change(posting: Posting, **values) -> None:
    Posting.objects.filter(pk=posting.pk).update(**values)


def one(person, day):
    (gap,) = gaps(person, day)
    return gap


def test_a_complete_network_has_none(complete, olga, today):
    assert gaps(olga, today) == []


def test_a_post_that_nobody_ever_held(hospital, delegation, rosa, olga, today):
    found = gaps(olga, today)
    assert [(gap.kind, gap.place.name, gap.since) for gap in found] == [
        (GapKind.NO_TITULAR, "Jalisco", None),
        (GapKind.NO_TITULAR, hospital.name, None),
        (GapKind.NO_SUBSTITUTE, "Jalisco", None),
        (GapKind.NO_SUBSTITUTE, hospital.name, None),
    ]


@pytest.mark.parametrize(
    ("holding", "kind"), [(Holding.TITULAR, GapKind.NO_TITULAR), (Holding.SUBSTITUTE, GapKind.NO_SUBSTITUTE)]
)
def test_a_post_left_empty_since_the_day_after_the_last(complete, olga, today, holding, kind):
    change(complete["unit", holding], ends_on=today - 9 * DAY)
    gap = one(olga, today)
    assert (gap.kind, gap.since, gap.holding, gap.days(today)) == (kind, today - 8 * DAY, holding, 8)


def test_who_is_to_come_is_told_beside_the_gap(post, hospital, olga, today):
    change(post, ends_on=today - DAY)
    next_one = PostingFactory(role=post.role, unit=hospital, starts_on=today + 5 * DAY, **GOOD)
    gap = one(olga, today)
    assert (gap.kind, gap.coming, gap.coming_on) == (
        GapKind.NO_TITULAR, next_one.person.full_name, today + 5 * DAY,
    )  # fmt: skip


def test_a_closed_account_fills_no_post(post, olga, today):
    post.person.is_active = False
    post.person.save()
    assert one(olga, today).kind == GapKind.NO_TITULAR


@pytest.mark.parametrize(("days", "is_gap"), [(0, True), (30, True), (31, False)])
def test_a_post_that_ends_within_thirty_days(post, olga, today, days, is_gap):
    change(post, ends_on=today + days * DAY)
    assert [(gap.kind, gap.until) for gap in gaps(olga, today)] == (
        [(GapKind.ENDING_SOON, today + days * DAY)] if is_gap else []
    )


@pytest.mark.parametrize(("after", "is_gap"), [(1, False), (2, True)])
def test_unless_somebody_follows_the_very_next_day(post, hospital, olga, today, after, is_gap):
    change(post, ends_on=today + 5 * DAY)
    PostingFactory(role=post.role, unit=hospital, starts_on=today + (5 + after) * DAY, **GOOD)
    assert bool(gaps(olga, today)) is is_gap


@pytest.mark.parametrize(
    ("contact", "kind", "label"),
    [
        ({"office_phone": ""}, GapKind.NO_CONTACT, "Sin teléfono de oficina"),
        ({"office_email": ""}, GapKind.NO_CONTACT, "Sin correo de oficina"),
        ({"office_phone": "", "office_email": ""}, GapKind.NO_CONTACT, "Sin teléfono ni correo de oficina"),
        ({"contact_bounced_at": timezone.now()}, GapKind.BOUNCED, "Correo de oficina devuelto"),
        ({"contact_confirmed_at": None}, GapKind.UNCONFIRMED, "Contacto sin confirmar"),
        ({"contact_confirmed_at": None, "contact_bounced_at": timezone.now()}, GapKind.BOUNCED, None),
    ],
)
def test_a_contact_that_cannot_be_relied_on_is_one_gap_the_worst(post, olga, today, contact, kind, label):
    change(post, **contact)
    gap = one(olga, today)
    assert (gap.kind, gap.posting_id, gap.holder_can_solve) == (kind, post.pk, True)
    assert label is None or gap.label == label


@pytest.mark.parametrize(("age", "is_gap"), [(89, False), (91, True)])
def test_a_confirmation_counts_for_ninety_days(post, olga, today, age, is_gap):
    change(post, contact_confirmed_at=timezone.now() - timedelta(days=age))
    found = gaps(olga, today)
    assert [gap.kind for gap in found] == ([GapKind.UNCONFIRMED] if is_gap else [])
    if is_gap:
        assert found[0].since == today - DAY


def test_an_invitation_that_nobody_accepted(post, olga, today):
    post.person.joined_at = None
    post.person.save()
    change(post, contact_confirmed_at=None)
    gap = one(olga, today)
    assert (gap.kind, gap.holder) == (GapKind.NOT_JOINED, post.person.full_name)


def test_units_are_the_representatives_task_umae_and_delegation_central_offices(
    complete, delegation, rosa, olga, today
):
    umae = UnitFactory(delegation=delegation, kind=UnitKind.UMAE, level=3, name="UMAE 1")
    for posting in complete.values():
        change(posting, ends_on=today - DAY)
    tasks = {(gap.place.name, gap.task.person) for gap in gaps(olga, today)}
    assert tasks == {("Jalisco", olga), (umae.name, olga), (complete["unit", "titular"].unit.name, rosa)}


def test_an_empty_representation_leaves_it_to_central_office_and_says_so(post, olga, today):
    Posting.objects.filter(role=Role.DELEGATION_REPRESENTATIVE).update(ends_on=today - DAY)
    change(post, ends_on=today - DAY)
    gap = one(olga, today)
    assert (gap.task.person, gap.task.fell_back) == (olga, True)
    assert gap.task_label == "Olga de Oficina Central (Oficina central), porque la representación está vacante"


def test_the_worst_and_the_oldest_first(complete, olga, today):
    change(complete["unit", Holding.TITULAR], contact_confirmed_at=None)
    change(complete["unit", Holding.SUBSTITUTE], ends_on=today - DAY)
    change(complete["delegation", Holding.SUBSTITUTE], ends_on=today - 9 * DAY)
    change(complete["delegation", Holding.TITULAR], office_phone="")
    found = gaps(olga, today)
    assert [gap.kind for gap in found] == [
        GapKind.NO_CONTACT,
        GapKind.NO_SUBSTITUTE,
        GapKind.NO_SUBSTITUTE,
        GapKind.UNCONFIRMED,
    ]
    assert [gap.since for gap in found[1:3]] == [today - 8 * DAY, today]
    assert [gap.severity for gap in found] == sorted(gap.severity for gap in found)


def test_each_sees_the_gaps_of_what_is_theirs(
    hospital, other_hospital, delegation, ana, beto, carla, rosa, olga, today
):
    def seen(person):
        return {gap.place.name for gap in gaps(person, today) if gap.is_vacancy}

    assert seen(olga) == {hospital.name, other_hospital.name, "Jalisco", "Baja California"}
    assert seen(rosa) == seen(beto) == {hospital.name, "Jalisco"}
    assert seen(ana) == {hospital.name}
    assert seen(carla) == {other_hospital.name}
    relative = PersonFactory()
    PostingFactory(person=relative, role=Role.FAMILY, unit=hospital)
    assert gaps(relative, today) == []


def test_any_past_day_may_be_asked(post, olga, today):
    change(post, ends_on=today - DAY)
    assert [gap.kind for gap in gaps(olga, today - 2 * DAY)] == [GapKind.ENDING_SOON]


def test_a_handful_of_queries_however_many_places(complete, olga, delegation, today, django_assert_num_queries):
    for _index in range(6):
        PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=UnitFactory(delegation=delegation), ends_on=today)
    with django_assert_num_queries(7):  # scope, delegations, units, holders, who comes, last days, who appoints
        assert gaps(olga, today)
