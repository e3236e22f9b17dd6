"""A hand-over of a post takes its cases along."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delegations import open_work
from delegations.actions.network import hand_over
from delegations.models import AuditEvent
from pediatric_platform.actions.cases import sweep_cases
from pediatric_platform.models import Case
from tests.factories.delegations import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(told_by_rosa, ana) -> Case:
    return told_by_rosa()


def test_its_cases_stand_in_what_is_open_at_the_post_by_folio(case, ana, nina):
    found = {kind["kind"]: kind for kind in open_work.of(ana.postings.get())}
    (item,) = found["cases"]["items"]
    assert case.folio in item["text"]
    assert nina.given_names not in item["text"]
    assert item["path"].endswith(f"{case.folio}/")


def test_whoever_takes_over_today_has_them_at_once(case, ana, admin, hospital):
    new = PersonFactory()
    handover = hand_over(posting=ana.postings.get(), to=new, on=hospital.today(), by=admin)
    row = Case.objects.get(pk=case.pk)
    assert row.owner == handover.to_posting
    assert (row.deadline_at, row.edition) == (case.deadline_at, case.edition + 1)
    assert row.events.get(kind="owner").data["why"] == "handover"
    assert AuditEvent.objects.get(type="case.moved").after == {"owner": handover.to_posting.pk}


def test_whoever_takes_over_later_has_them_on_that_day(case, ana, admin, hospital, now):
    new = PersonFactory()
    handover = hand_over(posting=ana.postings.get(), to=new, on=hospital.today() + timedelta(days=2), by=admin)
    assert Case.objects.get(pk=case.pk).owner == ana.postings.get()
    Case.objects.filter(pk=case.pk).update(deadline_at=now + timedelta(days=9))
    sweep_cases(now=now + timedelta(days=2, minutes=1))
    assert Case.objects.get(pk=case.pk).owner == handover.to_posting


def test_a_sweep_asks_the_same_whatever_the_number(case, told_by_rosa, ana, beto, django_assert_max_num_queries):
    """What is due of a thousand cases takes ten queries, and what is read once for all of them."""
    for number in range(12):
        told_by_rosa(key=str(number))
    with django_assert_max_num_queries(19):
        assert sweep_cases(now=case.deadline_at).escalated == 13
