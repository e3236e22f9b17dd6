"""Addresses of loans."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

LENDERS = frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER})
KEEPERS = frozenset({Role.DELEGATION_SUPPLY_MANAGER})


def _one(side: Side) -> tuple[Any, ...]:
    return (side.loan.pk,)


def _partner(side: Side) -> tuple[Any, ...]:
    return (side.loan.partner_id,)


def _at(side: Side) -> tuple[Any, ...]:
    return (side.pharmacy.code,)


def _head(side: Side) -> dict[str, Any]:
    return {
        "partner": side.loan.partner_id, "due_on": "31/12/2030", "key": "prestamo-prueba",
        "lineas-TOTAL_FORMS": 1, "lineas-INITIAL_FORMS": 0, "lineas-MIN_NUM_FORMS": 0, "lineas-MAX_NUM_FORMS": 400,
    }  # fmt: skip


def _give(side: Side) -> dict[str, Any]:
    return {**_head(side), "lineas-0-drug": side.drug.code, "lineas-0-pieces": 1}


def _take(side: Side) -> dict[str, Any]:
    line = {"drug": side.drug.code, "number": "AJENO-1", "expires_on": "31/12/2030", "pieces": 1}
    return {**_head(side), **{f"lineas-0-{name}": value for name, value in line.items()}}


def _return(side: Side) -> dict[str, Any]:
    line = side.loan.lines.get()
    return {"key": "vuelve-prueba", "edition": 1, f"vuelve-{line.pk}-pieces": 1}


def _returned(side: Side) -> dict[str, Any]:
    return {"edition": 1, "lines": [{"id": side.loan.lines.get().pk, "pieces": 1}]}


def _given(side: Side) -> dict[str, Any]:
    line = {"drug_id": side.drug.pk, "pieces": 1}
    return {"partner": side.loan.partner_id, "direction": "given", "due_on": "2030-12-31", "lines": [line]}


def _new(side: Side) -> dict[str, Any]:
    return {"delegation": side.delegation.pk, "name": "Otro hospital"}


def _changed(side: Side) -> dict[str, Any]:
    return {"edition": 1, "name": "Nombre corregido", "is_active": "on"}


WHY = {"reason": "Prueba", "edition": 1}
DUE = {**WHY, "due_on": "31/12/2030"}
_LEND = {"seen": STAFF, "reads": LENDERS, "writes": LENDERS}
_API = {"seen": STAFF, "reads": None, "writes": LENDERS, "page": False}

ROUTES: dict[str, Route] = {
    "supply:loan-list": Route(reads=STAFF),
    "supply:loan-start": Route(reads=LENDERS),
    "supply:loan-give": Route(_at, **_LEND, body=_give),
    "supply:loan-take": Route(_at, **_LEND, body=_take),
    "supply:loan": Route(_one, seen=STAFF, reads=STAFF),
    "supply:loan-return": Route(_one, **_LEND, body=_return),
    "supply:loan-due": Route(_one, **_LEND, body=lambda side: DUE),
    "supply:loan-settle": Route(_one, **_LEND, body=lambda side: WHY),
    "supply:partner-list": Route(reads=STAFF),
    "supply:partner-new": Route(reads=KEEPERS, writes=KEEPERS, body=_new),
    "supply:partner": Route(_partner, seen=STAFF, reads=STAFF),
    "supply:partner-edit": Route(_partner, seen=STAFF, reads=KEEPERS, writes=KEEPERS, body=_changed),
    "api-loans": Route(reads=STAFF, page=False),
    "api-place-loans": Route(_at, **_API, body=_given),
    "api-loan": Route(_one, seen=STAFF, reads=STAFF, page=False),
    "api-loan-return": Route(_one, **_API, body=_returned),
    "api-loan-due": Route(_one, **_API, body=lambda side: {**WHY, "due_on": "2030-12-31"}),
    "api-loan-settle": Route(_one, **_API, body=lambda side: WHY),
    "api-partners": Route(reads=STAFF, page=False),
}
