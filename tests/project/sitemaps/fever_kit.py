"""Addresses of the fever kit and the golden hour's figures."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

KIT_KEEPERS = frozenset({Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST, Role.CLINICIAN})


def _unit(side: Side) -> tuple[Any, ...]:
    return (side.hospital.clues,)


def _item(side: Side) -> tuple[Any, ...]:
    return (side.hospital.clues, side.kit_item.pk)


def _gauze(side: Side) -> dict[str, Any]:
    return {"role": "supply", "name": "Gasas", "minimum": 3}


def _minimum(side: Side) -> dict[str, Any]:
    return {"name": side.kit_item.name, "role": "first", "minimum": 60, "is_active": "on"}


def _door(side: Side) -> dict[str, Any]:
    return {"name": "Urgencias", "phone": "33 9999 9999", "is_open": "on"}


ROUTES: dict[str, Route] = {
    "pediatric:fever-kit-list": Route(reads=STAFF),
    "pediatric:fever-rules": Route(reads=STAFF),
    "pediatric:fever-kit": Route(_unit, seen=STAFF, reads=STAFF, writes=KIT_KEEPERS),
    "pediatric:fever-kit-add": Route(_unit, seen=STAFF, reads=KIT_KEEPERS, writes=KIT_KEEPERS, body=_gauze),
    "pediatric:fever-kit-item": Route(_item, seen=STAFF, reads=KIT_KEEPERS, writes=KIT_KEEPERS, body=_minimum),
    "pediatric:fever-door": Route(_unit, seen=STAFF, reads=KIT_KEEPERS, writes=KIT_KEEPERS, body=_door),
    "api-fever-rules": Route(reads=STAFF, page=False),
    "api-fever-doors": Route(reads=STAFF, page=False),
    "api-fever-door": Route(_unit, seen=STAFF, writes=KIT_KEEPERS, body=_door, page=False),
    "api-fever-kit": Route(_unit, seen=STAFF, writes=KIT_KEEPERS, body=_gauze, page=False),
    "api-fever-kit-item": Route(
        _item, seen=STAFF, reads=None, writes=KIT_KEEPERS, body=lambda side: {"minimum": 60}, page=False
    ),
    "api-fever-kit-count": Route(_unit, seen=STAFF, reads=None, writes=KIT_KEEPERS, page=False),
    "api-fever-kit-alerts": Route(reads=STAFF, page=False),
}
