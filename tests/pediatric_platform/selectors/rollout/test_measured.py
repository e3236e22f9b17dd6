"""Use, children and staff as the data tell them, by the hospital's own clock."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from pediatric_platform.models import Session
from pediatric_platform.rollout_rules import Use
from pediatric_platform.selectors.rollout.board import ranked_sites, rollout_board
from pediatric_platform.selectors.rollout.measured import registered_at, use_at, use_by_week
from tests.factories.children import ChildFactory, PlanFactory, SessionFactory
from tests.factories.rollout import MilestoneFactory, RolloutSiteFactory

pytestmark = pytest.mark.django_db

TIJUANA = ZoneInfo("America/Tijuana")


@pytest.fixture
def plan(other_hospital):
    return PlanFactory(child=ChildFactory(unit=other_hospital))


def given(plan, day, recorded_at, number=1) -> Session:
    return SessionFactory(
        plan=plan, day=number, on=day, state="given", given_on=day, recorded_at=recorded_at, recorded_by=None
    )


def test_the_same_day_is_the_hospital_s_day(plan, other_hospital):
    """Ten at night in Tijuana is past midnight in Mexico City, and is the same day; past midnight there is not."""
    day = other_hospital.today() - timedelta(days=3)
    late = datetime(day.year, day.month, day.day, 22, 0, tzinfo=TIJUANA)
    given(plan, day, late, 1)
    given(plan, day, late + timedelta(hours=3), 2)
    found = use_at([other_hospital.pk], today=other_hospital.today(), now=timezone.now())
    assert found == {other_hospital.pk: Use(same_day=1, later=1)}


def test_a_day_that_nobody_wrote_down_counts_against_while_it_was_due(plan, other_hospital):
    today, now = other_hospital.today(), timezone.now()
    SessionFactory(plan=plan, day=1, on=today - timedelta(days=2))
    SessionFactory(plan=plan, day=2, on=today)  # today is not over
    SessionFactory(plan=plan, day=3, on=today - timedelta(days=40))  # before the window
    SessionFactory(plan=plan, day=4, on=today - timedelta(days=2), state="cancelled", state_reason="Fiebre")
    assert use_at([other_hospital.pk], today=today, now=now) == {other_hospital.pk: Use(unrecorded=1)}
    child = plan.child
    child.state, child.state_on = "finished", today
    child.save()
    assert use_at([other_hospital.pk], today=today, now=now) == {}


def test_weeks_begin_on_monday(plan, other_hospital):
    today = other_hospital.today()
    monday = today - timedelta(days=today.weekday() + 7)
    for number, day in enumerate((monday, monday + timedelta(days=6), monday - timedelta(days=1)), 1):
        given(plan, day, datetime(day.year, day.month, day.day, 12, tzinfo=TIJUANA), number)
    weeks = use_by_week([other_hospital.pk], first=monday - timedelta(days=7), now=timezone.now())
    assert weeks[other_hospital.pk] == {monday: Use(same_day=2), monday - timedelta(days=7): Use(same_day=1)}


def test_children_in_treatment_and_the_first_one_ever(hospital):
    ChildFactory(
        unit=hospital, state="finished", state_on=hospital.today(), registered_at=timezone.now() - timedelta(9)
    )
    ChildFactory(unit=hospital)
    found = registered_at([hospital.pk])[hospital.pk]
    assert found.active == 1
    assert found.first_on == (timezone.now() - timedelta(9)).astimezone(hospital.zone).date()


def test_the_list_begins_with_what_is_stopped_the_longest_then_what_is_late(delegation, olga):
    today = timezone.localdate()
    sites = RolloutSiteFactory.create_batch(5)
    MilestoneFactory(site=sites[0], due_on=today - timedelta(days=3))
    MilestoneFactory(site=sites[1], blocked_by="staff", blocked_since=today - timedelta(days=2))
    MilestoneFactory(site=sites[2], blocked_by="network", blocked_since=today - timedelta(days=20))
    MilestoneFactory(site=sites[3], due_on=today - timedelta(days=9))
    rows = ranked_sites(type(sites[0]).objects.visible_to(olga), today).order_by("rank", "since", "pk")
    assert list(rows) == [sites[2], sites[1], sites[3], sites[0], sites[4]]
    board = rollout_board(olga, today=today, now=timezone.now())
    assert (board.causes["network"], board.causes["staff"]) == (1, 1)


def test_the_board_asks_the_same_however_many_hospitals_there_are(olga, django_assert_max_num_queries):
    for site in RolloutSiteFactory.create_batch(12):
        MilestoneFactory(site=site)
    with django_assert_max_num_queries(9):
        rollout_board(olga, today=timezone.localdate(), now=timezone.now())
