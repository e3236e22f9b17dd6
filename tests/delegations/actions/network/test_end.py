"""A posting gets its last day; before it began it is withdrawn; what was does not change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from delegations.actions import network
from delegations.errors import (
    AlreadyEnded,
    CoverBegan,
    EndsBeforeStart,
    NotYoursToAppoint,
    OutsideTitularDays,
    PartOfAHandover,
    PostTaken,
    ReasonNeeded,
)
from delegations.models import AuditEvent, Notification, Posting
from delegations.roles import Permission, Role
from delegations.scoping import scope_of
from tests.factories.delegations import PostingFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def finish(posting, on, by=None, reason="Cambio de adscripción"):
    return network.end(posting=posting, on=on, reason=reason, by=by)


def test_the_last_day_counts_and_the_next_opens_nothing(ana_post, ana, rosa, hospital, today):
    assert finish(ana_post, today, by=rosa).ends_on == today
    assert scope_of(ana).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)
    Posting.objects.filter(pk=ana_post.pk).update(ends_on=today - DAY)
    del ana._scope
    assert not scope_of(ana).allows(Permission.SIGN_WEEK, unit_id=hospital.pk)
    event = AuditEvent.objects.get(type="posting.ended")
    assert (event.by_id, event.before["ends_on"], event.after["ends_on"]) == (rosa.pk, None, str(today))
    assert event.after["reason"] == "Cambio de adscripción"
    assert Notification.objects.filter(person=ana, kind="network.ended").count() == 1


def test_in_the_past_it_leaves_a_vacancy_that_is_told_at_once(ana_post, rosa, olga, today):
    assert finish(ana_post, today - WEEK, by=olga).ends_on == today - WEEK
    assert Notification.objects.filter(person=rosa, kind="network.gap").count() == 1


def test_today_or_later_there_is_no_vacancy_to_tell_yet(ana_post, rosa, today):
    finish(ana_post, today, by=None)
    assert not Notification.objects.filter(kind="network.gap").exists()


def test_not_before_it_started(ana_post, today):
    with pytest.raises(EndsBeforeStart) as told:
        finish(ana_post, ana_post.starts_on - DAY)
    assert told.value.field == "on"


def test_what_has_not_begun_is_withdrawn_and_the_audit_keeps_all_of_it(hospital, rosa, nora, today):
    coming = PostingFactory(person=nora, role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, starts_on=today + WEEK)
    number = coming.pk
    assert finish(coming, today, by=rosa, reason="Se eligió a otra persona") is None
    assert not Posting.objects.filter(pk=number).exists()
    event = AuditEvent.objects.get(type="posting.withdrawn")
    assert (event.target_id, event.before["person"], event.before["unit"]) == (str(number), nora.pk, hospital.pk)
    assert event.before["starts_on"] == str(today + WEEK)
    assert event.after["reason"] == "Se eligió a otra persona"


def test_what_has_not_begun_may_get_a_last_day_after_its_first(hospital, today):
    coming = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, starts_on=today + WEEK)
    assert finish(coming, today + 2 * WEEK).ends_on == today + 2 * WEEK


def test_covers_of_what_is_withdrawn_go_with_it(hospital, nora, today):
    coming = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, starts_on=today + WEEK)
    network.substitute(posting=coming, person=nora, starts_on=today + WEEK, ends_on=today + 2 * WEEK, by=None)
    assert finish(coming, today) is None
    assert not Posting.objects.filter(unit=hospital).exists()


def test_the_coming_half_of_a_hand_over_is_not_withdrawn_but_may_end(ana_post, nora, today):
    handover = network.hand_over(posting=ana_post, to=nora, on=today + WEEK, by=None)
    with pytest.raises(PartOfAHandover) as told:
        finish(handover.to_posting, today)
    assert told.value.remedy
    assert finish(handover.to_posting, today + WEEK).ends_on == today + WEEK


def test_covers_end_with_the_titular(ana_post, nora, today):
    cover = network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today + WEEK, by=None)
    finish(ana_post, today + DAY)
    cover.refresh_from_db()
    assert cover.ends_on == today + DAY


def test_not_before_a_cover_began(ana_post, nora, today):
    network.substitute(posting=ana_post, person=nora, starts_on=today, ends_on=today + WEEK, by=None)
    with pytest.raises(CoverBegan):
        finish(ana_post, today - WEEK)


def test_a_later_last_day_prolongs_it_unless_somebody_follows(hospital, today):
    post = {"role": Role.UNIT_SUPPLY_MANAGER, "unit": hospital}
    posting = PostingFactory(**post, ends_on=today + WEEK)
    assert finish(posting, today + 2 * WEEK).ends_on == today + 2 * WEEK
    PostingFactory(**post, starts_on=today + 3 * WEEK)
    with pytest.raises(PostTaken):
        finish(posting, today + 4 * WEEK)
    posting.refresh_from_db()
    assert posting.ends_on == today + 2 * WEEK


def test_a_cover_is_not_prolonged_past_its_titular(hospital, nora, today):
    titular = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=hospital, ends_on=today + 2 * WEEK)
    cover = network.substitute(posting=titular, person=nora, starts_on=today, ends_on=today + WEEK, by=None)
    assert finish(cover, today + 2 * WEEK)
    with pytest.raises(OutsideTitularDays):
        finish(cover, today + 3 * WEEK)


def test_what_is_over_stays_over(ana_post, today):
    Posting.objects.filter(pk=ana_post.pk).update(ends_on=today - DAY)
    with pytest.raises(AlreadyEnded):
        finish(ana_post, today + WEEK)


def test_a_person_says_why(ana_post, rosa, today):
    with pytest.raises(ReasonNeeded):
        finish(ana_post, today, by=rosa, reason="  ")


@pytest.mark.parametrize("who", ["ana", "beto", "carla"])
def test_nobody_ends_what_they_do_not_give(ana_post, today, who, request):
    with pytest.raises(NotYoursToAppoint):
        finish(ana_post, today, by=request.getfixturevalue(who))


def test_a_titular_who_comes_back_early_ends_their_cover(ana_post, ana, nora, today):
    cover = network.substitute(posting=ana_post, person=nora, starts_on=today - DAY, ends_on=today + WEEK, by=None)
    assert finish(cover, today, by=ana).ends_on == today
