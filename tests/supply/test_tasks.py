from __future__ import annotations

import time
from datetime import datetime, timedelta

import psycopg2
import pytest
from django.utils import timezone

from config.celery import app
from supply import tasks
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week, draft_week, sign_week
from supply.models import CountryCell, DelegationWeek, WeekCell, WeeklyReport
from supply.selectors.due_weeks import LOOK_BACK, weeks_to_draft
from supply.weeks import IsoWeek
from tests.factories.supply import AssortmentFactory
from tests.plugins.worker import test_database_url as database_url


@pytest.fixture
def sent(monkeypatch) -> list[tuple[str, tuple]]:
    calls: list[tuple[str, tuple]] = []
    monkeypatch.setattr("supply.queue.current_app.send_task", lambda name, args, **_: calls.append((name, args)))
    return calls


@pytest.fixture
def at_once(monkeypatch) -> None:
    """What would be sent after commit is done at once."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda function, **_: function())


def test_every_task_on_the_schedule_exists() -> None:
    scheduled = {entry["task"] for entry in app.conf.beat_schedule.values() if entry["task"].startswith("supply.")}
    assert scheduled <= set(app.tasks)


@pytest.mark.django_db
def test_a_delegation_is_sent_out_once_its_week_is_over_and_not_again_once_drafted(
    pharmacy, other_pharmacy, sent, at_once
) -> None:
    now = timezone.now()
    due = weeks_to_draft(now)
    assert len(due) >= 2 * LOOK_BACK - 1, (
        "for two hours a week the last week is over in the centre and not in the north"
    )
    assert tasks.draft_due_weeks() == len(due)
    assert {args[0] for _, args in sent} == {pharmacy.delegation_id, other_pharmacy.delegation_id}
    for _, (delegation_id, week) in list(sent):
        tasks.draft_delegation_week(delegation_id, week)
    sent.clear()
    assert weeks_to_draft(now) == []
    assert tasks.draft_due_weeks() == 0


@pytest.mark.django_db
def test_cancun_is_due_before_tijuana(pharmacy, other_pharmacy) -> None:
    week = IsoWeek(2026, 46)
    midnight_in_the_centre = datetime.fromisoformat("2026-11-16T06:00+00:00")
    due = weeks_to_draft(midnight_in_the_centre)
    assert (pharmacy.delegation_id, week) in due
    assert (other_pharmacy.delegation_id, week) not in due
    assert (other_pharmacy.delegation_id, week) in weeks_to_draft(midnight_in_the_centre + timedelta(hours=2))


@pytest.mark.django_db
def test_a_draft_older_than_the_ledger_is_due_again_but_a_signed_week_is_not(
    stocked, pharmacy, ana, django_assert_num_queries
) -> None:
    now = timezone.now()
    before = now - timedelta(days=1)
    weeks = [week for _, week in weeks_to_draft(now)]
    for week in weeks:
        draft_week(delegation=pharmacy.delegation, week=week, now=before)
    with django_assert_num_queries(1):
        assert weeks_to_draft(now) == [(pharmacy.delegation_id, weeks[-1])], "it was received in the last one"
    draft_week(delegation=pharmacy.delegation, week=weeks[-1], now=now)
    sign_week(report=WeeklyReport.objects.get(week=weeks[-1].monday), by=ana)
    assert weeks_to_draft(timezone.now()) == []


@pytest.mark.django_db
def test_the_nightly_sweep_sends_every_delegation_of_the_recent_weeks(pharmacy, other_pharmacy, sent, at_once) -> None:
    assert tasks.aggregate_recent_weeks() == 2 * LOOK_BACK
    assert len(set(sent)) == 2 * LOOK_BACK


@pytest.mark.slow
def test_real_workers_take_a_week_from_the_ledger_to_the_country(
    celery_worker_process, hospital, pharmacy, vincristine
) -> None:
    AssortmentFactory(unit=hospital, drug=vincristine)
    week = IsoWeek.of(pharmacy.today()).previous()
    app.send_task("supply.tasks.draft_delegation_week", args=[hospital.delegation_id, str(week)])
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not CountryCell.objects.exists():
        time.sleep(0.2)
    assert WeeklyReport.objects.get().unit == hospital
    assert WeekCell.objects.count() == CountryCell.objects.count() == 2
    assert DelegationWeek.objects.get(place_kind="conjunto").units_expected == 1


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_and_a_new_one_add_the_week_up_once(
    celery_worker_process, hospital, pharmacy, vincristine, stocked
) -> None:
    """The whole worker is killed with SIGKILL while its task writes the cells; the same task sent again repairs all."""
    AssortmentFactory(unit=hospital, drug=vincristine)
    week = IsoWeek.of(pharmacy.today()).previous()
    draft_week(delegation=hospital.delegation, week=week, now=timezone.now())
    send = ("supply.tasks.aggregate_delegation_week", [hospital.delegation_id, str(week)])
    holder = psycopg2.connect(database_url())
    with holder.cursor() as cursor:
        cursor.execute("LOCK TABLE supply_delegationweek IN SHARE MODE")  # cells are written by then, not committed
        app.send_task(send[0], args=send[1])
        until(lambda: _waits_for("supply_delegationweek", cursor))
        celery_worker_process.kill()
    holder.rollback()
    holder.close()
    assert not WeekCell.objects.exists(), "a killed transaction leaves nothing"

    celery_worker_process.start()
    app.send_task(send[0], args=send[1])
    until(CountryCell.objects.exists)
    undisturbed = [WeekCell, DelegationWeek, CountryCell]
    after = [list(model.objects.order_by("pk").values_list(*columns(model))) for model in undisturbed]
    for model in undisturbed:
        model.objects.all().delete()
    aggregate_delegation_week(delegation=hospital.delegation, week=week)
    aggregate_country_week(week=week)
    assert after == [list(model.objects.order_by("pk").values_list(*columns(model))) for model in undisturbed]


def columns(model) -> list[str]:
    return [field.name for field in model._meta.fields if field.name not in ("id", "computed_at")]


def _waits_for(table: str, cursor) -> bool:
    cursor.execute("SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table])
    return cursor.fetchone() is not None


def until(true, seconds: float = 30) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return
        time.sleep(0.1)
    pytest.fail("It did not come about in time")
