"""Several real processes on the same few shelves: no deadlock, no negative balance, nothing lost."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date

import pytest
from django.db.models import Sum

from supply.actions.ledger import LotLine, receive
from supply.models import Balance, Document, Movement
from tests.factories.supply import DrugFactory
from tests.plugins.worker import test_database_url as database_url

pytestmark = pytest.mark.django_db(transaction=True)

PROCESSES = 4
POSTS = 60


def start(module: str, *arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", f"tests.supply.actions.ledger.{module}", *map(str, arguments)],
        env=os.environ | {"DATABASE_URL": database_url()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_many_processes_on_the_same_shelves(pharmacy, warehouse, transit):
    drugs = DrugFactory.create_batch(5)
    for place in (pharmacy, warehouse):
        lines = [LotLine(drug.pk, "L0", date(2030, 1, 1), 40) for drug in drugs]
        receive(place=place, lines=lines, key="first", by=None)
    running = [start("poster", seed, POSTS, pharmacy.pk, warehouse.pk) for seed in range(PROCESSES)]
    outcomes = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, "\n".join(err for _, err in outcomes)
    posted = sum(int(out.split()[0]) for out, _ in outcomes)
    refused = sum(int(out.split()[1]) for out, _ in outcomes)
    assert posted + refused == PROCESSES * POSTS
    assert posted > PROCESSES * POSTS / 4
    sums = {
        (row["place"], row["lot"]): row["total"]
        for row in Movement.objects.values("place", "lot").annotate(total=Sum("quantity"))
    }
    assert {(b.place_id, b.lot_id): b.on_hand for b in Balance.objects.all()} == sums
    assert min(sums.values()) >= 0
    assert not Balance.objects.filter(place=transit, on_hand__gt=0).exists()


def test_the_same_document_at_the_same_time_is_one_effect(pharmacy, warehouse, vincristine):
    receive(place=pharmacy, lines=[LotLine(vincristine.pk, "L0", date(2030, 1, 1), 1000)], key="first", by=None)
    # The same seed gives the same keys and contents: every document is posted by all processes at once.
    running = [start("twin", 50, pharmacy.pk, vincristine.pk) for _ in range(PROCESSES)]
    outcomes = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, "\n".join(err for _, err in outcomes)
    replayed = sum(int(out) for out, _ in outcomes)
    assert replayed == 50 * (PROCESSES - 1)
    assert Document.objects.count() == 51
    assert Balance.objects.get(place=pharmacy).on_hand == 950


def test_two_who_want_the_last_piece(pharmacy, vincristine):
    receive(place=pharmacy, lines=[LotLine(vincristine.pk, "L0", date(2030, 1, 1), 30)], key="first", by=None)
    running = [start("taker", seed, 20, pharmacy.pk, vincristine.pk) for seed in range(PROCESSES)]
    outcomes = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * PROCESSES, "\n".join(err for _, err in outcomes)
    assert sum(int(out) for out, _ in outcomes) == 30
    assert Balance.objects.get(place=pharmacy).on_hand == 0
