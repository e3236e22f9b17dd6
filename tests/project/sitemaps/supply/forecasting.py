"""Addresses of forecasting."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

PLANNERS = frozenset({Role.CENTRAL_OFFICE, Role.DELEGATION_SUPPLY_MANAGER})


def _series(side: Side) -> tuple[Any, ...]:
    return (side.hospital.clues, side.drug.code)


def _rule(side: Side) -> tuple[Any, ...]:
    return (side.rule.pk,)


def _new(side: Side) -> dict[str, Any]:
    return {"kind": "review_days", "value": "10", "origin": "Prueba", "unit": side.hospital.clues}


_VALUE = {"value": "12", "origin": "Prueba"}

ROUTES: dict[str, Route] = {
    "supply:forecast-list": Route(reads=STAFF),
    "supply:forecast": Route(_series, seen=STAFF, reads=STAFF),
    "supply:planning-rules": Route(reads=STAFF),
    "supply:planning-rule-new": Route(reads=PLANNERS, writes=PLANNERS, body=_new),
    "supply:planning-rule": Route(_rule, seen=STAFF, reads=PLANNERS, writes=PLANNERS, body=lambda side: _VALUE),
    "supply:planning-rule-drop": Route(_rule, seen=STAFF, reads=PLANNERS, writes=PLANNERS, body=lambda side: {}),
    "api-forecasts": Route(reads=STAFF, page=False),
    "api-planning-rules": Route(reads=STAFF, writes=PLANNERS, body=_new, page=False),
    "api-planning-rule": Route(_rule, seen=STAFF, reads=STAFF, page=False),
    "api-planning-rule-drop": Route(_rule, seen=STAFF, reads=None, writes=PLANNERS, body=lambda side: {}, page=False),
}
