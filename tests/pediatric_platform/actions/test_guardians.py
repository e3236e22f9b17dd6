"""Relatives and their consents: nothing is seen without one, and nothing after it is withdrawn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from delegations.actions.invitations import accept_invitation
from delegations.errors import AnotherName
from delegations.models import AuditEvent, Delivery, DeliveryState, OneTimeLink, Person, Posting
from delegations.notify import tell
from delegations.roles import Role
from delegations.selectors.invitations import open_invitation
from pediatric_platform.actions.guardians import (
    correct_guardian,
    end_guardian,
    follow_transfer,
    give_consent,
    invite_again,
    invite_guardian,
    retract_invitation,
    withdraw_consent,
)
from pediatric_platform.errors import guardians as errors
from pediatric_platform.models import CalendarFeed, Child, Consent, Guardian, children_of
from pediatric_platform.selectors.guardians import child_guardians, own_consents
from tests.factories.children import ChildFactory, ConsentTextFactory, GuardianFactory, relative_of
from tests.factories.delegations import PersonFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def text(db):
    return ConsentTextFactory(version="2026-1", since=timezone.localdate() - timedelta(days=200))


def invite(child: Child, by: Person | None, email: str = "mama@example.org", **more) -> Guardian:
    facts = {
        "full_name": "Mamá de Prueba",
        "relation": "mother",
        "phone": "33 1234 5678",
        "method": "paper",
        "given_on": timezone.localdate(),
    }
    return invite_guardian(child=child, email=email, by=by, **(facts | more))


def places(email: str, on=None) -> list:
    found = Posting.objects.filter(person__email=email, role=Role.FAMILY)
    return list(found.current(on) if on else found)


class TestConsentFirst:
    def test_a_place_at_the_hospital_alone_shows_no_child(self, nina, hospital):
        person = PersonFactory()
        PostingFactory(person=person, role=Role.FAMILY, unit=hospital)
        assert not children_of(person).exists()

    def test_a_guardian_who_has_not_agreed_sees_no_child(self, nina, carmen):
        guardian = invite(nina, carmen, method="screen", given_on=None)
        assert places("mama@example.org")
        assert not guardian.consents.exists()
        assert not children_of(guardian.person).exists()

    def test_signed_on_paper_opens_the_page(self, nina, carmen, text):
        guardian = invite(nina, carmen)
        consent = guardian.consents.get()
        assert (consent.text, consent.method, consent.written_by) == (text, "paper", carmen)
        assert list(children_of(guardian.person)) == [nina]

    def test_agreeing_on_the_screen_opens_the_page_and_only_the_guardian_may(self, nina, carmen):
        guardian = invite(nina, carmen, method="screen", given_on=None)
        with pytest.raises(errors.NotYourConsent):
            give_consent(guardian=guardian, method="screen", given_on=None, by=carmen)
        give_consent(guardian=guardian, method="screen", given_on=None, by=guardian.person)
        assert list(children_of(guardian.person)) == [nina]

    def test_a_relative_cannot_say_that_a_paper_was_signed(self, nina, carmen):
        guardian = invite(nina, carmen, method="screen", given_on=None)
        with pytest.raises(errors.OwnChild):
            give_consent(guardian=guardian, method="paper", given_on=timezone.localdate(), by=guardian.person)

    def test_staff_who_is_the_mother_does_not_witness_her_own_signature(self, nina, carmen):
        with pytest.raises(errors.OwnChild):
            invite(nina, carmen, email=carmen.email)
        guardian = invite(nina, carmen, email=carmen.email, method="screen", given_on=None)
        give_consent(guardian=guardian, method="screen", given_on=None, by=carmen)
        assert list(children_of(carmen)) == [nina]
        assert carmen.postings.filter(role=Role.CLINICIAN).exists()

    def test_tomorrows_signature_and_one_before_any_text_are_refused(self, nina, carmen, text):
        today = timezone.localdate()
        with pytest.raises(errors.FutureConsent) as refused:
            invite(nina, carmen, given_on=today + timedelta(days=1))
        assert refused.value.field == "given_on"
        with pytest.raises(errors.NoTextInForce):
            invite(nina, carmen, given_on=text.since - timedelta(days=1))
        with pytest.raises(errors.DayMissing):
            invite(nina, carmen, given_on=None)
        assert not Guardian.objects.exists()
        assert not places("mama@example.org")

    def test_the_same_consent_twice_is_one(self, nina, carmen):
        guardian = invite(nina, carmen)
        give_consent(guardian=guardian, method="screen", given_on=None, by=guardian.person)
        assert Consent.objects.count() == 1


class TestNewText:
    def test_asks_again_without_locking_out_meanwhile(self, nina, rosa, text):
        newer = ConsentTextFactory(version="2026-2", since=timezone.localdate())
        assert list(children_of(rosa)) == [nina]
        (own,) = own_consents(rosa)
        assert own.must_be_asked
        assert own.is_given
        consent = give_consent(guardian=own.guardian, method="screen", given_on=None, version="2026-2", by=rosa)
        assert consent.text == newer
        assert Consent.objects.in_force().get() == consent
        assert not own_consents(rosa)[0].must_be_asked
        assert list(children_of(rosa)) == [nina]

    def test_what_was_read_is_what_is_agreed_to(self, rosa):
        ConsentTextFactory(version="2026-2", since=timezone.localdate())
        guardian = Guardian.objects.get(person=rosa)
        with pytest.raises(errors.AnotherText):
            give_consent(guardian=guardian, method="screen", given_on=None, version="2026-1", by=rosa)

    def test_a_sheet_of_the_earlier_text_does_not_undo_the_newer_one(self, nina, rosa, carmen):
        newer = ConsentTextFactory(version="2026-2", since=timezone.localdate())
        guardian = Guardian.objects.get(person=rosa)
        give_consent(guardian=guardian, method="screen", given_on=None, by=rosa)
        yesterday = timezone.localdate() - timedelta(days=1)
        assert give_consent(guardian=guardian, method="paper", given_on=yesterday, by=carmen).text == newer


class TestWithdrawal:
    def test_the_next_request_sees_nothing_and_the_calendar_is_dead(self, nina, rosa):
        guardian = Guardian.objects.get(person=rosa)
        feed = CalendarFeed.objects.create(guardian=guardian, token_hash="a" * 64)
        withdraw_consent(guardian=guardian, reason="", by=rosa)
        assert not children_of(rosa).exists()
        feed.refresh_from_db()
        assert feed.revoked_at is not None
        assert Consent.objects.get(guardian=guardian).withdrawn_by == rosa

    def test_mail_that_waits_about_the_child_is_kept_back_and_no_other(self, nina, rosa):
        other = ChildFactory(unit=nina.unit)
        for child in (nina, other):
            tell(
                kind="family.welcomed",
                to=[rosa],
                key=child.folio,
                context={"unit": nina.unit.name},
                path=f"/mi-familia/{child.folio}/",
            )
        withdraw_consent(guardian=Guardian.objects.get(person=rosa), reason="", by=rosa)
        left = Delivery.objects.filter(
            notification__person=rosa, state__in=[DeliveryState.QUEUED, DeliveryState.WAITING]
        )
        assert [row.notification.key for row in left] == [other.folio]

    def test_one_guardians_withdrawal_leaves_the_other_one(self, nina, rosa):
        father = relative_of(nina, email="papa@example.org")
        withdraw_consent(guardian=Guardian.objects.get(person=rosa), reason="", by=rosa)
        assert list(children_of(father.person)) == [nina]

    def test_staff_say_why_and_strangers_may_not(self, nina, rosa, carmen, carla, felipe):
        guardian = Guardian.objects.get(person=rosa)
        for person in (carla, felipe):
            with pytest.raises(errors.NotYourConsent):
                withdraw_consent(guardian=guardian, reason="porque sí", by=person)
        with pytest.raises(errors.ReasonMissing):
            withdraw_consent(guardian=guardian, reason=" ", by=carmen)
        withdraw_consent(guardian=guardian, reason="Lo pidió por teléfono", by=carmen)
        assert not children_of(rosa).exists()

    def test_twice_is_told_and_agreeing_again_opens_anew(self, nina, rosa):
        guardian = Guardian.objects.get(person=rosa)
        withdraw_consent(guardian=guardian, reason="", by=rosa)
        with pytest.raises(errors.NothingToWithdraw):
            withdraw_consent(guardian=guardian, reason="", by=rosa)
        give_consent(guardian=guardian, method="screen", given_on=None, by=rosa)
        assert list(children_of(rosa)) == [nina]
        assert Consent.objects.count() == 2


class TestEnding:
    def test_ends_the_place_at_the_hospital_with_the_last_child(self, nina, carmen, hospital):
        sibling = ChildFactory(unit=hospital)
        first, second = invite(nina, carmen), invite(sibling, carmen)
        assert len(places("mama@example.org")) == 1
        end_guardian(guardian=first, reason="Cambió de tutor", by=carmen)
        assert places("mama@example.org")[0].ends_on is None
        assert list(children_of(second.person)) == [sibling]
        end_guardian(guardian=second, reason="Cambió de tutor", by=carmen)
        assert places("mama@example.org")[0].ends_on == timezone.localdate()
        assert not OneTimeLink.objects.open().exists()
        assert not children_of(second.person).exists()

    def test_staff_who_was_a_guardian_keeps_their_post(self, nina, carmen, felipe):
        guardian = invite(nina, carmen, email=felipe.email, full_name=felipe.full_name)
        end_guardian(guardian=guardian, reason="Ya no", by=carmen)
        assert Posting.objects.get(person=felipe, role=Role.PHARMACIST).ends_on is None
        assert Posting.objects.get(person=felipe, role=Role.FAMILY).ends_on == timezone.localdate()

    def test_only_treating_staff_of_that_hospital(self, nina, rosa, felipe, olga, other_hospital):
        guardian = Guardian.objects.get(person=rosa)
        elsewhere = PersonFactory()
        PostingFactory(person=elsewhere, role=Role.CLINICIAN, unit=other_hospital)
        for person in (felipe, olga, elsewhere, rosa):
            with pytest.raises(errors.NotYoursToInvite):
                end_guardian(guardian=guardian, reason="x", by=person)
            with pytest.raises(errors.NotYoursToInvite):
                invite(nina, person, email="otra@example.org")
            with pytest.raises(errors.NotYoursToInvite):
                correct_guardian(guardian=guardian, relation="father", phone="", by=person)
        assert not Person.objects.filter(email="otra@example.org").exists()

    def test_what_ended_is_not_changed_any_more(self, nina, rosa, carmen):
        guardian = Guardian.objects.get(person=rosa)
        end_guardian(guardian=guardian, reason="Ya no", by=carmen)
        with pytest.raises(errors.AlreadyEnded):
            end_guardian(guardian=guardian, reason="Ya no", by=carmen)
        with pytest.raises(errors.AlreadyEnded):
            give_consent(guardian=guardian, method="screen", given_on=None, by=rosa)
        with pytest.raises(errors.AlreadyEnded):
            invite_again(guardian=guardian, by=carmen)


@pytest.mark.django_db(transaction=True)
class TestMistypedAddress:
    def test_one_press_takes_everything_back_and_the_right_one_is_invited_the_same_day(self, nina, carmen, mailoutbox):
        wrong = invite(nina, carmen, email="mmaa@example.org")
        token = mailoutbox[-1].body.split("/invitacion/")[1].split("/")[0]
        retract_invitation(guardian=wrong, by=carmen)
        with pytest.raises(Exception, match="anul"):
            open_invitation(token=token)
        assert not children_of(wrong.person).exists()
        assert wrong.person.postings.get().ends_on == timezone.localdate()
        right = invite(nina, carmen, email="mama@example.org")
        assert list(children_of(right.person)) == [nina]
        assert [row.guardian for row in child_guardians(nina).current] == [right]

    @pytest.mark.parametrize("method", ["paper", "screen"])
    def test_the_address_of_quite_another_persons_account_shows_them_nothing(self, nina, carmen, felipe, method):
        with pytest.raises(AnotherName) as told, transaction.atomic():
            invite(nina, carmen, email=felipe.email.upper(), method=method)
        assert felipe.full_name not in f"{told.value.message} {told.value.remedy}"
        assert not children_of(felipe).exists()
        assert not Guardian.objects.exists()
        assert list(children_of(invite(nina, carmen, email=felipe.email, full_name="Felipe de F.").person)) == [nina]

    def test_the_same_address_again_the_same_day_opens_and_stays_open(self, nina, carmen, mailoutbox):
        today = timezone.localdate()
        retract_invitation(guardian=invite(nina, carmen), by=carmen)
        again = invite(nina, carmen)
        token = mailoutbox[-1].body.split("/invitacion/")[1].split("/")[0]
        accept_invitation(token=token, full_name="Mamá de Prueba", password=None)
        assert list(children_of(again.person)) == [nina]
        for day in (today, today + timedelta(days=1), today + timedelta(days=400)):
            assert len(places("mama@example.org", day)) == 1, day

    def test_and_a_third_time(self, nina, carmen):
        today = timezone.localdate()
        for _time in range(3):
            retract_invitation(guardian=invite(nina, carmen), by=carmen)
        invite(nina, carmen)
        assert len(places("mama@example.org", today + timedelta(days=1))) == 1

    def test_invited_again_the_earlier_link_is_dead(self, nina, carmen, mailoutbox):
        guardian = invite(nina, carmen)
        assert invite_again(guardian=guardian, by=carmen)
        first, second = (letter.body.split("/invitacion/")[1].split("/")[0] for letter in mailoutbox)
        with pytest.raises(Exception, match="otro enlace"):
            open_invitation(token=first)
        assert open_invitation(token=second).person == guardian.person


class TestSeveral:
    def test_twice_for_the_same_child_is_told(self, nina, carmen):
        invite(nina, carmen)
        with pytest.raises(errors.AlreadyGuardian):
            invite(nina, carmen, email="MAMA@example.org")
        assert Guardian.objects.count() == 1

    def test_two_guardians_and_two_children(self, nina, carmen, hospital):
        sibling = ChildFactory(unit=hospital)
        mother, father = invite(nina, carmen), invite(nina, carmen, email="papa@example.org", relation="father")
        invite(sibling, carmen)
        assert set(children_of(mother.person)) == {nina, sibling}
        assert list(children_of(father.person)) == [nina]

    @pytest.mark.parametrize("phone", ["123", "33 1234 567", "llámame", "33-1234-5678-9012-3456"])
    def test_a_telephone_that_cannot_be_dialled(self, nina, rosa, carmen, phone):
        with pytest.raises(errors.BadPhone):
            correct_guardian(guardian=Guardian.objects.get(person=rosa), relation="mother", phone=phone, by=carmen)

    def test_nobody_is_invited_for_a_child_who_died(self, nina, carmen):
        Child.objects.filter(pk=nina.pk).update(state="deceased", state_on=timezone.localdate())
        nina.refresh_from_db()
        with pytest.raises(errors.NoFamilyAccess):
            invite(nina, carmen)


class TestTransfer:
    def test_the_places_follow_and_the_consent_stands(self, nina, rosa, carmen, hospital, other_hospital):
        nina.unit = other_hospital
        nina.save()
        assert follow_transfer(child=nina, before=hospital, by=carmen) == 1
        today = timezone.localdate()
        now_at = Posting.objects.filter(person=rosa, role=Role.FAMILY).current(today + timedelta(days=1))
        assert [posting.unit for posting in now_at] == [other_hospital]
        assert list(children_of(rosa)) == [nina]

    def test_a_sibling_who_stays_keeps_the_place_there(self, nina, rosa, carmen, hospital, other_hospital):
        GuardianFactory(child=ChildFactory(unit=hospital), person=rosa)
        nina.unit = other_hospital
        nina.save()
        follow_transfer(child=nina, before=hospital, by=carmen)
        units = Posting.objects.filter(person=rosa, role=Role.FAMILY, ends_on__isnull=True)
        assert {posting.unit for posting in units} == {hospital, other_hospital}


def test_the_trail_names_no_child_and_no_relative(nina, carmen):
    guardian = invite(nina, carmen, email="mama.secreta@example.org", full_name="Nombre Secreto")
    withdraw_consent(guardian=guardian, reason="Motivo secreto", by=carmen)
    end_guardian(guardian=guardian, reason="Motivo secreto", by=carmen)
    written = " ".join(
        f"{event.type} {event.target_label} {event.before} {event.after}" for event in AuditEvent.objects.all()
    ).lower()
    for secret in ("secret", nina.given_names.lower(), "nina", "33 1234"):
        assert secret not in written
    assert {"guardian.added", "consent.given", "consent.withdrawn", "guardian.ended"} <= set(
        AuditEvent.objects.values_list("type", flat=True)
    )


def test_the_childs_guardians_cost_as_much_for_one_as_for_six(nina, carmen, django_assert_num_queries):
    for number in range(6):
        relative_of(nina, email=f"familiar{number}@example.org")
    with django_assert_num_queries(5):
        found = child_guardians(nina)
    assert len(found.current) == 6
