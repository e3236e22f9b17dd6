"""A post passes to another: what its holder answered for goes with it, and nothing else does."""

from datetime import timedelta

import pytest

from delegations import open_work
from delegations.models import Posting
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory
from tests.factories.rollout import FindingFactory, MilestoneFactory, RolloutSiteFactory, VisitFactory

pytestmark = pytest.mark.django_db


def test_pending_steps_and_findings_of_the_post_go_to_the_next_holder(hospital, other_hospital, ana):
    site = RolloutSiteFactory(unit=hospital)
    pending = MilestoneFactory(site=site, owner=ana, reminded_on=hospital.today())
    done = MilestoneFactory(site=site, owner=ana, kind="users", done_on=hospital.today())
    elsewhere = MilestoneFactory(site=RolloutSiteFactory(unit=other_hospital), owner=ana)
    finding = FindingFactory(visit=VisitFactory(site=site), owner=ana)
    FindingFactory(
        visit=VisitFactory(site=site, on=hospital.today() - timedelta(days=9), cancelled_reason="x"), owner=ana
    )
    old = Posting.objects.get(person=ana)
    open_then = {kind["kind"]: kind["items"] for kind in open_work.of(old)}["rollout"]
    assert [hospital.name in item["text"] for item in open_then] == [True, True]
    new = PostingFactory(person=PersonFactory(), role=Role.PHARMACIST, unit=hospital)
    assert open_work.move(old, new)["rollout"] == 3
    for row in (pending, done, elsewhere, finding):
        row.refresh_from_db()
    assert (pending.owner, pending.reminded_on, pending.edition) == (new.person, None, 2)
    assert finding.owner == new.person
    assert (done.owner, elsewhere.owner) == (ana, ana)
    assert "rollout" not in open_work.move(old, new)
