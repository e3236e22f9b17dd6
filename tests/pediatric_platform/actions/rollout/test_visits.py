"""Verification visits: filled in by parts, signed whole, findings with owner and day; reminders of what is due."""

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import Notification
from delegations.roles import Role
from pediatric_platform.actions.rollout import (
    Answered,
    answer_visit,
    cancel_visit,
    change_visit,
    note_finding,
    plan_visit,
    reassign_finding,
    remind_rollout,
    remove_finding,
    resolve_finding,
    sign_visit,
)
from pediatric_platform.errors.rollout import BadDay, FactMissing, NotYoursToRollOut
from pediatric_platform.errors.visits import FindingIsDone, UnknownItem, VisitIncomplete, VisitIsOver, VisitThatDay
from pediatric_platform.models import Finding, RolloutSite, Visit, VisitItem
from tests.factories.children import ChildFactory
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.rollout import FindingFactory, MilestoneFactory, RolloutSiteFactory, VisitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(hospital) -> RolloutSite:
    return RolloutSiteFactory(unit=hospital)


@pytest.fixture
def visit(site, beto) -> Visit:
    return VisitFactory(site=site, on=site.unit.today(), lead=beto)


@pytest.fixture
def items() -> list[VisitItem]:
    texts = {"red": "La red llega.", "equipo": "Hay equipo."}
    return [VisitItem.objects.create(code=code, text=text, position=n) for n, (code, text) in enumerate(texts.items())]


def due(site, days=10):
    return site.unit.today() + timedelta(days=days)


class TestVisits:
    def test_who_leads_it_is_told_and_there_is_one_a_day(self, site, beto, olga):
        visit = plan_visit(site=site, on=due(site), lead=beto, team="Una\n\n Otra  persona ", by=olga)
        assert visit.team == "Una\nOtra persona"
        assert Notification.objects.filter(person=beto, kind="rollout.visit_planned").count() == 1
        with pytest.raises(VisitThatDay):
            plan_visit(site=site, on=due(site), lead=beto, by=olga)
        cancel_visit(visit=visit, reason="Sin viáticos", by=olga)
        assert plan_visit(site=site, on=due(site), lead=beto, by=olga)

    def test_it_is_filled_in_by_parts_by_whoever_leads_it(self, visit, items, beto, ana):
        red, equipo = items
        answer_visit(visit=visit, answers={red.pk: Answered("yes")}, by=beto)
        answer_visit(visit=visit, answers={equipo.pk: Answered("no", "Ninguna")}, summary="Falta equipo", by=beto)
        answer_visit(visit=visit, answers={red.pk: Answered("")}, by=beto)
        visit.refresh_from_db()
        assert list(visit.answers.values_list("item__code", "answer", "note")) == [("equipo", "no", "Ninguna")]
        assert visit.summary == "Falta equipo"
        with pytest.raises(NotYoursToRollOut):
            answer_visit(visit=visit, answers={}, by=ana)
        with pytest.raises(UnknownItem):
            answer_visit(visit=visit, answers={red.pk + 900: Answered("yes")}, by=beto)

    def test_signing_asks_for_every_answer_a_summary_and_a_finding_for_each_no(self, visit, items, beto, ana, site):
        red, equipo = items
        ChildFactory(unit=site.unit)
        with pytest.raises(VisitIncomplete) as refused:
            sign_visit(visit=visit, by=beto)
        assert len(refused.value.missing) == 2
        told = {red.pk: Answered("yes"), equipo.pk: Answered("no")}
        answer_visit(visit=visit, answers=told, summary="Falta equipo", by=beto)
        with pytest.raises(VisitIncomplete) as refused:
            sign_visit(visit=visit, by=beto)
        assert "Hay equipo." in refused.value.message
        note_finding(visit=visit, text="Comprar", owner=ana, due_on=due(site), item=equipo, by=beto)
        signed = sign_visit(visit=visit, by=beto)
        assert (signed.signed_by, signed.figures["children"], signed.figures["expected"]) == (beto, 1, 10)
        assert Notification.objects.filter(person=ana, kind="rollout.finding_assigned").count() == 1

    def test_signed_it_changes_no_more(self, visit, items, beto, ana, olga, site):
        told = {item.pk: Answered("yes") for item in items}
        answer_visit(visit=visit, answers=told, summary="Todo bien", by=beto)
        sign_visit(visit=visit, by=beto)
        with pytest.raises(VisitIsOver):
            answer_visit(visit=visit, answers=told, by=beto)
        with pytest.raises(VisitIsOver):
            note_finding(visit=visit, text="Tarde", owner=ana, due_on=due(site), by=beto)
        with pytest.raises(VisitIsOver):
            change_visit(visit=visit, on=due(site), lead=beto, by=olga)
        with pytest.raises(VisitIsOver):
            cancel_visit(visit=visit, reason="x", by=olga)

    def test_nothing_is_found_before_the_day(self, site, items, beto):
        coming = VisitFactory(site=site, on=due(site), lead=beto)
        with pytest.raises(BadDay):
            answer_visit(visit=coming, answers={items[0].pk: Answered("yes")}, by=beto)


class TestFindings:
    def test_its_owner_puts_it_right_and_says_how(self, visit, ana, carmen, site):
        finding = FindingFactory(visit=visit, owner=ana)
        with pytest.raises(NotYoursToRollOut):
            resolve_finding(finding=finding, note="Hecho", on=site.unit.today(), by=carmen)
        with pytest.raises(FactMissing):
            resolve_finding(finding=finding, note=" ", on=site.unit.today(), by=ana)
        for day in (due(site, 1), due(site, -1)):  # not yet; before the visit
            with pytest.raises(BadDay):
                resolve_finding(finding=finding, note="Hecho", on=day, by=ana)
        done = resolve_finding(finding=finding, note="Se compró", on=site.unit.today(), by=ana)
        assert (done.done_by, done.done_note) == (ana, "Se compró")
        with pytest.raises(FindingIsDone):
            resolve_finding(finding=finding, note="Otra vez", on=site.unit.today(), by=ana)

    def test_it_is_given_to_another_also_after_the_signature_and_removed_only_before(
        self, visit, ana, carmen, beto, site
    ):
        finding = FindingFactory(visit=visit, owner=ana)
        remove_finding(finding=FindingFactory(visit=visit, owner=ana), by=beto)
        assert Finding.objects.count() == 1
        visit.summary, visit.signed_at, visit.signed_by = "Bien", timezone.now(), beto
        visit.save()
        assert reassign_finding(finding=finding, owner=carmen, due_on=due(site), by=beto).owner == carmen
        with pytest.raises(VisitIsOver):
            remove_finding(finding=finding, by=beto)


class TestReminders:
    def test_a_week_before_and_each_week_after_and_never_twice_a_day(self, site, ana, django_assert_max_num_queries):
        MilestoneFactory(site=site, owner=ana, due_on=due(site, 7))
        MilestoneFactory(site=site, owner=ana, kind="users", due_on=due(site, 8))
        FindingFactory(visit=VisitFactory(site=site), owner=ana, due_on=due(site, -2))
        told = Notification.objects.filter(person=ana, kind="rollout.reminder")
        now = timezone.now()
        remind_rollout(now=now)
        assert told.count() == 2
        with django_assert_max_num_queries(9):
            remind_rollout(now=now)
        assert told.count() == 2
        remind_rollout(now=now + timedelta(days=1))
        assert told.count() == 3  # the one that was eight days away
        remind_rollout(now=now + timedelta(days=7))
        assert told.count() == 5

    def test_two_weeks_late_who_leads_the_roll_out_hears_once_for_each_day_it_was_due(self, site, ana, olga):
        row = MilestoneFactory(site=site, owner=ana, due_on=due(site, -13))
        above = Notification.objects.filter(person=olga, kind="rollout.overdue")
        now = timezone.now()
        remind_rollout(now=now)
        assert not above.exists()
        remind_rollout(now=now + timedelta(days=7))
        remind_rollout(now=now + timedelta(days=14))
        assert above.count() == 1
        row.refresh_from_db()
        assert row.reminded_on == timezone.localdate(now) + timedelta(days=14)

    def test_of_an_owner_who_is_gone_who_leads_it_hears_at_once(self, site, olga):
        gone = PersonFactory()
        PostingFactory(person=gone, role=Role.CLINICIAN, unit=site.unit, ends_on=due(site, -1))
        MilestoneFactory(site=site, owner=gone, due_on=due(site, 3))
        remind_rollout(now=timezone.now())
        assert Notification.objects.filter(person=olga, kind="rollout.overdue").count() == 1
        assert not Notification.objects.filter(person=gone).exists()

    def test_what_the_registry_reached_is_marked_and_nobody_reminded_of_it(self, site, ana):
        row = MilestoneFactory(site=site, owner=ana, kind="first_child", due_on=due(site, -3))
        ChildFactory(unit=site.unit)
        assert remind_rollout(now=timezone.now())["measured"] == 1
        row.refresh_from_db()
        assert row.done_on is not None
        assert not Notification.objects.filter(person=ana, kind="rollout.reminder").exists()
