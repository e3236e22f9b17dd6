"""Addresses of levels."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route


def _plan(side: Side) -> tuple[Any, ...]:
    plan = side.plan_of_stock
    return (plan.unit.clues, plan.drug.code)


def _line(side: Side) -> dict[str, Any]:
    """The hospital's drug that is at zero."""
    plan = side.plan_of_stock
    return {"linea": f"running_out:{plan.unit_id}:{plan.drug_id}:out"}


def _until() -> str:
    return (timezone.localdate() + timedelta(days=2)).isoformat()


def _put_off(name: str, side: Side) -> dict[str, Any]:
    return {name: _line(side)["linea"], "until": _until(), "reason": "Llega mañana"}


ROUTES: dict[str, Route] = {
    "supply:worklist": Route(reads=STAFF),
    "supply:work-put-off": Route(asks=_line, reads=STAFF, writes=STAFF, body=lambda side: _put_off("linea", side)),
    "supply:work-bring-back": Route(reads=None, writes=STAFF, page=False),
    "supply:stock-plan-list": Route(reads=STAFF),
    "supply:stock-plan": Route(_plan, seen=STAFF, reads=STAFF),
    "api-stock-plans": Route(reads=STAFF, page=False),
    "api-stock-plan": Route(_plan, seen=STAFF, reads=STAFF, page=False),
    "api-worklist": Route(reads=STAFF, page=False),
    "api-work-put-off": Route(reads=None, writes=STAFF, body=lambda side: _put_off("key", side), page=False),
    "api-work-bring-back": Route(reads=None, writes=STAFF, page=False),
}
