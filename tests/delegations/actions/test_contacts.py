"""Contacts asked for by mail and confirmed by its link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.actions.contact_links import confirm_by_link, disown_by_link, renew_contact_link
from delegations.actions.contacts import ask_to_confirm
from delegations.errors import RevokedLink, UnknownLink, UsedLink
from delegations.models import AuditEvent, Notification, OneTimeLink, Posting
from delegations.roles import Role
from tests.delegations.actions.test_invitations import token_in
from tests.factories.delegations import PersonFactory, PostingFactory, UnitFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(ana) -> Posting:
    Posting.objects.filter(person=ana).update(office_phone="33 0000 0000", office_email="oficina@example.org")
    return Posting.objects.get(person=ana)


@pytest.fixture
def asked(posting, mailoutbox, django_capture_on_commit_callbacks) -> str:
    """The token of the mail to Ana's office."""
    with django_capture_on_commit_callbacks(execute=True):
        ask_to_confirm(postings=[posting], by=None)
    return token_in(mailoutbox[-1])


class TestAsk:
    def test_mails_the_office_what_the_directory_says(self, asked, mailoutbox):
        (message,) = mailoutbox
        assert message.to == ["oficina@example.org"]
        assert "33 0000 0000" in message.body
        link = OneTimeLink.objects.get()
        assert link.expires_at - link.created_at == timedelta(days=30)

    def test_not_twice_in_a_week_unless_a_person_asks(self, asked, posting, olga):
        assert ask_to_confirm(postings=[posting], by=None) == []
        assert ask_to_confirm(postings=[posting], by=olga) == []  # minutes later
        OneTimeLink.objects.update(created_at=timezone.now() - timedelta(hours=1))
        assert ask_to_confirm(postings=[posting], by=None) == []
        assert len(ask_to_confirm(postings=[posting], by=olga)) == 1
        OneTimeLink.objects.update(created_at=timezone.now() - timedelta(days=8))
        assert len(ask_to_confirm(postings=[posting], by=None)) == 1

    def test_leaves_out_who_has_no_contact_has_left_or_is_closed(self, posting, hospital):
        nothing = PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=UnitFactory())
        over = PostingFactory(
            role=Role.UNIT_SUPPLY_MANAGER, unit=UnitFactory(), office_phone="3300000000", ends_on="2021-01-01"
        )
        closed = PostingFactory(
            person=PersonFactory(is_active=False), role=Role.PHARMACIST, unit=hospital, office_phone="3300000000"
        )
        assert ask_to_confirm(postings=[nothing, over, closed], by=None) == []

    def test_many_in_few_statements(self, django_assert_max_num_queries):
        postings = [
            PostingFactory(role=Role.UNIT_SUPPLY_MANAGER, unit=UnitFactory(), office_phone="3300000000")
            for _ in range(12)
        ]
        with django_assert_max_num_queries(12 + 5 * 12):  # each mail has its own notice and delivery
            assert len(ask_to_confirm(postings=postings, by=None)) == 12


class TestConfirm:
    def test_one_click_confirms(self, asked, posting):
        confirm_by_link(token=asked)
        posting.refresh_from_db()
        assert posting.contact_confirmed_at is not None
        with pytest.raises(UsedLink):
            confirm_by_link(token=asked)

    def test_not_for_a_post_that_has_ended(self, asked, posting):
        Posting.objects.filter(pk=posting.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
        with pytest.raises(RevokedLink):
            confirm_by_link(token=asked)
        assert OneTimeLink.objects.get().used_at is None

    def test_a_contact_that_was_taken_away_leaves_the_link_unused(self, asked, posting):
        Posting.objects.filter(pk=posting.pk).update(office_phone="", office_email="")
        with pytest.raises(Exception, match="teléfono"):
            confirm_by_link(token=asked)
        assert OneTimeLink.objects.get().used_at is None


class TestDisown:
    def test_unconfirms_and_tells_who_appoints_once(self, asked, posting, olga):
        confirm_by_link(token=asked)
        disown_by_link(token=asked)
        disown_by_link(token=asked)
        posting.refresh_from_db()
        assert posting.contact_confirmed_at is None
        assert Notification.objects.get(kind="network.contact_disowned").person == olga
        assert AuditEvent.objects.filter(type="posting.contact_disowned").exists()

    def test_not_by_a_token_that_never_was(self, asked):
        with pytest.raises(UnknownLink):
            disown_by_link(token="0" * 64)


def test_an_expired_link_is_mailed_anew_once(asked, mailoutbox, django_capture_on_commit_callbacks):
    now = timezone.now()
    OneTimeLink.objects.update(created_at=now - timedelta(days=31), expires_at=now)
    with django_capture_on_commit_callbacks(execute=True):
        assert renew_contact_link(token=asked)
        assert not renew_contact_link(token=asked)
    assert len(mailoutbox) == 2
    confirm_by_link(token=token_in(mailoutbox[-1]))
