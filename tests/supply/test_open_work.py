"""Open work belongs to the post: whoever holds it has it, and a hand-over lists it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations import open_work
from delegations.actions import network
from delegations.models import Notification, Posting
from delegations.roles import Role
from supply.actions.chase_reports import chase_reports
from supply.models import WeeklyReport
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.two_sides import build_two_sides

pytestmark = pytest.mark.django_db


@pytest.fixture
def side(db):
    return build_two_sides().here


def manager_of(side) -> Posting:
    return Posting.objects.get(unit=side.hospital, role=Role.UNIT_SUPPLY_MANAGER)


def kinds(posting: Posting) -> dict[str, list[str]]:
    return {found["kind"]: [item["path"] for item in found["items"]] for found in open_work.of(posting)}


def test_a_hospitals_post_has_its_unsigned_week_and_what_is_on_its_way_to_it(side):
    found = kinds(manager_of(side))
    of_supply = {kind: paths for kind, paths in found.items() if kind not in ("cases", "agreements")}
    assert of_supply == {
        "unsigned_weeks": [side.report.get_absolute_url()],
        "transfers_to_accept": [f"/traspasos/{side.transfer.pk}/"],
        "recalls_to_answer": [f"/retiros/{side.recall.pk}/lugares/{side.holding.pk}/"],
    }
    assert f"/casos/{side.case.folio}/" in found["cases"]
    assert found["agreements"] == [f"/acuerdos/{side.agreement.folio}/"]


def test_a_delegations_post_has_its_own_warehouse_and_what_there_is_to_validate(side):
    post = Posting.objects.get(delegation=side.delegation, role=Role.DELEGATION_SUPPLY_MANAGER)
    WeeklyReport.objects.filter(pk=side.signed.pk).update(state="signed", validated_at=None, validated_by=None)
    found = kinds(post)
    assert found["weeks_to_validate"] == [side.signed.get_absolute_url()]
    own = WeeklyReport.objects.filter(delegation=side.delegation, unit=None, state="draft")
    assert set(found.get("unsigned_weeks", [])) == {report.get_absolute_url() for report in own}
    assert "transfers_to_accept" not in found


def test_other_roles_have_none_of_it(side):
    of_supply = {"unsigned_weeks", "weeks_to_validate", "transfers_to_accept", "recalls_to_answer"}
    assert not of_supply & set(kinds(PostingFactory(role=Role.PHARMACIST, unit=side.hospital)))


def test_a_hand_over_lists_it_and_the_next_holder_has_it(side):
    post, nora = manager_of(side), PersonFactory()
    before = kinds(post)
    handover = network.hand_over(posting=post, to=nora, on=timezone.localdate(), by=None)
    assert {found["kind"]: [item["path"] for item in found["items"]] for found in handover.work} == before
    assert kinds(handover.to_posting) == before


@pytest.mark.parametrize(("days", "to_the_new_one"), [(0, True), (1, False)])
def test_reminders_go_to_whoever_holds_the_post_that_day(side, days, to_the_new_one):
    post, nora = manager_of(side), PersonFactory()
    network.hand_over(posting=post, to=nora, on=timezone.localdate() + timedelta(days=days), by=None)
    side.report.chases.all().delete()
    Notification.objects.filter(kind__startswith="supply.report").delete()
    chase_reports(now=side.report.due_at - timedelta(hours=1))
    told = Notification.objects.filter(kind="supply.report_reminder").values_list("person", flat=True)
    assert (nora.pk in told, post.person_id in told) == (to_the_new_one, not to_the_new_one)
