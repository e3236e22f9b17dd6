"""A post passes on with its work: no day without a holder, no day with two."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delegations import open_work
from delegations.actions import network
from delegations.errors import (
    AlreadyHolds,
    ClosedAccount,
    ClosedUnit,
    CoverBegan,
    HandoverToOneself,
    NotHandedOver,
    NotTheReceiver,
    NotYoursToAppoint,
    OutsidePosting,
    PostTaken,
)
from delegations.models import AuditEvent, Handover, Holding, Notification, Posting, Unit
from delegations.open_work import OpenItem, OpenWorkKind
from delegations.roles import Permission, Role
from delegations.scoping import scope_of
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


@pytest.fixture
def extra_work(monkeypatch):
    """A kind of work that names its owner, as a case will: it has rows to move."""
    moved = []

    def move(old: Posting, new: Posting) -> int:
        moved.append((old, new))
        return 3

    monkeypatch.setattr(open_work, "_kinds", {})
    open_work.register(OpenWorkKind("cases", "Casos", lambda posting: [OpenItem("Folio 7", "/casos/7/")], move))
    open_work.register(OpenWorkKind("nothing", "Nada", lambda posting: []))
    return moved


class TestHandOver:
    def test_the_old_holder_ends_the_day_before_and_the_new_one_starts(self, ana_post, rosa, nora, hospital, today):
        handover = network.hand_over(
            posting=ana_post, to=nora, on=today, note=" Llaves en caja ", office_phone="33 0000 0000", by=rosa
        )
        ana_post.refresh_from_db()
        new = handover.to_posting
        assert (ana_post.ends_on, new.starts_on, new.ends_on) == (today - DAY, today, None)
        assert (new.person, new.holding, new.unit, new.role) == (nora, Holding.TITULAR, hospital, ana_post.role)
        assert (handover.note, new.office_phone) == ("Llaves en caja", "33 0000 0000")
        for day in (today - DAY, today, today + WEEK):
            assert Posting.objects.filter(unit=hospital, holding=Holding.TITULAR).current(day).count() == 1

    def test_until_the_day_nothing_changes_hands(self, ana_post, ana, nora, hospital, today, tomorrow):
        network.hand_over(posting=ana_post, to=nora, on=tomorrow, by=None)
        assert scope_of(ana).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)
        assert not scope_of(nora).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)

    def test_from_today_the_new_holder_signs_and_the_old_one_does_not(self, ana_post, ana, nora, hospital, today):
        network.hand_over(posting=ana_post, to=nora, on=today, by=None)
        assert not scope_of(ana).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)
        assert scope_of(nora).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)

    def test_both_and_who_appoints_are_told(self, ana_post, ana, rosa, olga, nora, today):
        network.hand_over(posting=ana_post, to=nora, on=today, by=olga)
        told = Notification.objects.filter(kind="network.handed_over").values_list("person", flat=True)
        assert set(told) == {ana.pk, nora.pk, rosa.pk}

    def test_open_work_is_listed_and_moved_in_the_same_breath(self, extra_work, ana_post, nora, today):
        handover = network.hand_over(posting=ana_post, to=nora, on=today, by=None)
        assert handover.work == [
            {"kind": "cases", "label": "Casos", "items": [{"text": "Folio 7", "path": "/casos/7/"}]}
        ]
        assert extra_work == [(ana_post, handover.to_posting)]
        event = AuditEvent.objects.get(type="posting.handed_over")
        assert event.after["moved"] == {"cases": 3}
        assert event.before["name"] == "Ana del Hospital"

    def test_work_that_cannot_move_undoes_the_hand_over(self, extra_work, ana_post, nora, today):
        def fail(old: Posting, new: Posting) -> int:
            raise RuntimeError

        open_work.register(OpenWorkKind("agreements", "Acuerdos", lambda posting: [], fail))
        with pytest.raises(RuntimeError):
            network.hand_over(posting=ana_post, to=nora, on=today, by=None)
        ana_post.refresh_from_db()
        assert (ana_post.ends_on, Posting.objects.count(), Handover.objects.count()) == (None, 1, 0)

    def test_the_substitute_who_becomes_titular_leaves_the_other_post(self, ana_post, hospital, today):
        second = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, holding=Holding.SUBSTITUTE)
        network.hand_over(posting=ana_post, to=second.person, on=today, by=None)
        second.refresh_from_db()
        assert second.ends_on == today - DAY
        on = Posting.objects.filter(person=second.person).current(today).get()
        assert on.holding == Holding.TITULAR

    def test_a_substitute_who_began_that_very_day_cannot_leave_it(self, ana_post, hospital, today):
        second = PostingFactory(
            role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, holding=Holding.SUBSTITUTE, starts_on=today
        )
        with pytest.raises(AlreadyHolds):
            network.hand_over(posting=ana_post, to=second.person, on=today, by=None)
        ana_post.refresh_from_db()
        assert ana_post.ends_on is None

    def test_covers_end_with_the_titular_and_later_ones_are_withdrawn(self, ana_post, nora, today):
        now = network.substitute(posting=ana_post, person=nora, starts_on=today - DAY, ends_on=today + WEEK, by=None)
        later = network.substitute(
            posting=ana_post, person=nora, starts_on=today + 2 * WEEK, ends_on=today + 3 * WEEK, by=None
        )
        network.hand_over(posting=ana_post, to=PersonFactory(), on=today + DAY, by=None)
        now.refresh_from_db()
        assert now.ends_on == today
        assert not Posting.objects.filter(pk=later.pk).exists()
        ended = AuditEvent.objects.get(type="posting.handed_over").after["covers_ended"]
        assert [item["posting"] for item in ended] == [now.pk, later.pk]

    def test_a_past_day_on_which_somebody_covered_later_is_refused(self, ana_post, nora, today):
        network.substitute(posting=ana_post, person=nora, starts_on=today - DAY, ends_on=today, by=None)
        with pytest.raises(CoverBegan) as told:
            network.hand_over(posting=ana_post, to=PersonFactory(), on=today - WEEK, by=None)
        assert "Nora Nueva" in told.value.message


class TestWhatIsRefused:
    def test_to_oneself(self, ana_post, ana, rosa, today):
        with pytest.raises(HandoverToOneself) as told:
            network.hand_over(posting=ana_post, to=ana, on=today, by=rosa)
        assert (told.value.field, "Ana del Hospital" in told.value.message) == ("to", True)

    @pytest.mark.parametrize("who", ["ana", "beto", "carla"])
    def test_by_whoever_does_not_appoint(self, ana_post, nora, today, who, request):
        with pytest.raises(NotYoursToAppoint):
            network.hand_over(posting=ana_post, to=nora, on=today, by=request.getfixturevalue(who))

    @pytest.mark.parametrize(("day", "fits"), [(0, False), (1, True), (11, True), (12, False), (-1, False)])
    def test_a_day_that_leaves_no_day_before_or_an_empty_one_between(self, hospital, nora, today, day, fits):
        start = today - timedelta(days=5)
        posting = PostingFactory(
            role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, starts_on=start, ends_on=start + timedelta(days=10)
        )
        if fits:
            assert network.hand_over(posting=posting, to=nora, on=start + timedelta(days=day), by=None)
        else:
            with pytest.raises(OutsidePosting) as told:
                network.hand_over(posting=posting, to=nora, on=start + timedelta(days=day), by=None)
            assert told.value.remedy

    def test_a_role_that_many_hold(self, hospital, nora, today):
        member = PostingFactory(role=Role.PHARMACIST, unit=hospital)
        with pytest.raises(NotHandedOver):
            network.hand_over(posting=member, to=nora, on=today, by=None)

    def test_a_cover(self, ana_post, nora, today):
        cover = network.substitute(posting=ana_post, person=nora, starts_on=today - DAY, ends_on=today, by=None)
        with pytest.raises(NotHandedOver):
            network.hand_over(posting=cover, to=PersonFactory(), on=today, by=None)

    def test_twice(self, ana_post, nora, today):
        network.hand_over(posting=ana_post, to=nora, on=today, by=None)
        with pytest.raises(NotHandedOver):
            network.hand_over(posting=ana_post, to=PersonFactory(), on=today, by=None)

    def test_to_a_closed_account(self, ana_post, nora, today):
        nora.is_active = False
        with pytest.raises(ClosedAccount):
            network.hand_over(posting=ana_post, to=nora, on=today, by=None)

    def test_in_a_closed_unit(self, ana_post, nora, hospital, today):
        Unit.objects.filter(pk=hospital.pk).update(closed_on=today)
        with pytest.raises(ClosedUnit):
            network.hand_over(posting=ana_post, to=nora, on=today, by=None)

    def test_over_somebody_who_is_to_come(self, hospital, nora, today):
        post = {"role": Role.UNIT_SUPPLY_MANAGER, "unit": hospital}
        now = PostingFactory(**post, starts_on=today - WEEK, ends_on=today + WEEK)
        PostingFactory(**post, starts_on=today + 2 * WEEK)
        with pytest.raises(PostTaken):
            network.hand_over(posting=now, to=nora, on=today, by=None)
        now.refresh_from_db()
        assert now.ends_on == today + WEEK


class TestAcknowledge:
    def test_the_receiver_says_it_once(self, ana_post, nora, today):
        handover = network.hand_over(posting=ana_post, to=nora, on=today, by=None)
        first = network.acknowledge(handover=handover, by=nora).acknowledged_at
        assert first is not None
        assert network.acknowledge(handover=handover, by=nora).acknowledged_at == first
        assert AuditEvent.objects.filter(type="handover.acknowledged", by_id=nora.pk).count() == 1

    def test_nobody_else(self, ana_post, ana, rosa, olga, nora, today):
        handover = network.hand_over(posting=ana_post, to=nora, on=today, by=None)
        for person in (ana, rosa, olga):
            with pytest.raises(NotTheReceiver):
                network.acknowledge(handover=handover, by=person)
        handover.refresh_from_db()
        assert handover.acknowledged_at is None
