"""One-time links: made once, used once, withdrawn, out of date, and never readable from the database."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from delegations.actions.links import Wanted, issue, issue_all, redeem, revoke, revoke_all
from delegations.errors import ExpiredLink, LinkRefused, RevokedLink, UnknownLink, UsedLink
from delegations.models import AuditEvent, LinkPurpose, OneTimeLink, Person
from delegations.selectors.links import open_link
from tests.factories.delegations import PersonFactory

WEEK = timedelta(days=7)
INVITATION = LinkPurpose.INVITATION


def invite(person: Person, valid_for: timedelta = WEEK) -> tuple[OneTimeLink, str]:
    return issue(purpose=INVITATION, person=person, sent_to=person.email, valid_for=valid_for, by=None)


def move_expiry(link: OneTimeLink, to) -> None:
    OneTimeLink.objects.filter(pk=link.pk).update(created_at=to - WEEK, expires_at=to)


@pytest.mark.django_db
class TestIssue:
    def test_only_the_fingerprint_of_a_long_token_is_kept(self, ana):
        link, token = invite(ana)
        assert len(token) >= 43  # 256 bits
        row = OneTimeLink.objects.filter(pk=link.pk).values().get()
        assert token not in str(row)
        assert token not in str(list(AuditEvent.objects.values()))
        assert row["token_hash"] != invite(ana)[0].token_hash

    def test_a_second_one_withdraws_the_first(self, ana, beto):
        first, old = invite(ana)
        _other, others = invite(beto)
        invite(ana)
        first.refresh_from_db()
        assert first.revoked_at is not None
        with pytest.raises(RevokedLink) as refused:
            redeem(token=old, purpose=INVITATION)
        assert refused.value.is_followed
        assert redeem(token=others, purpose=INVITATION).person == beto

    def test_many_at_once_in_a_handful_of_statements(self, django_assert_max_num_queries):
        people = PersonFactory.create_batch(40)
        with django_assert_max_num_queries(8):
            made = issue_all(
                purpose=INVITATION, wanted=[Wanted(one, one.email) for one in people], valid_for=WEEK, by=None
            )
        assert len({token for _link, token in made}) == 40
        assert AuditEvent.objects.filter(type="links.issued").count() == 1
        assert issue_all(purpose=INVITATION, wanted=[], valid_for=WEEK, by=None) == []


@pytest.mark.django_db
class TestRedeem:
    def test_once_and_never_again(self, ana):
        _link, token = invite(ana)
        assert redeem(token=token, purpose=INVITATION).person == ana
        with pytest.raises(UsedLink):
            redeem(token=token, purpose=INVITATION)
        assert AuditEvent.objects.filter(type="link.used").count() == 1

    def test_looking_at_it_does_not_use_it_up(self, ana):
        _link, token = invite(ana)
        for _look in range(3):
            assert open_link(token=token, purpose=INVITATION).used_at is None
        redeem(token=token, purpose=INVITATION)

    @pytest.mark.parametrize("wrong", ["", "x", "á" * 43, "x" * 5000])
    def test_a_token_that_never_was(self, ana, wrong):
        invite(ana)
        with pytest.raises(UnknownLink):
            redeem(token=wrong, purpose=INVITATION)

    def test_a_link_for_something_else_is_no_link(self, ana):
        _link, token = invite(ana)
        with pytest.raises(UnknownLink):
            redeem(token=token, purpose=LinkPurpose.CONFIRM_CONTACT)
        redeem(token=token, purpose=INVITATION)

    def test_good_until_the_very_moment_and_not_after(self, ana):
        now = timezone.now()
        link, token = invite(ana)
        move_expiry(link, now)
        with pytest.raises(ExpiredLink):
            open_link(token=token, purpose=INVITATION, now=now)
        assert open_link(token=token, purpose=INVITATION, now=now - timedelta(microseconds=1)) == link
        with pytest.raises(ExpiredLink):
            redeem(token=token, purpose=INVITATION)
        link.refresh_from_db()
        assert link.used_at is None


@pytest.mark.django_db
class TestRevoke:
    def test_withdrawn_opens_nothing(self, ana, beto):
        link, token = invite(ana)
        assert revoke(link=link, by=beto)
        with pytest.raises(RevokedLink) as refused:
            redeem(token=token, purpose=INVITATION)
        assert not refused.value.is_followed
        assert not revoke(link=link, by=beto)
        assert AuditEvent.objects.filter(type="link.revoked").count() == 1

    def test_a_used_one_stays_used(self, ana, beto):
        link, token = invite(ana)
        redeem(token=token, purpose=INVITATION)
        assert not revoke(link=link, by=beto)
        link.refresh_from_db()
        assert link.revoked_at is None

    def test_all_of_a_person(self, ana, beto):
        invite(ana)
        _link, other = invite(beto)
        assert revoke_all(person=ana, by=beto) == 1
        assert revoke_all(person=ana, by=beto) == 0
        redeem(token=other, purpose=INVITATION)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_are_one_use():
    person = PersonFactory()
    for _round in range(5):
        _link, token = invite(person)
        outcomes: list[str] = []
        start = Barrier(4)

        def click(token=token, outcomes=outcomes, start=start) -> None:
            start.wait()
            try:
                redeem(token=token, purpose=INVITATION)
                outcomes.append("used")
            except LinkRefused as refused:
                outcomes.append(refused.code)
            finally:
                connection.close()

        threads = [Thread(target=click) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["used"] + ["used_link"] * 3
        assert AuditEvent.objects.filter(type="link.used").count() == _round + 1


@pytest.mark.django_db(transaction=True)
def test_two_links_made_at_the_same_moment_leave_one_open():
    person = PersonFactory()
    start, failures = Barrier(4), []

    def send() -> None:
        start.wait()
        try:
            invite(person)
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=send) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert OneTimeLink.objects.open().count() == 1
    assert OneTimeLink.objects.count() == 4
