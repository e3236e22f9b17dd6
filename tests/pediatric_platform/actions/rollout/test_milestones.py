"""Milestones: planned, stopped, reached, measured by the registry, reopened; and who may."""

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Notification
from delegations.roles import Role
from pediatric_platform.actions.rollout import (
    block_milestone,
    expect_children,
    measure_milestones,
    open_site,
    open_sites,
    plan_milestone,
    plan_rest,
    reach_milestone,
    reopen_milestone,
    replan_milestone,
    unblock_milestone,
)
from pediatric_platform.errors.editing import StaleEdition
from pediatric_platform.errors.rollout import (
    AlreadyASite,
    BadDay,
    FactMissing,
    MeasuredByTheRecord,
    MilestoneExists,
    MilestoneIsBlocked,
    MilestoneIsDone,
    NotBlocked,
    NotInTheRecord,
    NotVerified,
    NotYoursToRollOut,
    OwnerOutOfReach,
)
from pediatric_platform.models import Milestone, RolloutSite
from pediatric_platform.rollout_rules import ORDER
from tests.factories.children import ChildFactory
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.rollout import FindingFactory, MilestoneFactory, RolloutSiteFactory, VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(hospital) -> RolloutSite:
    return RolloutSiteFactory(unit=hospital)


@pytest.fixture
def hugo(delegation):
    """Head of medical services of Ana's delegation."""
    person = PersonFactory(full_name="Hugo de Prestaciones Médicas")
    PostingFactory(person=person, role=Role.HEAD_OF_MEDICAL_SERVICES, delegation=delegation)
    return person


def soon(site, days=30):
    return site.unit.today() + timedelta(days=days)


class TestSites:
    def test_a_hospital_joins_once_with_its_six_milestones_spaced(self, hospital, ana, hugo):
        last = hospital.today() + timedelta(days=120)
        site = open_site(unit=hospital, owner=ana, finish_on=last, by=hugo)
        rows = list(site.milestones.order_by("due_on", "pk"))
        assert [row.kind for row in rows] == list(ORDER)
        assert {row.owner for row in rows} == {ana}
        assert hospital.today() < rows[0].due_on < rows[-1].due_on <= last
        with pytest.raises(AlreadyASite):
            open_site(unit=hospital, by=hugo)
        assert RolloutSite.objects.count() == 1

    def test_an_owner_without_a_day_is_asked_for_it(self, hospital, ana, olga):
        with pytest.raises(FactMissing) as refused:
            open_site(unit=hospital, owner=ana, by=olga)
        assert refused.value.field == "finish_on"
        assert not RolloutSite.objects.exists()

    def test_many_join_at_once_and_a_second_time_changes_nothing(self, hospital, other_hospital, olga):
        assert open_sites(units=[hospital, other_hospital], by=olga) == 2
        assert open_sites(units=[hospital, other_hospital], by=olga) == 0

    def test_only_who_leads_the_roll_out_there(self, hospital, other_hospital, ana, beto, carla, hugo):
        for person in (ana, beto, carla):
            with pytest.raises(NotYoursToRollOut):
                open_site(unit=hospital, by=person)
        with pytest.raises(NotYoursToRollOut):
            open_site(unit=other_hospital, by=hugo)

    def test_planning_the_rest_leaves_what_is_planned(self, site, ana, olga):
        plan_milestone(site=site, kind="users", owner=olga, due_on=soon(site, 9), by=olga)
        assert len(plan_rest(site=site, owner=ana, finish_on=soon(site, 90), by=olga)) == 5
        assert site.milestones.get(kind="users").owner == olga
        with pytest.raises(BadDay):
            plan_rest(site=site, owner=ana, finish_on=site.unit.today(), by=olga)


class TestPlanning:
    def test_its_owner_is_told_and_it_stands_once(self, site, ana, hugo):
        row = plan_milestone(site=site, kind="infrastructure", owner=ana, due_on=soon(site), by=hugo)
        assert (row.owner, row.done_on) == (ana, None)
        assert Notification.objects.filter(person=ana, kind="rollout.milestone_assigned").count() == 1
        with pytest.raises(MilestoneExists):
            plan_milestone(site=site, kind="infrastructure", owner=ana, due_on=soon(site), by=hugo)

    def test_who_has_no_business_there_cannot_own_it(self, site, carla, rosa, hugo):
        for person in (carla, rosa):
            with pytest.raises(OwnerOutOfReach):
                plan_milestone(site=site, kind="infrastructure", owner=person, due_on=soon(site), by=hugo)

    def test_a_change_on_top_of_another_s_is_refused_and_says_whose(self, site, ana, olga, hugo):
        row = MilestoneFactory(site=site, owner=ana)
        replan_milestone(milestone=row, owner=olga, due_on=soon(site), edition=1, by=hugo)
        with pytest.raises(StaleEdition) as refused:
            replan_milestone(milestone=row, owner=ana, due_on=soon(site), edition=1, by=olga)
        assert "Hugo" in refused.value.who


class TestBlocking:
    def test_its_owner_says_what_stops_it_and_who_leads_is_told(self, site, ana, hugo):
        row = MilestoneFactory(site=site, owner=ana)
        row = block_milestone(milestone=row, why="network", note="Sin enlace", since=site.unit.today(), by=ana)
        assert (row.blocked_by, row.edition) == ("network", 2)
        assert Notification.objects.filter(person=hugo, kind="rollout.milestone_blocked").count() == 1
        with pytest.raises(MilestoneIsBlocked):
            reach_milestone(milestone=row, on=site.unit.today(), by=ana)
        row = unblock_milestone(milestone=row, by=ana)
        assert (row.blocked_by, row.blocked_since, row.blocked_note) == ("", None, "")
        with pytest.raises(NotBlocked):
            unblock_milestone(milestone=row, by=ana)

    def test_without_a_head_of_medical_services_central_office_is_told(self, site, ana, olga):
        row = MilestoneFactory(site=site, owner=ana)
        block_milestone(milestone=row, why="staff", note="Plaza vacante", since=site.unit.today(), by=ana)
        assert Notification.objects.filter(person=olga, kind="rollout.milestone_blocked").exists()

    def test_it_says_in_what_it_consists_and_not_from_tomorrow(self, site, ana, hugo):
        row = MilestoneFactory(site=site, owner=ana)
        with pytest.raises(FactMissing):
            block_milestone(milestone=row, why="network", note=" ", since=site.unit.today(), by=hugo)
        with pytest.raises(BadDay):
            block_milestone(milestone=row, why="network", note="x", since=soon(site, 1), by=hugo)

    def test_a_colleague_who_does_not_own_it_may_not(self, site, ana, beto):
        row = MilestoneFactory(site=site, owner=beto)
        with pytest.raises(NotYoursToRollOut):
            block_milestone(milestone=row, why="network", note="x", since=site.unit.today(), by=ana)

    def test_an_owner_who_no_longer_sees_the_hospital_may_not(self, site, carla):
        row = MilestoneFactory(site=site, owner=carla)
        with pytest.raises(NotYoursToRollOut):
            reach_milestone(milestone=row, on=site.unit.today(), by=carla)


class TestReaching:
    def test_its_owner_reaches_it_and_only_who_leads_reopens_it(self, site, ana, hugo):
        row = reach_milestone(milestone=MilestoneFactory(site=site, owner=ana), on=site.unit.today(), by=ana)
        assert (row.done_on, row.done_by) == (site.unit.today(), ana)
        with pytest.raises(MilestoneIsDone):
            reach_milestone(milestone=row, on=site.unit.today(), by=ana)
        with pytest.raises(NotYoursToRollOut):
            reopen_milestone(milestone=row, reason="No era", by=ana)
        row = reopen_milestone(milestone=row, reason="No era", by=hugo)
        assert (row.done_on, row.done_by) == (None, None)
        assert AuditEvent.objects.filter(type="rollout.milestone_reopened", after__reason="No era").exists()

    def test_not_tomorrow(self, site, hugo):
        with pytest.raises(BadDay):
            reach_milestone(milestone=MilestoneFactory(site=site), on=soon(site, 1), by=hugo)

    def test_verified_asks_for_a_signed_visit_with_all_put_right(self, site, hugo):
        row, today = MilestoneFactory(site=site, kind="verified"), site.unit.today()
        with pytest.raises(NotVerified):
            reach_milestone(milestone=row, on=today, by=hugo)
        visit = VisitFactory(site=site, on=today)
        finding = FindingFactory(visit=visit)
        visit.summary, visit.signed_at, visit.signed_by = "Bien", timezone.now(), hugo
        visit.save()
        with pytest.raises(NotVerified) as refused:
            reach_milestone(milestone=row, on=today, by=hugo)
        assert "1 hallazgo" in refused.value.message
        finding.done_on, finding.done_note = today, "Hecho"
        finding.save()
        assert reach_milestone(milestone=row, on=today, by=hugo).done_on == today

    def test_a_visit_that_was_called_off_leaves_nothing_to_put_right(self, site, hugo):
        today = site.unit.today()
        FindingFactory(visit=VisitFactory(site=site, on=today, cancelled_reason="Se canceló"))
        VisitFactory(site=site, on=today, summary="Bien", signed_at=timezone.now(), signed_by=hugo)
        row = MilestoneFactory(site=site, kind="verified")
        assert reach_milestone(milestone=row, on=today, by=hugo).done_on == today


class TestMeasuring:
    def test_the_first_child_is_reached_when_the_registry_has_one_and_nobody_decides_it(self, site, hugo):
        row = MilestoneFactory(site=site, kind="first_child")
        with pytest.raises(NotInTheRecord):
            reach_milestone(milestone=row, on=site.unit.today(), by=hugo)
        assert measure_milestones(now=timezone.now()) == 0
        child = ChildFactory(unit=site.unit)
        assert measure_milestones(now=timezone.now()) == 1
        row.refresh_from_db()
        assert row.done_on == child.registered_at.astimezone(site.unit.zone).date()
        assert row.done_by is None
        assert measure_milestones(now=timezone.now()) == 0
        with pytest.raises(MeasuredByTheRecord):
            reopen_milestone(milestone=row, reason="No", by=hugo)

    def test_the_day_of_the_first_child_is_the_hospital_s_own(self, other_hospital, olga):
        """Half past eleven at night in Tijuana is the next day in Mexico City."""
        site = RolloutSiteFactory(unit=other_hospital)
        late = timezone.datetime(2026, 11, 18, 7, 30, tzinfo=timezone.get_fixed_timezone(0))
        ChildFactory(unit=other_hospital, registered_at=late)
        row = plan_milestone(site=site, kind="first_child", owner=olga, due_on=soon(site), by=olga)
        assert str(row.done_on) == "2026-11-17"

    def test_all_children_are_those_the_hospital_said_and_a_blank_is_never_reached(self, site, hugo):
        row = MilestoneFactory(site=site, kind="all_children", blocked_by="data", blocked_since=site.unit.today())
        ChildFactory.create_batch(3, unit=site.unit)
        ChildFactory(unit=site.unit, state="finished", state_on=site.unit.today())
        expect_children(site=site, expected=4, source="Censo", by=hugo)
        row.refresh_from_db()
        assert row.done_on is None  # of four on record one is no longer in treatment
        expect_children(site=site, expected=3, source="Censo", by=hugo)
        row.refresh_from_db()
        assert (row.done_on, row.blocked_by) == (site.unit.today(), "")
        expect_children(site=site, expected=None, source="", by=hugo)
        row.refresh_from_db()
        assert row.done_on is None

    def test_a_child_diagnosed_later_takes_nothing_back(self, site):
        site.expected_children = 1
        site.save()
        row = MilestoneFactory(site=site, kind="all_children")
        child = ChildFactory(unit=site.unit)
        measure_milestones(now=timezone.now())
        child.state, child.state_on = "finished", site.unit.today()
        child.save()
        assert measure_milestones(now=timezone.now()) == 0
        assert Milestone.objects.get(pk=row.pk).done_on is not None

    def test_a_figure_says_where_it_comes_from(self, site, hugo):
        with pytest.raises(FactMissing) as refused:
            expect_children(site=site, expected=3, source=" ", by=hugo)
        assert refused.value.field == "source"
