"""Clocks of a test (see tests/factories/cases.py), and a case told by Nina's mother."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from pediatric_platform.actions.cases import Told, open_case
from pediatric_platform.models import Case, CaseChannel, CaseKind
from tests.factories.cases import case_rules

ZONE = ZoneInfo("America/Mexico_City")


def at(day: int, hour: int = 9, minute: int = 0, *, month: int = 11, year: int = 2026) -> datetime:
    """A moment in Mexico City."""
    return datetime(year, month, day, hour, minute, tzinfo=ZONE)


@pytest.fixture
def rules(db) -> None:
    case_rules()


@pytest.fixture
def told_by_rosa(rules, nina, rosa, hospital, vincristine) -> Callable[..., Case]:
    def make(**other: Any) -> Case:
        told = {"child": nina, "person": rosa, "channel": CaseChannel.FAMILY, "story": "Nos dijeron que no hay."}
        facts = {"unit": hospital, "kind": CaseKind.MISSING, "drug": vincristine, "by": rosa}
        names = {"session", "needed_on", "prescription_on", "report", "story", "channel"}
        told |= {name: value for name, value in other.items() if name in names}
        facts |= {name: value for name, value in other.items() if name not in names}
        return open_case(told=Told(**told), **facts)

    return make


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC)
