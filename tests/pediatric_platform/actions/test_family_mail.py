"""Mail to a family: only to who asked, once a day and child, and never of a child who died."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Delivery, NoticePreference, Notification
from delegations.notify.wording import body_of, letter_of, line_of
from pediatric_platform.actions.family_mail import choose_mail, tell_changed_answers, tell_moved_sessions, wants_mail
from pediatric_platform.actions.promises import Shown, show
from pediatric_platform.models import Channel, Child, Consent, Promise, Session, SessionMove
from pediatric_platform.selectors.family import family_page
from tests.factories.children import SessionFactory, relative_of
from tests.pediatric_platform.family.conftest import answer, session  # noqa: F401  # fixtures
from tests.pediatric_platform.family.syllables import inflesz

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(rosa):
    choose_mail(wanted=True, by=rosa)
    return rosa


def saw(person, child, channel: Channel = Channel.PAGE) -> None:
    show(person=person, child=child, answers=family_page(child).shown, channel=channel)


def mails() -> int:
    return Delivery.objects.filter(channel="email", notification__kind__startswith="family.").count()


def test_leave_is_given_and_taken_back_with_one_press(rosa):
    assert not wants_mail(rosa)
    assert choose_mail(wanted=True, by=rosa)
    assert wants_mail(rosa)
    assert not choose_mail(wanted=True, by=rosa)
    assert choose_mail(wanted=False, by=rosa)
    assert not wants_mail(rosa)
    assert AuditEvent.objects.filter(type="family_mail.chosen").count() == 2


def test_nobody_is_written_to_who_did_not_ask(nina, rosa, session, answer):  # noqa: F811
    answer(session, "uncovered")
    assert tell_changed_answers() == 0
    assert not Notification.objects.filter(kind="family.answer_changed").exists()


def test_a_session_that_comes_to_miss_something(nina, asked, session, answer):  # noqa: F811
    answer(session)
    saw(asked, nina)
    answer(session, "uncovered")
    assert tell_changed_answers() == 1
    notice = Notification.objects.get(kind="family.answer_changed")
    assert notice.person == asked
    assert notice.path == f"/mi-familia/{nina.folio}/"
    assert "falta una medicina" in body_of(notice)
    assert mails() == 1
    assert Promise.objects.get(channel="mail").answer == "uncovered"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [("uncovered", "covered", "ya está todo"), ("covered", "incoming", "viene en camino")],
)
def test_other_changes_are_told_too(nina, asked, session, answer, before, after, words):  # noqa: F811
    answer(session, before)
    saw(asked, nina)
    answer(session, after)
    assert tell_changed_answers() == 1
    assert words in body_of(Notification.objects.get(kind="family.answer_changed"))


def test_a_later_arrival_is_a_change(nina, asked, session, answer):  # noqa: F811
    answer(session, "incoming", expected=session.on - timedelta(days=1))
    saw(asked, nina)
    assert tell_changed_answers() == 0
    answer(session, "incoming", expected=session.on)
    assert tell_changed_answers() == 1


def test_what_they_have_just_seen_on_their_page_is_no_news(nina, asked, session, answer):  # noqa: F811
    answer(session)
    saw(asked, nina)
    answer(session, "uncovered")
    saw(asked, nina)
    assert tell_changed_answers() == 0


def test_a_first_answer_is_told_only_if_something_is_missing(nina, asked, session, answer):  # noqa: F811
    answer(session)
    assert tell_changed_answers() == 0
    answer(session, "uncovered")
    assert tell_changed_answers() == 1


def test_once_a_day_and_child_and_the_rest_the_next_day(nina, asked, session, answer):  # noqa: F811
    now = timezone.now()
    answer(session, "uncovered")
    assert tell_changed_answers(now=now) == 1
    answer(session)
    assert tell_changed_answers(now=now + timedelta(minutes=10)) == 0
    later = SessionFactory(plan=session.plan, cycle=2, on=session.on + timedelta(days=3))
    answer(later, "uncovered")
    assert tell_changed_answers(now=now + timedelta(minutes=20)) == 0
    assert tell_changed_answers(now=now + timedelta(days=1)) == 1
    assert tell_changed_answers(now=now + timedelta(days=1, minutes=10)) == 0


def test_only_the_coming_week(nina, asked, session, answer):  # noqa: F811
    Session.objects.update(on=nina.unit.today() + timedelta(days=9))
    session.refresh_from_db()
    answer(session, "uncovered")
    assert tell_changed_answers() == 0


def test_each_relative_who_asked_gets_their_own(nina, asked, session, answer):  # noqa: F811
    grandmother = relative_of(nina, email="abuela@example.org").person
    choose_mail(wanted=True, by=grandmother)
    answer(session, "uncovered")
    assert tell_changed_answers() == 2


@pytest.mark.parametrize("state", ["deceased", "finished", "abandoned"])
def test_never_of_a_child_out_of_treatment(nina, asked, session, answer, state):  # noqa: F811
    answer(session, "uncovered")
    move(session)
    Child.objects.update(state=state, state_on=timezone.localdate())
    assert (tell_changed_answers(), tell_moved_sessions()) == (0, 0)


def test_never_without_consent(nina, asked, session, answer):  # noqa: F811
    answer(session, "uncovered")
    Consent.objects.update(withdrawn_at=timezone.now())
    assert tell_changed_answers() == 0


def move(session: Session, days: int = 2, reason: str = "missing_drug") -> None:  # noqa: F811
    to = session.on + timedelta(days=days)
    SessionMove.objects.create(session=session, moved_from=session.on, moved_to=to, reason=reason)
    Session.objects.filter(pk=session.pk).update(on=to)


def test_a_session_on_another_day_is_told_once(nina, asked, session):  # noqa: F811
    move(session)
    assert (tell_moved_sessions(), tell_moved_sessions()) == (1, 0)
    notice = Notification.objects.get(kind="family.session_moved")
    assert "cambió de día" in body_of(notice)
    assert "faltó una medicina" in body_of(notice)


def test_of_all_that_moved_the_nearest_is_told(nina, asked, session):  # noqa: F811
    far = SessionFactory(plan=session.plan, cycle=2, on=session.on + timedelta(days=20))
    move(far)
    move(session)
    assert tell_moved_sessions() == 1
    assert Notification.objects.get(kind="family.session_moved").context["days"][0]["on"]["$day"] == str(
        session.on + timedelta(days=2)
    )


def test_no_mail_names_the_child_or_a_medicine_and_each_reads_easily(nina, asked, session, answer):  # noqa: F811
    answer(session, "uncovered")
    move(session)
    session.refresh_from_db()
    answer(session, "uncovered")
    tell_changed_answers()
    tell_moved_sessions()
    notices = list(Notification.objects.filter(kind__startswith="family."))
    assert len(notices) == 2
    for notice in notices:
        letter = letter_of(notice)
        for word in (nina.short_name, nina.first_surname, "vincristina", "Vincristina", "leucemia"):
            assert word not in letter.subject + letter.text + line_of(notice)
        assert inflesz(body_of(notice)) >= 65, body_of(notice)
        assert inflesz(letter.subject) >= 65, letter.subject


def test_sweeping_asks_no_query_a_family(
    nina,
    asked,
    session,  # noqa: F811
    answer,  # noqa: F811
    django_assert_max_num_queries,
):
    answer(session)
    for number in range(8):
        person = relative_of(nina, email=f"familiar{number}@example.org").person
        NoticePreference.objects.create(person=person, kind="family.answer_changed", channel="email", pace="now")
        show(person=person, child=nina, answers=[known(session)], channel=Channel.PAGE)
    show(person=asked, child=nina, answers=[known(session)], channel=Channel.PAGE)
    with django_assert_max_num_queries(14):
        assert tell_changed_answers() == 0


def known(session: Session) -> Shown:  # noqa: F811
    return Shown(session.pk, session.unit_id, "covered", session.on)
