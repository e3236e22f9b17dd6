"""What is written without an account: sealed, confirmed by a code, gone in an hour; limited by address and origin."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from pediatric_platform.actions.public_cases import (
    KEPT_FOR,
    PublicTold,
    begin_draft,
    confirm_draft,
    discard_draft,
    forget_drafts,
    keep_photo,
    kept_photo,
    must_have_room,
    readdress_draft,
)
from pediatric_platform.actions.public_cases.drafts import PER_ADDRESS, PER_ORIGIN, TRIES
from pediatric_platform.errors.cases import ImpossibleNeed
from pediatric_platform.errors.family import NothingTold
from pediatric_platform.errors.public_cases import (
    DraftIsOver,
    MailDidNotLeave,
    NoReach,
    TooManyDrafts,
    UnknownHospital,
    WrongCode,
)
from pediatric_platform.models import Case, CaseDraft, CaseFollower
from pediatric_platform.pictures import cleaned
from tests.pediatric_platform.public_cases.conftest import WORDS, jpeg, sent_code

pytestmark = pytest.mark.django_db


def told(hospital, **more) -> PublicTold:
    facts = {"unit": hospital.clues, "kind": "missing", "text": WORDS, "drug_words": "Vincristina", "name": "Lucía"}
    return PublicTold(**facts | {"phone": "33 1234 5678"} | more)


def begin(
    hospital, *, key="k", email="lucia@example.org", origin="10.0.0.1", photo=None, now=None, **more
) -> CaseDraft:
    return begin_draft(
        told=told(hospital, **more), email=email, origin=origin, key=key, language="es-mx", photo=photo, now=now
    )


def test_nothing_readable_is_stored_and_no_case_is_opened(hospital):
    draft = begin(hospital)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(d)::text FROM pediatric_platform_casedraft AS d")
        ((row,),) = cursor.fetchall()
    for word in (WORDS, "Lucía", "lucia", "10.0.0.1", "5678", sent_code(), sent_code().replace("-", "")):
        assert word not in row
    assert PublicTold.unpacked(CaseDraft.objects.get(pk=draft.pk).facts) == told(hospital)
    assert not Case.objects.exists()


def test_the_mail_holds_the_code_and_none_of_the_words(hospital):
    begin(hospital)
    (letter,) = mail.outbox
    assert letter.to == ["lucia@example.org"]
    for word in (WORDS, "Lucía", "incristina", hospital.name):
        assert word not in letter.body + letter.subject + str(letter.alternatives)


def test_the_same_press_twice_is_one_draft_and_one_mail(hospital):
    assert begin(hospital).pk == begin(hospital).pk
    assert len(mail.outbox) == 1
    # Other words are another.
    assert begin(hospital, text="Otra cosa").pk != begin(hospital).pk
    assert len(mail.outbox) == 2


def test_the_code_opens_one_case_with_somebody_who_answers(hospital, ana, vincristine):
    day = timezone.localdate() + timedelta(days=1)
    draft = begin(hospital, needed_on=day, photo=cleaned(jpeg()))
    done = confirm_draft(draft=draft, code=sent_code())
    case = Case.objects.get()
    assert done.is_new
    assert (case.unit, case.drug, case.kind, case.channel, case.needed_on) == (
        hospital, vincristine, "missing", "public", day,
    )  # fmt: skip
    assert case.owner.person == ana
    assert case.severity == 1
    follower = CaseFollower.objects.get()
    assert (follower.story, follower.contact_name, follower.contact_email) == (WORDS, "Lucía", "lucia@example.org")
    assert follower.child is None
    assert case.attachments.get().from_family
    draft.refresh_from_db()
    assert (draft.facts, draft.photo, draft.sent_to, draft.case) == ("", None, "", case)
    again = confirm_draft(draft=draft, code=sent_code())
    assert (again.case, again.token, again.is_new) == (case, done.token, False)
    assert Case.objects.count() == 1


def test_what_is_no_drug_beyond_doubt_stays_in_words(hospital):
    draft = begin(hospital, drug_words="la roja")
    case = confirm_draft(draft=draft, code=sent_code()).case
    assert (case.drug, case.drug_words) == (None, "la roja")


@pytest.mark.parametrize("shape", ["{}-{}", "{} {}", "{}{}", " {}–{} "])
def test_a_code_is_read_however_it_is_written(hospital, shape):
    draft = begin(hospital)
    assert confirm_draft(draft=draft, code=shape.format(*sent_code().split("-"))).is_new


def wrong(code: str) -> str:
    return f"{(int(code.replace('-', '')) + 1) % 10**8:08d}"


def test_tries_are_few_and_then_even_the_right_one_opens_nothing(hospital):
    draft = begin(hospital)
    code = sent_code()
    for left in range(TRIES - 1, 0, -1):
        with pytest.raises(WrongCode) as refused:
            confirm_draft(draft=draft, code=wrong(code))
        assert ("un intento" if left == 1 else f"{left} intentos") in refused.value.remedy
    for tried in (wrong(code), code):
        with pytest.raises(DraftIsOver):
            confirm_draft(draft=draft, code=tried)
    assert not Case.objects.exists()


def test_anothers_code_opens_nothing(hospital):
    begin(hospital, email="otra@example.org")
    others = sent_code()
    draft = begin(hospital)
    with pytest.raises(WrongCode):
        confirm_draft(draft=draft, code=others)


def test_after_its_hour_it_opens_nothing_and_is_deleted(hospital):
    draft = begin(hospital)
    later = timezone.now() + KEPT_FOR
    with pytest.raises(DraftIsOver):
        confirm_draft(draft=draft, code=sent_code(), now=later)
    assert forget_drafts(now=later - timedelta(minutes=1)) == 0
    assert forget_drafts(now=later) == 1
    assert not CaseDraft.objects.exists()


def test_a_confirmed_one_stays_as_the_way_to_its_case(hospital):
    draft = begin(hospital)
    confirm_draft(draft=draft, code=sent_code())
    assert forget_drafts(now=timezone.now() + timedelta(days=9)) == 0


def test_an_address_is_written_to_a_few_times_an_hour(hospital):
    for number in range(PER_ADDRESS):
        begin(hospital, key=f"k{number}", origin=f"10.0.0.{number}")
    with pytest.raises(TooManyDrafts):
        begin(hospital, key="more", email="Lucia@Example.org", origin="10.0.1.1")
    assert len(mail.outbox) == PER_ADDRESS
    begin(hospital, key="later", now=timezone.now() + KEPT_FOR + timedelta(seconds=1))


def test_an_origin_asks_for_so_many_an_hour(hospital):
    for number in range(PER_ORIGIN):
        begin(hospital, key=f"k{number}", email=f"m{number}@example.org")
    with pytest.raises(TooManyDrafts):
        begin(hospital, key="more", email="m@example.org")
    begin(hospital, key="elsewhere", email="m@example.org", origin="10.0.0.2")


def test_a_photo_that_waits_counts_and_is_found_again(hospital):
    photo = cleaned(jpeg())
    pk = keep_photo(photo=photo, origin="10.0.0.1")
    assert keep_photo(photo=photo, origin="10.0.0.1") == pk
    assert kept_photo(str(pk)) == photo
    assert kept_photo(str(pk), now=timezone.now() + KEPT_FOR) is None
    for number in range(PER_ORIGIN - 1):
        keep_photo(photo=cleaned(jpeg(100 + number)), origin="10.0.0.1")
    with pytest.raises(TooManyDrafts):
        begin(hospital)


def test_a_draft_with_words_is_no_photo_that_waits(hospital):
    """The address of somebody's draft does not lead to their picture."""
    draft = begin(hospital, photo=cleaned(jpeg()))
    assert kept_photo(str(draft.pk)) is None


def test_to_another_address_the_words_go_along_and_the_old_code_is_dead(hospital):
    draft = begin(hospital, email="lusia@example.org", photo=cleaned(jpeg()))
    old = sent_code()
    new = readdress_draft(draft=draft, email="lucia@example.org", origin="10.0.0.1", language="es-mx")
    assert mail.outbox[-1].to == ["lucia@example.org"]
    with pytest.raises(DraftIsOver):
        confirm_draft(draft=draft, code=old)
    case = confirm_draft(draft=new, code=sent_code()).case
    assert case.followers.get().contact_email == "lucia@example.org"
    assert case.attachments.count() == 1
    with pytest.raises(DraftIsOver):
        readdress_draft(draft=draft, email="x@example.org", origin="10.0.0.1", language="es-mx")


def test_where_the_new_code_does_not_leave_nothing_is_lost(hospital, monkeypatch):
    draft = begin(hospital, photo=cleaned(jpeg()))
    old = sent_code()
    monkeypatch.setattr("pediatric_platform.public_cases.mail.send_code", lambda *_args, **_more: False)
    with pytest.raises(MailDidNotLeave):
        readdress_draft(draft=draft, email="otra@example.org", origin="10.0.0.1", language="es-mx")
    monkeypatch.undo()
    assert confirm_draft(draft=draft, code=old).case.attachments.count() == 1


def test_a_code_typed_while_another_is_on_its_way_opens_one_case(hospital, monkeypatch):
    draft = begin(hospital)
    old = sent_code()
    monkeypatch.setattr(
        "pediatric_platform.public_cases.mail.send_code",
        lambda *_args, **_more: bool(confirm_draft(draft=draft, code=old)),
    )
    with pytest.raises(DraftIsOver):
        readdress_draft(draft=draft, email="otra@example.org", origin="10.0.0.1", language="es-mx")
    assert Case.objects.count() == 1
    assert not CaseDraft.objects.filter(case=None).exists()


def test_whoever_has_used_up_their_hour_is_refused_before_a_picture_is_looked_at(hospital):
    for number in range(PER_ORIGIN):
        must_have_room(origin="10.0.0.1")
        begin(hospital, key=f"k{number}", email=f"a{number}@example.org")
    with pytest.raises(TooManyDrafts):
        must_have_room(origin="10.0.0.1")
    must_have_room(origin="10.0.0.2")


def test_sending_again_counts_too(hospital):
    draft = begin(hospital)
    for _more in range(PER_ADDRESS - 1):
        draft = readdress_draft(draft=draft, email="lucia@example.org", origin="10.0.0.1", language="es-mx")
    with pytest.raises(TooManyDrafts):
        readdress_draft(draft=draft, email="lucia@example.org", origin="10.0.0.1", language="es-mx")
    assert confirm_draft(draft=draft, code=sent_code()).is_new  # the last one holds


def test_what_was_taken_back_is_gone_and_still_counts(hospital):
    draft = begin(hospital)
    assert discard_draft(draft=draft)
    draft.refresh_from_db()
    assert (draft.facts, draft.sent_to) == ("", "")
    with pytest.raises(DraftIsOver):
        confirm_draft(draft=draft, code=sent_code())
    for number in range(PER_ADDRESS - 1):
        begin(hospital, key=f"k{number}")
    with pytest.raises(TooManyDrafts):
        begin(hospital, key="more")


def test_a_mail_that_does_not_leave_keeps_nothing(hospital, monkeypatch):
    monkeypatch.setattr("pediatric_platform.public_cases.mail.send_code", lambda *_a, **_k: False)
    with pytest.raises(MailDidNotLeave):
        begin(hospital)
    assert not CaseDraft.objects.exists()


@pytest.mark.parametrize(
    ("wrong_", "refusal"),
    [
        ({"text": "  "}, NothingTold),
        ({"email": "lucia"}, NoReach),
        ({"unit": "XXIMS000009"}, UnknownHospital),
        ({"needed_on": timezone.localdate() + timedelta(days=5000)}, ImpossibleNeed),
        ({"denied_on": timezone.localdate() - timedelta(days=500)}, ImpossibleNeed),
    ],
)
def test_what_cannot_be_is_refused_before_any_mail(hospital, wrong_, refusal):
    with pytest.raises(refusal):
        begin(hospital, **wrong_)
    assert not mail.outbox


@pytest.mark.django_db(transaction=True)
def test_many_guesses_at_once_are_no_more_tries(hospital):
    draft = begin(hospital)
    bad, answers = wrong(sent_code()), []

    def guess() -> None:
        try:
            confirm_draft(draft=draft, code=bad)
        except (WrongCode, DraftIsOver) as refusal:
            answers.append(type(refusal))
        finally:
            connection.close()

    threads = [threading.Thread(target=guess) for _one in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 12
    draft.refresh_from_db()
    assert draft.tries == TRIES
    assert answers.count(WrongCode) <= TRIES - 1
