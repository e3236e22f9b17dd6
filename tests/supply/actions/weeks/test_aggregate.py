from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import psycopg2
import pytest
from django.db.models import Min, Sum
from django.utils import timezone

from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week, draft_week, sign_week, validate_week
from supply.models import CountryCell, CountryWeek, DelegationWeek, WeekCell, WeeklyLine, WeeklyReport
from supply.models._sums import FLOW_COLUMNS, PRESCRIPTION_COLUMNS, STOCK_COLUMNS
from tests.factories.delegations import PlaceFactory, UnitFactory
from tests.factories.supply import AssortmentFactory
from tests.plugins.worker import test_database_url
from tests.supply.actions.weeks.conftest import Story

SUMS = (*FLOW_COLUMNS, *STOCK_COLUMNS, *PRESCRIPTION_COLUMNS)


@pytest.fixture
def drafted(at_pharmacy, hospital, vincristine, methotrexate, carried, draft, week) -> WeeklyReport:
    """Ana's hospital and a neighbour of its delegation, with last week drafted."""
    carried(vincristine, methotrexate)
    at_pharmacy.came(vincristine, 30, -10)
    at_pharmacy.given(vincristine, 4, 1)
    neighbour = UnitFactory(delegation=hospital.delegation, clues="JCIMS000002")
    AssortmentFactory(unit=neighbour, drug=vincristine)
    Story(PlaceFactory(unit=neighbour), week).came(vincristine, 7, -4, lot="N")
    return draft()


def rows(model) -> list[dict]:
    fields = [field.attname for field in model._meta.concrete_fields if field.attname not in ("id", "computed_at")]
    return list(model.objects.order_by(*fields).values(*fields))


@pytest.mark.django_db
def test_cells_are_the_sums_of_lines_and_count_pairs_per_category(drafted, vincristine, week) -> None:
    aggregate_delegation_week(delegation=drafted.delegation, week=week)
    for kind in ("farmacia", "conjunto"):
        cell = WeekCell.objects.get(drug=vincristine, place_kind=kind)
        lines = WeeklyLine.objects.filter(drug=vincristine, place_kind=kind)
        assert lines.count() == 2
        for column in SUMS:
            assert getattr(cell, column) == lines.aggregate(total=Sum(column))["total"], column
        assert cell.pairs == 2
        assert cell.counts[lines[0].category] >= 1


@pytest.mark.django_db
def test_the_delegations_week_adds_its_cells_and_tells_the_reporting(drafted, ana, beto, week) -> None:
    sign_week(report=drafted, by=ana, now=drafted.due_at + timedelta(minutes=1))
    validate_week(report=drafted, by=beto)
    aggregate_delegation_week(delegation=drafted.delegation, week=week)
    whole = DelegationWeek.objects.get(place_kind="conjunto")
    assert (whole.units_expected, whole.units_signed, whole.units_on_time, whole.units_validated) == (2, 1, 0, 1)
    assert whole.data_as_of == drafted.due_at + timedelta(minutes=1), "older than the neighbour's draft"
    assert whole.pairs == 3
    assert whole.closing == WeekCell.objects.filter(place_kind="conjunto").aggregate(total=Sum("closing"))["total"]


@pytest.mark.django_db
def test_the_delegations_own_warehouse_adds_pieces_but_no_unit(
    drafted, delegation_warehouse, vincristine, week, draft
) -> None:
    Story(delegation_warehouse, week).came(vincristine, 100, 0, lot="W")
    draft()
    aggregate_delegation_week(delegation=drafted.delegation, week=week)
    whole = DelegationWeek.objects.get(place_kind="conjunto")
    assert (whole.units_expected, whole.closing, whole.pairs) == (2, 133, 3)
    assert DelegationWeek.objects.get(place_kind="almacen").closing == 100


@pytest.mark.django_db
def test_the_countrys_week_is_the_sum_of_the_delegations(drafted, other_pharmacy, vincristine, week, draft) -> None:
    Story(other_pharmacy, week).came(vincristine, 100, 0, lot="W")
    draft_week(delegation=other_pharmacy.delegation, week=week, now=timezone.now())
    for delegation in (drafted.delegation, other_pharmacy.delegation):
        aggregate_delegation_week(delegation=delegation, week=week)
    aggregate_country_week(week=week)
    weeks = DelegationWeek.objects.filter(week=week.monday)
    assert weeks.values("delegation").distinct().count() == 2
    assert CountryWeek.objects.count() == weeks.values("place_kind").distinct().count()
    for whole in CountryWeek.objects.all():
        of_kind = weeks.filter(place_kind=whole.place_kind)
        for column in (*SUMS, "units_expected", "pairs_out"):
            assert getattr(whole, column) == of_kind.aggregate(total=Sum(column))["total"], column
        assert whole.data_as_of == of_kind.aggregate(oldest=Min("data_as_of"))["oldest"]
    weeks.filter(place_kind="farmacia").delete()
    aggregate_country_week(week=week)
    assert not CountryWeek.objects.filter(place_kind="farmacia").exists()


@pytest.mark.django_db
def test_adding_up_again_changes_nothing(drafted, week) -> None:
    for _ in range(2):
        aggregate_delegation_week(delegation=drafted.delegation, week=week)
        aggregate_country_week(week=week)
        found = (rows(WeekCell), rows(DelegationWeek), rows(CountryCell), rows(CountryWeek))
        ids = list(WeekCell.objects.values_list("pk", flat=True))
    aggregate_delegation_week(delegation=drafted.delegation, week=week)
    assert (rows(WeekCell), rows(DelegationWeek), rows(CountryCell), rows(CountryWeek)) == found
    assert list(WeekCell.objects.values_list("pk", flat=True)) == ids


@pytest.mark.django_db
def test_rows_with_nothing_left_under_them_go_and_no_other_week_or_delegation_is_touched(
    drafted, other_hospital, other_pharmacy, methotrexate, vincristine, week
) -> None:
    Story(other_pharmacy, week).came(vincristine, 5, 0)
    now = timezone.now()
    draft_week(delegation=drafted.delegation, week=week.previous(), now=now)
    draft_week(delegation=other_hospital.delegation, week=week, now=now)
    for delegation, each in (
        (drafted.delegation, week),
        (drafted.delegation, week.previous()),
        (other_hospital.delegation, week),
    ):
        aggregate_delegation_week(delegation=delegation, week=each)
    aggregate_country_week(week=week)
    elsewhere = WeekCell.objects.exclude(week=week.monday, delegation=drafted.delegation)
    before = list(elsewhere.order_by("pk").values())
    drafted.lines.filter(drug=methotrexate).delete()
    aggregate_delegation_week(delegation=drafted.delegation, week=week)
    aggregate_country_week(week=week)
    assert not WeekCell.objects.filter(drug=methotrexate, week=week.monday).exists()
    assert not CountryCell.objects.filter(drug=methotrexate).exists()
    assert list(elsewhere.order_by("pk").values()) == before
    assert CountryCell.objects.get(drug=vincristine, place_kind="conjunto").closing == 38


AGGREGATE = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
django.setup()
from delegations.models import Delegation
from supply.actions.weeks import aggregate_country_week, aggregate_delegation_week
from supply.weeks import IsoWeek
week = IsoWeek.parse(sys.argv[1])
aggregate_delegation_week(delegation=Delegation.objects.get(code=sys.argv[2]), week=week)
aggregate_country_week(week=week)
"""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("held", ["supply_weekcell", "supply_delegationweek", "supply_countrycell"])
def test_a_worker_killed_in_the_middle_leaves_nothing_double_and_nothing_missing(drafted, week, ana, held: str) -> None:
    """Held at a lock in the middle of its work, killed with SIGKILL, run again: the same rows as if undisturbed."""
    aggregate_delegation_week(delegation=drafted.delegation, week=week)
    aggregate_country_week(week=week)
    sign_week(report=drafted, by=ana)  # something to change
    WeeklyLine.objects.filter(place_kind="farmacia").update(days_out=5)

    url = test_database_url()
    command = [sys.executable, "-c", AGGREGATE, str(week), drafted.delegation.code]
    with psycopg2.connect(url) as holder, holder.cursor() as cursor:
        cursor.execute(f"LOCK TABLE {held} IN SHARE MODE")
        process = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url}, stdout=subprocess.DEVNULL)
        wait_until_blocked(cursor, held)
        process.send_signal(signal.SIGKILL)
        process.wait()
    holder.close()
    assert process.returncode == -signal.SIGKILL

    subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=True)
    after_the_kill = (rows(WeekCell), rows(DelegationWeek), rows(CountryCell), rows(CountryWeek))
    for model in (WeekCell, DelegationWeek, CountryCell, CountryWeek):
        model.objects.all().delete()
    aggregate_delegation_week(delegation=drafted.delegation, week=week)
    aggregate_country_week(week=week)
    assert after_the_kill == (rows(WeekCell), rows(DelegationWeek), rows(CountryCell), rows(CountryWeek))


def wait_until_blocked(cursor, table: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        cursor.execute("SELECT 1 FROM pg_locks WHERE relation = %s::regclass AND NOT granted", [table])
        if cursor.fetchone():
            return
        time.sleep(0.05)
    pytest.fail("The worker never came to the lock")
