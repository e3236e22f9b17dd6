from __future__ import annotations

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from supply.actions.coverage import cover_unit
from supply.actions.ledger import LotLine, receive
from supply.actions.requirements import Package, declare
from supply.models import CoverageChange, Requirement

pytestmark = pytest.mark.django_db


def checked(**options) -> tuple[int, str]:
    out, status = StringIO(), 0
    try:
        call_command("check_coverage", stdout=out, **options)
    except SystemExit as stop:
        status = int(stop.code or 0)
    return status, out.getvalue()


@pytest.fixture
def covered(hospital, pharmacy, vincristine):
    day = hospital.today() + timedelta(days=3)
    receive(place=pharmacy, lines=[LotLine(vincristine.pk, "L", day, 5)], key="r", by=None)
    declare(packages=[Package("s1", "N-1", hospital.pk, day, ((vincristine.pk, 2),))])
    cover_unit(unit=hospital)
    return hospital


def test_answers_that_hold_are_told_to(covered) -> None:
    status, text = checked(json=True)
    told = json.loads(text)
    assert (status, told["ok"], told["units"], told["packages"], told["waiting"]) == (0, True, 1, 1, 0)


def test_a_damaged_answer_is_named_and_left_as_it_is(covered) -> None:
    Requirement.objects.update(allocation=[{"lot": 1, "pieces": 2}])
    status, text = checked()
    assert status == 1
    assert f"{covered.clues} s1" in text
    assert Requirement.objects.get().allocation == [{"lot": 1, "pieces": 2}]


def test_what_waits_is_no_fault(covered, vincristine) -> None:
    Requirement.objects.update(allocation=[])
    CoverageChange.objects.create(unit=covered, drug=vincristine)
    status, text = checked(json=True)
    told = json.loads(text)
    assert (status, told["ok"], told["units"], told["waiting"]) == (0, True, 0, 1)
