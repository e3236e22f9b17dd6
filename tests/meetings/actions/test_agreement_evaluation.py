"""What the data do to agreements, night after night, against the database."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import AuditEvent, Holding, Notification
from meetings.actions.agreements import evaluate_agreements, fulfil, move_due, remind_agreements, reopen
from meetings.errors.agreements import TheDataSayKept
from meetings.models import Agreement, AgreementEvent, Condition
from supply.models import DelegationWeek
from tests.factories.delegations import DelegationFactory, PostingFactory
from tests.factories.meetings import AgreementFactory, ConditionFactory, MeetingFactory

MEXICO = ZoneInfo("America/Mexico_City")
# The Monday of the week in which things are agreed, on its Wednesday.
WEEK = date(2026, 9, 7)
AGREED = datetime(2026, 9, 9, 18, 30, tzinfo=MEXICO)


def night(weeks: int, *, hour: int = 4, weekday: int = 1) -> datetime:
    """A Tuesday before dawn (or another day), so many weeks after the week of the agreement."""
    day = WEEK + timedelta(weeks=weeks, days=weekday)
    return datetime(day.year, day.month, day.day, hour, tzinfo=MEXICO)


def level(delegation, weeks: int, percent: int) -> None:
    """The delegation's week: of a hundred pairs, so many are well."""
    DelegationWeek.objects.update_or_create(
        delegation=delegation, week=WEEK + timedelta(weeks=weeks), place_kind="conjunto",
        defaults={"pairs_adequate": percent, "pairs_out": 100 - percent, "computed_at": night(weeks + 1)},
    )  # fmt: skip


def promised(delegation, *, due_in: int = 21, hold_weeks: int = 1, **more) -> Agreement:
    """Abasto at 95 % at least, agreed on the Wednesday."""
    due_on = AGREED.date() + timedelta(days=due_in)
    agreement = AgreementFactory(
        owner_delegation=delegation, due_on=due_on, agreed_at=AGREED, state_at=AGREED,
        meeting=MeetingFactory(starts_at=AGREED), **more,
    )  # fmt: skip
    ConditionFactory(agreement=agreement, hold_weeks=hold_weeks)
    return agreement


def seen(agreement) -> tuple:
    agreement.refresh_from_db()
    return agreement.state, agreement.fulfilled_on, agreement.reopenings


def history(agreement) -> list[tuple[str, str, str]]:
    rows = AgreementEvent.objects.filter(agreement=agreement).order_by("at", "pk")
    return list(rows.values_list("kind", "before", "after"))


def test_kept_broken_and_kept_again_with_its_history(delegation, beto, olga):
    agreement = promised(delegation, due_in=11)  # to the Sunday of the week after
    level(delegation, 0, 97)
    evaluate_agreements(now=night(1))
    assert seen(agreement) == ("fulfilled", WEEK + timedelta(days=6), 0)
    assert agreement.was_on_time
    level(delegation, 1, 91)
    evaluate_agreements(now=night(2))
    assert seen(agreement) == ("broken", None, 1)
    level(delegation, 2, 96)
    evaluate_agreements(now=night(3))
    assert seen(agreement) == ("fulfilled", WEEK + timedelta(days=20), 1)
    assert not agreement.was_on_time
    assert history(agreement) == [
        ("fulfilled", "open", "fulfilled"),
        ("broken", "fulfilled", "broken"),
        ("fulfilled", "broken", "fulfilled"),
    ]
    values = AgreementEvent.objects.filter(agreement=agreement).order_by("pk").values_list("value", flat=True)
    assert list(values) == [Decimal(97), Decimal(91), Decimal(96)]
    told = Notification.objects.filter(person=beto).order_by("pk").values_list("kind", flat=True)
    assert list(told) == ["agreement.fulfilled", "agreement.broken", "agreement.fulfilled"]
    assert AuditEvent.objects.filter(type="agreement.evaluated").count() == 3


def test_the_same_night_twice_changes_nothing_more_and_tells_nothing_more(delegation, beto):
    agreement = promised(delegation)
    level(delegation, 0, 90)
    evaluate_agreements(now=night(1))
    level(delegation, 1, 80)
    first = evaluate_agreements(now=night(2))
    assert (first.at_risk, first.conditions) == (1, 1)
    before = (history(agreement), Notification.objects.count(), AuditEvent.objects.count(), seen(agreement))
    again = evaluate_agreements(now=night(2, hour=5))
    assert (again.at_risk, again.told) == (0, 0)
    assert (history(agreement), Notification.objects.count(), AuditEvent.objects.count(), seen(agreement)) == before


def test_worse_is_at_risk_better_is_not_and_near_its_day_it_is_again(delegation):
    agreement = promised(delegation, due_in=35)
    for weeks, percent, state in ((0, 90, "open"), (1, 85, "at_risk"), (2, 85, "at_risk"), (3, 92, "open")):
        level(delegation, weeks, percent)
        evaluate_agreements(now=night(weeks + 1))
        assert seen(agreement)[0] == state, weeks
    evaluate_agreements(now=night(5, weekday=0, hour=5))  # two days to go
    assert seen(agreement)[0] == "at_risk"


def test_a_late_figure_is_waited_for_until_its_report_is_due_and_then_it_counts_as_kept_on_its_own_day(delegation):
    agreement = promised(delegation, due_in=4)  # the Sunday
    monday = night(1, weekday=0)
    evaluate_agreements(now=monday)
    assert seen(agreement)[0] == "open"  # not even at risk for want of figures that nobody owes yet
    level(delegation, 0, 95)
    evaluate_agreements(now=night(1))
    assert seen(agreement) == ("fulfilled", agreement.due_on, 0)


def test_no_figure_by_the_time_it_is_due_is_no_figure_and_past_its_day_it_is_broken(delegation):
    agreement = promised(delegation, due_in=4)
    evaluate_agreements(now=night(1))
    assert seen(agreement)[0] == "broken"
    condition = Condition.objects.get()
    assert (condition.met, condition.value) == (None, None)


def test_what_cannot_be_said_does_not_undo_what_was_kept(delegation):
    agreement = promised(delegation)
    level(delegation, 0, 97)
    evaluate_agreements(now=night(1))
    evaluate_agreements(now=night(2, weekday=3))  # a week without any figure
    assert seen(agreement)[0] == "fulfilled"
    assert Condition.objects.get().met is None


def test_weeks_before_it_was_agreed_do_not_count_and_so_many_must_follow_one_another(delegation):
    agreement = promised(delegation, hold_weeks=2, due_in=60)
    level(delegation, -1, 99)
    level(delegation, 0, 96)
    evaluate_agreements(now=night(1))
    assert seen(agreement)[0] == "open"
    assert Condition.objects.get().met is True
    level(delegation, 1, 90)
    evaluate_agreements(now=night(2))
    level(delegation, 2, 95)
    evaluate_agreements(now=night(3))
    assert seen(agreement)[0] == "open"
    level(delegation, 3, 95)
    evaluate_agreements(now=night(4))
    assert seen(agreement) == ("fulfilled", WEEK + timedelta(days=27), 0)


def test_after_some_nights_that_nobody_looked_it_is_kept_on_the_day_it_was(delegation):
    agreement = promised(delegation)
    for weeks in range(3):
        level(delegation, weeks, 98)
    evaluate_agreements(now=night(3))
    assert seen(agreement) == ("fulfilled", WEEK + timedelta(days=6), 0)


def test_after_eight_weeks_what_was_kept_is_left_alone(delegation):
    agreement = promised(delegation)
    level(delegation, 0, 97)
    evaluate_agreements(now=night(1))
    level(delegation, 9, 50)
    evaluate_agreements(now=night(10))
    assert seen(agreement)[0] == "fulfilled"


def test_what_somebody_said_was_kept_the_data_do_not_undo_and_what_they_say_is_kept_nobody_reopens(delegation, olga):
    by_hand, by_data = promised(delegation), promised(delegation)
    level(delegation, 0, 90)
    fulfil(agreement=by_hand, note="Se vio en la visita", by=olga, now=night(1))
    evaluate_agreements(now=night(1))
    assert seen(by_hand)[0] == "fulfilled"
    level(delegation, 1, 97)
    evaluate_agreements(now=night(2))
    assert seen(by_data)[0] == "fulfilled"
    with pytest.raises(TheDataSayKept):
        reopen(agreement=by_data, reason="No me consta", by=olga, now=night(2))


def test_without_a_condition_only_its_day_tells(delegation, beto, olga):
    agreement = AgreementFactory(
        owner_delegation=delegation,
        due_on=date(2026, 9, 30),
        agreed_at=AGREED,
        meeting=MeetingFactory(starts_at=AGREED),
    )
    for day, state in ((26, "open"), (27, "at_risk"), (30, "at_risk")):
        evaluate_agreements(now=datetime(2026, 9, day, 4, tzinfo=MEXICO))
        assert seen(agreement)[0] == state, day
    evaluate_agreements(now=datetime(2026, 10, 1, 4, tzinfo=MEXICO))
    assert seen(agreement)[0] == "broken"
    # The level above a delegation's post is central office.
    assert Notification.objects.get(kind="agreement.broken_above").person == olga
    moved = move_due(
        agreement=agreement, due_on=date(2026, 10, 20), reason="Llega después", by=olga,
        now=datetime(2026, 10, 1, 9, tzinfo=MEXICO),
    )  # fmt: skip
    assert moved.state == "open"
    evaluate_agreements(now=datetime(2026, 10, 2, 4, tzinfo=MEXICO))
    assert seen(agreement)[0] == "open"


def test_a_row_that_somebody_changes_meanwhile_is_left_to_them(delegation, olga, monkeypatch):
    agreement = promised(delegation)
    level(delegation, 0, 97)
    from meetings.actions.agreements import evaluate

    write = evaluate._write

    def meanwhile(*args):
        Agreement.objects.update(edition=99, state="cancelled", closing_note="Ya no hace falta")
        return write(*args)

    monkeypatch.setattr(evaluate, "_write", meanwhile)
    assert evaluate_agreements(now=night(1)).fulfilled == 0
    assert seen(agreement)[0] == "cancelled"
    assert history(agreement) == []


def test_a_post_that_changed_hands_passes_its_agreements_on_by_itself(delegation, beto):
    agreement = promised(delegation)
    titular = agreement.owner
    acting = PostingFactory(
        role=titular.role, delegation=delegation, holding=Holding.ACTING, covers=titular,
        starts_on=WEEK, ends_on=WEEK + timedelta(days=10),
    )  # fmt: skip
    assert evaluate_agreements(now=night(1)).owners == 1
    agreement.refresh_from_db()
    assert agreement.owner == acting
    evaluate_agreements(now=night(2))
    agreement.refresh_from_db()
    assert agreement.owner == titular


def test_owners_hear_before_its_day_at_the_start_of_work_and_weekends_lose_nothing(delegation, beto):
    # A Monday; a day before is Sunday, three days before is Friday.
    agreement = AgreementFactory(owner_delegation=delegation, due_on=date(2026, 9, 28), agreed_at=AGREED)
    heard = []
    for day in range(18, 29):
        for hour in (6, 8, 9):
            if remind_agreements(now=datetime(2026, 9, day, hour, 5, tzinfo=MEXICO)):
                heard.append((day, hour))
    assert heard == [(21, 8), (25, 8), (28, 8)]
    assert AgreementEvent.objects.filter(agreement=agreement, kind="reminded").count() == 3
    assert set(Notification.objects.values_list("kind", "person")) == {("agreement.due", beto.pk)}


def test_each_works_by_their_own_clock(other_delegation):
    AgreementFactory(owner_delegation=other_delegation, due_on=date(2026, 9, 24), agreed_at=AGREED)
    at_eight_in_mexico = datetime(2026, 9, 23, 8, 5, tzinfo=MEXICO)
    assert remind_agreements(now=at_eight_in_mexico) == 0
    assert remind_agreements(now=at_eight_in_mexico + timedelta(hours=2)) == 1


def test_of_what_is_broken_the_owner_hears_each_week(delegation, beto):
    broken_at = datetime(2026, 9, 10, 4, tzinfo=MEXICO)
    AgreementFactory(
        owner_delegation=delegation, due_on=date(2026, 9, 9), state="broken", state_at=broken_at, agreed_at=AGREED
    )
    days = [day for day in range(10, 30) if remind_agreements(now=datetime(2026, 9, day, 8, 5, tzinfo=MEXICO))]
    assert days == [17, 24]


def test_more_agreements_are_no_more_queries():
    now = night(1)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            evaluate_agreements(now=now)
        return len(queries)

    for _one in range(2):
        promised(DelegationFactory())
    first = asked()
    for _one in range(6):
        promised(DelegationFactory())
    assert asked() <= first
    assert timezone.localdate(now) == date(2026, 9, 15)


pytestmark = pytest.mark.django_db
