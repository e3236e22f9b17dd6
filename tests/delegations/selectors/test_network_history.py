"""Who was responsible on a past day, and every holder of a post."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delegations.actions import network
from delegations.models import Holding
from delegations.roles import Role
from delegations.selectors.network import holders_on, in_charge, timeline
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MANAGER = Role.UNIT_SUPPLY_MANAGER


def test_on_each_day_the_one_who_held_it_then(hospital, ana, today):
    nora, eva = PersonFactory(full_name="Nora"), PersonFactory(full_name="Eva")
    post = hospital.postings.get()
    network.substitute(posting=post, person=eva, starts_on=today - 20 * DAY, ends_on=today - 15 * DAY, by=None)
    network.hand_over(posting=post, to=nora, on=today - 10 * DAY, by=None)

    def answered(days_ago):
        return in_charge(holders_on(today - days_ago * DAY, unit=hospital), MANAGER).person

    assert [answered(days) for days in (21, 20, 15, 14, 11, 10, 0)] == [ana, eva, eva, ana, ana, nora, nora]
    ana.is_active = False
    ana.save()
    assert answered(11) == ana


def test_relatives_stand_in_nobodys_history(hospital, ana, today):
    PostingFactory(role=Role.FAMILY, unit=hospital)
    assert [row.person for row in holders_on(today, unit=hospital)] == [ana]
    assert not timeline(Role.FAMILY, unit=hospital)


def test_a_delegations_own_people_are_not_its_hospitals(hospital, delegation, ana, beto, olga, today):
    assert [row.person for row in holders_on(today, delegation=delegation)] == [beto]
    assert [row.person for row in holders_on(today)] == [olga]


def test_the_timeline_tells_all_of_a_post_newest_first(hospital, ana, today, django_assert_num_queries):
    second = PostingFactory(role=MANAGER, unit=hospital, holding=Holding.SUBSTITUTE, starts_on=today - 5 * DAY)
    handover = network.hand_over(posting=hospital.postings.get(person=ana), to=PersonFactory(), on=today, by=None)
    with django_assert_num_queries(1):
        rows = list(timeline(MANAGER, unit=hospital))
        assert [row.person.full_name for row in rows]
    assert [row.pk for row in rows] == [handover.to_posting_id, second.pk, handover.from_posting_id]
    assert rows[0].taken_over == handover
