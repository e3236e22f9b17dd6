"""What families were shown, and whether it came true."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from delegations.models import AuditEvent, Person
from pediatric_platform.actions.promises import Shown, settle_promises, show
from pediatric_platform.models import Channel, Child, Dose, Promise, Session, SessionMove
from pediatric_platform.selectors.promises import hit_rate
from tests.factories.children import DoseFactory, PlanFactory, SessionFactory, relative_of

pytestmark = pytest.mark.django_db

NOW = timezone.now()
TODAY = timezone.localdate()
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def session(nina: Child) -> Session:
    """Yesterday's, not written down yet."""
    made: Session = SessionFactory(plan=PlanFactory(child=nina), on=YESTERDAY)
    return made


def shown(session: Session, answer: str = "covered", on: date | None = None, expected: date | None = None) -> Shown:
    return Shown(session.pk, session.unit_id, answer, on or session.on, expected, NOW)


def tell(session: Session, person: Person, *answers: Shown, channel: Channel = Channel.PAGE, days_ago: int = 3) -> None:
    show(
        person=person,
        child=session.plan.child,
        answers=answers or [shown(session)],
        channel=channel,
        now=NOW - timedelta(days=days_ago),
    )


def given(session: Session, on: date) -> None:
    Session.objects.filter(pk=session.pk).update(state="given", given_on=on, recorded_at=NOW)


def move(session: Session, to: date, reason: str, at: datetime = NOW) -> None:
    before = Session.objects.get(pk=session.pk).on
    SessionMove.objects.create(session=session, moved_from=before, moved_to=to, reason=reason, note="nota", at=at)
    Session.objects.filter(pk=session.pk).update(on=to)


def outcomes() -> list[str]:
    return list(Promise.objects.order_by("pk").values_list("outcome", flat=True))


def test_the_same_answer_seen_again_is_one_row_seen_longer(session, rosa):
    tell(session, rosa, days_ago=3)
    tell(session, rosa, days_ago=1)
    row = Promise.objects.get()
    assert (row.first_shown_at, row.last_shown_at) == (NOW - timedelta(days=3), NOW - timedelta(days=1))


def test_another_answer_day_channel_or_person_is_another_row(session, rosa, nina):
    father = relative_of(nina, email="papa@example.org").person
    tell(session, rosa)
    tell(session, father)
    tell(session, rosa, shown(session, "uncovered"))
    tell(session, rosa, shown(session, "incoming", expected=YESTERDAY))
    tell(session, rosa, shown(session, "incoming", expected=YESTERDAY - timedelta(days=1)))
    tell(session, rosa, shown(session, on=TODAY))
    tell(session, rosa, channel=Channel.CALENDAR)
    assert Promise.objects.count() == 7


def test_many_answers_take_one_statement(session, rosa, django_assert_num_queries):
    plan = session.plan
    answers = [shown(SessionFactory(plan=plan, cycle=n, on=TODAY + timedelta(days=n))) for n in range(2, 30)]
    with django_assert_num_queries(1):
        tell(session, rosa, *answers)
    with django_assert_num_queries(0):
        assert show(person=rosa, child=plan.child, answers=[], channel=Channel.PAGE) == 0
    assert Promise.objects.count() == 28


def test_given_on_the_promised_day_is_kept(session, rosa):
    tell(session, rosa)
    given(session, YESTERDAY)
    assert settle_promises(today=TODAY, now=NOW) == {"kept": 1}
    row = Promise.objects.get()
    assert (row.outcome, row.settled_at) == ("kept", NOW)
    assert AuditEvent.objects.get(type="promises.settled").after == {"kept": 1}


def test_settling_again_finds_nothing(session, rosa):
    tell(session, rosa)
    given(session, YESTERDAY)
    settle_promises(today=TODAY)
    assert settle_promises(today=TODAY) == {}


def test_moved_for_want_of_a_drug_is_broken(session, rosa):
    tell(session, rosa)
    move(session, TODAY + timedelta(days=2), "missing_drug")
    assert settle_promises(today=TODAY) == {"broken": 1}


@pytest.mark.parametrize("reason", ["cytopenia", "fever", "family", "other"])
def test_moved_for_another_reason_was_never_tested(session, rosa, reason):
    tell(session, rosa)
    move(session, TODAY + timedelta(days=2), reason)
    assert settle_promises(today=TODAY) == {"void": 1}


def test_cancelled_is_void(session, rosa):
    tell(session, rosa)
    Session.objects.filter(pk=session.pk).update(state="cancelled", state_reason="Terminó el esquema")
    assert settle_promises(today=TODAY) == {"void": 1}


def test_called_off_for_want_of_a_drug_is_broken_and_for_another_reason_void(session, rosa):
    tell(session, rosa)
    off = Session.objects.filter(pk=session.pk)
    off.update(state="cancelled", cancel_reason="missing_drug", state_reason="Falta un medicamento")
    assert settle_promises(today=TODAY) == {"broken": 1}
    Promise.objects.update(outcome="pending", settled_at=None)
    off.update(cancel_reason="fever", state_reason="Fiebre")
    assert settle_promises(today=TODAY) == {"void": 1}


def test_moved_for_a_fever_and_then_called_off_for_want_of_a_drug_was_not_tested_on_its_first_day(session, rosa):
    tell(session, rosa)
    move(session, TODAY + timedelta(days=2), "fever")
    Session.objects.filter(pk=session.pk).update(
        state="cancelled", cancel_reason="missing_drug", state_reason="Falta un medicamento"
    )
    assert settle_promises(today=TODAY) == {"void": 1}


@pytest.mark.parametrize(("was_missing", "outcome"), [(True, "broken"), (False, "kept")])
def test_given_without_a_drug_that_was_not_there_is_broken(session, rosa, was_missing, outcome):
    tell(session, rosa)
    left_out = DoseFactory(session=session)
    Dose.objects.filter(pk=left_out.pk).update(state="omitted", state_reason="Nota", was_missing=was_missing)
    given(session, YESTERDAY)
    assert settle_promises(today=TODAY) == {outcome: 1}


def test_given_on_another_day_without_a_word_is_void(session, rosa):
    tell(session, rosa)
    given(session, TODAY)
    assert settle_promises(today=TODAY) == {"void": 1}


def test_missing_and_unknown_promise_nothing(session, rosa):
    tell(session, rosa, shown(session, "uncovered"))
    tell(session, rosa, shown(session, "unknown"))
    given(session, YESTERDAY)
    assert settle_promises(today=TODAY) == {"void": 2}


def test_a_day_nobody_wrote_down_waits_and_then_is_void(session, rosa):
    tell(session, rosa)
    assert settle_promises(today=TODAY) == {}
    assert settle_promises(today=YESTERDAY + timedelta(days=30)) == {}
    assert settle_promises(today=YESTERDAY + timedelta(days=31)) == {"void": 1}


def test_a_day_that_has_not_passed_is_pending(session, rosa):
    tell(session, rosa)
    given(session, YESTERDAY)
    assert settle_promises(today=YESTERDAY) == {}
    assert outcomes() == ["pending"]


def test_moved_away_and_back_and_given_is_kept(session, rosa):
    tell(session, rosa)
    move(session, TODAY + timedelta(days=2), "missing_drug", NOW - timedelta(days=2))
    move(session, YESTERDAY, "other", NOW - timedelta(days=1))
    given(session, YESTERDAY)
    assert settle_promises(today=TODAY) == {"kept": 1}


def test_the_last_reason_for_leaving_the_day_counts(session, rosa):
    tell(session, rosa)
    move(session, TODAY, "missing_drug", NOW - timedelta(days=4))
    move(session, YESTERDAY, "other", NOW - timedelta(days=3))
    move(session, TODAY + timedelta(days=4), "fever", NOW - timedelta(days=2))
    assert settle_promises(today=TODAY) == {"void": 1}


def test_an_answer_that_changed_twice_before_the_day_and_came_true(session, rosa):
    """Complete, then missing, then complete: two rows; what promised was kept, «missing» promised nothing."""
    tell(session, rosa, days_ago=5)
    tell(session, rosa, shown(session, "uncovered"), days_ago=4)
    tell(session, rosa, days_ago=2)
    given(session, YESTERDAY)
    assert settle_promises(today=TODAY) == {"kept": 1, "void": 1}
    assert (hit_rate().kept, hit_rate().broken) == (1, 0)


def test_an_answer_that_changed_twice_before_the_day_and_did_not(session, rosa):
    """On its way for one day, then for another, then moved for want of it: both promises of arrival are broken, and the
    session counts once."""
    tell(session, rosa, shown(session, "incoming", expected=YESTERDAY - timedelta(days=2)), days_ago=6)
    tell(session, rosa, shown(session, "incoming", expected=YESTERDAY), days_ago=4)
    tell(session, rosa, shown(session, "uncovered"), days_ago=2)
    move(session, TODAY + timedelta(days=2), "missing_drug")
    assert settle_promises(today=TODAY) == {"broken": 2, "void": 1}
    rate = hit_rate()
    assert (rate.kept, rate.broken, rate.void, rate.pending, rate.rate) == (0, 1, 0, 0, 0.0)


def test_the_rate_counts_a_session_once_however_many_saw_it(session, rosa, nina):
    father = relative_of(nina, email="papa@example.org").person
    for person in (rosa, father):
        for channel in (Channel.PAGE, Channel.MAIL):
            tell(session, person, channel=channel)
    other = SessionFactory(plan=session.plan, cycle=2, on=YESTERDAY - timedelta(days=3))
    tell(other, rosa)
    move(other, TODAY, "missing_drug")
    given(session, YESTERDAY)
    tell(session, rosa, shown(SessionFactory(plan=session.plan, cycle=3, on=TODAY)))
    settle_promises(today=TODAY)
    rate = hit_rate()
    assert (rate.kept, rate.broken, rate.pending, rate.rate) == (1, 1, 1, 50.0)


def test_the_rate_of_units_and_since_a_day_is_one_query(session, rosa, other_hospital, django_assert_num_queries):
    tell(session, rosa)
    given(session, YESTERDAY)
    settle_promises(today=TODAY)
    with django_assert_num_queries(1):
        assert hit_rate([session.unit_id], YESTERDAY).kept == 1
    assert hit_rate([other_hospital.pk]).tested == 0
    assert hit_rate(since=TODAY).rate is None
    assert hit_rate([]).rate is None
