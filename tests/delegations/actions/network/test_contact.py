"""Office telephone and e-mail: changed, confirmed by the holder, found not to work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.actions import network
from delegations.errors import AlreadyEnded, BadContact, NothingToConfirm, NotYourContact
from delegations.models import AuditEvent, Notification, Posting
from delegations.notify.inbox import inbox_line
from delegations.roles import Role
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db
CONTACT = {"office_phone": "33 0000 0000 ext. 12", "office_email": "abasto@example.org"}


@pytest.fixture
def reached(ana_post) -> Posting:
    Posting.objects.filter(pk=ana_post.pk).update(**CONTACT, contact_confirmed_at=timezone.now())
    ana_post.refresh_from_db()
    return ana_post


@pytest.mark.parametrize("who", ["ana", "rosa", "olga"])
def test_the_holder_and_who_appoints_change_it_and_it_is_unconfirmed_again(reached, who, request):
    person = request.getfixturevalue(who)
    changed = network.change_contact(
        posting=reached, office_phone=" 33  1111 1111 ", office_email="NUEVO@example.org", by=person
    )
    assert (changed.office_phone, changed.office_email) == ("33 1111 1111", "nuevo@example.org")
    assert changed.contact_confirmed_at is None
    event = AuditEvent.objects.get(type="posting.contact_changed")
    assert (event.by_id, event.before["office_email"]) == (person.pk, "abasto@example.org")


@pytest.mark.parametrize("who", ["beto", "carla"])
def test_nobody_else_changes_it(reached, who, request):
    with pytest.raises(NotYourContact):
        network.change_contact(posting=reached, **CONTACT | {"office_phone": ""}, by=request.getfixturevalue(who))


def test_the_same_again_changes_nothing(reached):
    network.change_contact(posting=reached, **CONTACT, by=None)
    reached.refresh_from_db()
    assert reached.contact_confirmed_at is not None
    assert not AuditEvent.objects.filter(type="posting.contact_changed").exists()


def test_a_new_address_is_not_the_one_that_bounced_but_a_new_telephone_is(reached):
    network.mark_bounced(address="abasto@example.org", reason="550")
    kept = network.change_contact(posting=reached, office_phone="", office_email="abasto@example.org", by=None)
    assert kept.contact_bounced_at is not None
    assert network.change_contact(posting=reached, **CONTACT | {"office_email": "otro@example.org"}, by=None)
    reached.refresh_from_db()
    assert reached.contact_bounced_at is None


@pytest.mark.parametrize("phone", ["123", "llámenme", "33-0000-0000 y 33-1111-1111 y más", "+" * 9])
def test_what_nobody_could_dial(reached, phone):
    with pytest.raises(BadContact) as told:
        network.change_contact(posting=reached, office_phone=phone, office_email="", by=None)
    assert (told.value.field, bool(told.value.remedy)) == ("office_phone", True)


@pytest.mark.parametrize("phone", ["33 0000 0000", "(000) 000-0001", "+52 33 0000 0000", "3300000000 x 5", ""])
def test_telephones_as_people_write_them(reached, phone):
    assert network.change_contact(posting=reached, office_phone=phone, office_email="", by=None).office_phone == phone


def test_what_was_published_of_a_former_holder_stays(reached, ana):
    Posting.objects.filter(pk=reached.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
    for change in (
        lambda: network.change_contact(posting=reached, office_phone="", office_email="", by=None),
        lambda: network.confirm_contact(posting=reached, by=ana),
    ):
        with pytest.raises(AlreadyEnded):
            change()


class TestConfirm:
    def test_the_holder_confirms_and_a_bounce_is_forgotten(self, reached, ana):
        Posting.objects.filter(pk=reached.pk).update(contact_confirmed_at=None, contact_bounced_at=timezone.now())
        confirmed = network.confirm_contact(posting=reached, by=ana)
        assert confirmed.contact_confirmed_at is not None
        assert confirmed.contact_bounced_at is None
        assert AuditEvent.objects.filter(type="posting.contact_confirmed", by_id=ana.pk).count() == 1

    @pytest.mark.parametrize("who", ["rosa", "olga", "carla"])
    def test_nobody_confirms_for_another(self, reached, who, request):
        with pytest.raises(NotYourContact):
            network.confirm_contact(posting=reached, by=request.getfixturevalue(who))

    def test_there_must_be_something_to_confirm(self, ana_post, ana):
        with pytest.raises(NothingToConfirm):
            network.confirm_contact(posting=ana_post, by=ana)


class TestBounce:
    def test_it_marks_every_post_of_that_address_and_tells_holder_and_appointer(self, reached, ana, rosa, hospital):
        twin = PostingFactory(role=Role.PHARMACIST, unit=hospital, office_email="Abasto@example.org")
        other = PostingFactory(role=Role.PHARMACIST, unit=hospital, office_email="otro@example.org")
        assert network.mark_bounced(address="ABASTO@example.org ", reason="550 no such user") == 2
        for posting in (reached, twin, other):
            posting.refresh_from_db()
        assert reached.contact_bounced_at
        assert twin.contact_bounced_at
        assert other.contact_bounced_at is None
        told = Notification.objects.filter(kind="network.contact_bounced").values_list("person", flat=True)
        assert set(told) == {ana.pk, rosa.pk, twin.person_id}

    def test_a_post_without_an_office_address_is_written_to_at_the_persons_own(self, ana_post, reached, ana, rosa):
        bare = PostingFactory(
            person=PersonFactory(email="Propio@example.org"), role=Role.PHARMACIST, unit=ana_post.unit
        )
        elsewhere = PostingFactory(
            person=bare.person, role=Role.CLINICIAN, unit=ana_post.unit, office_email="otra@example.org"
        )
        assert network.mark_bounced(address="propio@EXAMPLE.org", reason="550") == 1
        bare.refresh_from_db()
        elsewhere.refresh_from_db()
        assert bare.contact_bounced_at
        assert elsewhere.contact_bounced_at is None
        told = Notification.objects.get(kind="network.contact_bounced", person=rosa)
        assert "Un correo para" in inbox_line(told)

    def test_of_a_relative_whose_mail_came_back_nobody_else_is_told(self, ana_post, rosa):
        relative = PostingFactory(person=PersonFactory(email="mama@example.org"), role=Role.FAMILY, unit=ana_post.unit)
        assert network.mark_bounced(address="mama@example.org", reason="550") == 1
        relative.refresh_from_db()
        assert relative.contact_bounced_at
        assert not Notification.objects.filter(kind="network.contact_bounced").exists()

    def test_a_second_time_it_marks_and_tells_nothing_more(self, reached):
        assert network.mark_bounced(address="abasto@example.org", reason="550") == 1
        assert network.mark_bounced(address="abasto@example.org", reason="550") == 0
        assert AuditEvent.objects.filter(type="posting.contact_bounced").count() == 1

    def test_posts_without_an_address_and_former_ones_are_left_alone(self, ana_post, reached):
        PostingFactory(role=Role.PHARMACIST, unit=ana_post.unit)
        assert network.mark_bounced(address="", reason="550") == 0
        Posting.objects.filter(pk=reached.pk).update(ends_on=timezone.localdate() - timedelta(days=1))
        assert network.mark_bounced(address="abasto@example.org", reason="550") == 0
