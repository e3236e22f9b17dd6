"""Simulated fevers: honest with every constraint and their stamps, improving, three running, the same each time."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from io import StringIO
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from delegations.models import Unit
from pediatric_platform.golden_hour import ORDER, STAMPS
from pediatric_platform.models import Child, FamilyReport, FeverEpisode, FeverStamp
from pediatric_platform.simulation.fever import CLOSED, TREATED, simulate_fevers
from supply.models import Drug
from tests.factories.children import ChildFactory, relative_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def children(hospital: Unit, other_hospital: Unit, vincristine: Drug) -> list[Child]:
    """Thirty registered a year ago, one of them with a relative who has an account; one registered yesterday."""
    now = timezone.now()
    made = [
        ChildFactory(
            unit=(hospital, other_hospital)[number % 2],
            is_simulated=True,
            registered_at=now - timedelta(days=1 if number == 29 else 400),
        )
        for number in range(30)
    ]
    relative_of(made[1], email="mama@example.org", full_name="Mamá Simulada")
    Drug.objects.filter(pk=vincristine.pk).update(inn="cefepime", strength="1")
    return made


def test_what_is_written_agrees_with_itself(children: list[Child]) -> None:
    now = timezone.now()
    made = simulate_fevers(now=now, seed=7)
    rows = list(FeverEpisode.objects.prefetch_related("stamps"))
    assert (made.treated, made.closed, made.running) == (TREATED, CLOSED, 3)
    assert len(rows) == TREATED + CLOSED + 3
    assert made.stamps == FeverStamp.objects.count()
    for row in rows:
        times = {name: getattr(row, f"{name}_at") for name in STAMPS}
        told = {stamp.stamp: stamp.at for stamp in row.stamps.all()}  # the last one of each holds
        assert told == {name: at for name, at in times.items() if at}, row.folio
        for first, second in ORDER:
            assert not (times[first] and times[second] and times[first] > times[second]), (row.folio, first, second)
        assert all(
            stamp.noted_at >= stamp.at and stamp.noted_at <= now + timedelta(minutes=1) for stamp in row.stamps.all()
        )
        assert row.is_simulated
        if row.arrived_at:
            assert row.deadline_at == row.arrived_at + timedelta(minutes=60)
        if row.late_reason:
            assert row.antibiotic_at > row.deadline_at
        if row.state == "treated":
            assert row.antibiotic == Drug.objects.get(inn="cefepime")
    assert any(stamp.was for row in rows for stamp in row.stamps.all())


def test_it_improves_and_some_are_closed_and_explained(children: list[Child]) -> None:
    now = timezone.now()
    simulate_fevers(now=now, seed=7)
    half = now - timedelta(days=135)
    early, lately = (
        [row.antibiotic_at <= row.deadline_at for row in rows]
        for rows in (
            FeverEpisode.objects.filter(state="treated", arrived_at__lt=half),
            FeverEpisode.objects.filter(state="treated", arrived_at__gte=half),
        )
    )
    assert 0.4 <= sum(early) / len(early) <= 0.72
    assert 0.68 <= sum(lately) / len(lately) <= 0.95
    late = [row for row in FeverEpisode.objects.filter(state="treated") if row.antibiotic_at > row.deadline_at]
    explained = [row for row in late if row.late_reason]
    assert len(late) > len(explained) > len(late) / 2
    assert len({row.late_reason for row in explained}) >= 4
    assert not FeverEpisode.objects.filter(late_reason="other", late_note="").exists()
    assert not FeverEpisode.objects.filter(closed_reason="not_come", arrived_at__isnull=False).exists()
    assert not FeverEpisode.objects.filter(closed_reason__in=["not_come", "other_cause"], closed_note="").exists()


def test_three_run_now_and_one_was_told_by_a_family(children: list[Child]) -> None:
    now = timezone.now()
    simulate_fevers(now=now, seed=7)
    coming, late, left = sorted(
        FeverEpisode.objects.running(), key=lambda row: row.arrived_at or now - timedelta(days=9)
    )
    assert (coming.state, coming.arrived_at) == ("coming", None)
    assert round((left.deadline_at - now) / timedelta(minutes=1)) == 40
    assert late.deadline_at < now
    report = FamilyReport.objects.get()
    assert coming.report == report
    assert (report.kind, report.child, report.temperature) == ("fever", coming.child, coming.temperature)
    assert {stamp.by for stamp in coming.stamps.all()} == {report.told_by}


def test_nobody_has_a_fever_before_they_are_known_nor_two_at_once(children: list[Child]) -> None:
    simulate_fevers(now=timezone.now(), seed=7)
    days: dict[int, list[date]] = defaultdict(list)
    for row in FeverEpisode.objects.select_related("child").order_by("opened_at"):
        if row.state != "coming" and row.state != "here":
            assert row.opened_at > row.child.registered_at
            assert row.child_id != children[29].pk
        days[row.child_id].append(row.opened_at.date())
    assert any(len(known) > 1 for known in days.values())
    for known in days.values():
        assert all((second - first).days >= 11 for first, second in pairwise(known))


@override_settings(SIMULATED=True)
def test_the_same_seed_makes_the_same_and_only_once(children: list[Child]) -> None:
    call_command("simulate_fevers", stdout=StringIO())
    before = list(FeverEpisode.objects.order_by("folio").values_list("folio", "child", "state"))
    call_command("simulate_fevers", stdout=StringIO())
    assert list(FeverEpisode.objects.order_by("folio").values_list("folio", "child", "state")) == before


def test_the_seed_decides(children: list[Child]) -> None:
    now, found = timezone.now(), []
    for _time in range(2):
        with transaction.atomic():
            simulate_fevers(now=now, seed=3)
            found.append(list(FeverEpisode.objects.order_by("folio").values_list("folio", "child", "antibiotic_at")))
            transaction.set_rollback(True)
    assert found[0] == found[1]


@override_settings(SIMULATED=False)
def test_never_among_real_data(children: list[Child]) -> None:
    with pytest.raises(CommandError):
        call_command("simulate_fevers", stdout=StringIO())
    assert not FeverEpisode.objects.exists()


@override_settings(SIMULATED=True)
def test_without_children_it_says_what_to_do(db: None) -> None:
    with pytest.raises(CommandError, match="simulate_children"):
        call_command("simulate_fevers", stdout=StringIO())
