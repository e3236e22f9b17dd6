"""Addresses of requisitions."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

# Who asks for a unit's place, and who decides what a unit asks.
ASKERS = frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER})
DECIDERS = frozenset({Role.DELEGATION_SUPPLY_MANAGER, Role.CENTRAL_OFFICE})
WHY = {"reason": "Prueba", "edition": 1}


def _one(side: Side) -> tuple[Any, ...]:
    return (side.requisition.pk,)


def _at(side: Side) -> tuple[Any, ...]:
    return (side.pharmacy.code,)


def _lines(side: Side) -> dict[str, Any]:
    return {
        "lineas-TOTAL_FORMS": 1, "lineas-INITIAL_FORMS": 0, "lineas-MIN_NUM_FORMS": 0, "lineas-MAX_NUM_FORMS": 400,
        "lineas-0-drug": side.drug.code, "lineas-0-asked": 3, "lineas-0-explanation": "Prueba",
    }  # fmt: skip


def _sent(side: Side) -> dict[str, Any]:
    told = {"drug_id": side.drug.pk, "asked": 3, "explanation": "Prueba"}
    return {"place": side.pharmacy.code, "lines": [told]}


def _approved(side: Side) -> dict[str, Any]:
    line = side.requisition.lines.get()
    return {f"{line.pk}-approved": line.asked, f"{line.pk}-to_purchase": line.asked, "edition": 1}


def _approval(side: Side) -> dict[str, Any]:
    line = side.requisition.lines.get()
    return {"edition": 1, "lines": [{"id": line.pk, "approved": line.asked, "to_purchase": line.asked}]}


_ASK = {"seen": STAFF, "reads": ASKERS, "writes": ASKERS}
_DECIDE = {"seen": STAFF, "reads": DECIDERS, "writes": DECIDERS}
_API = {"reads": None, "page": False}

ROUTES: dict[str, Route] = {
    "supply:requisition-list": Route(reads=STAFF),
    "supply:requisition-start": Route(reads=ASKERS, may_redirect=True),
    "supply:requisition-new": Route(_at, **_ASK, body=_lines),
    "supply:requisition": Route(_one, seen=STAFF, reads=STAFF),
    # It was sent: there is no draft to correct or to send.
    "supply:requisition-edit": Route(_one, **_ASK, may_redirect=True),
    "supply:requisition-send": Route(_one, **_ASK),
    "supply:requisition-take-back": Route(_one, **_ASK, body=lambda side: {"edition": 1}),
    "supply:requisition-cancel": Route(_one, **_ASK, body=lambda side: WHY),
    "supply:requisition-decide": Route(_one, **_DECIDE, body=_approved),
    "supply:requisition-refuse": Route(_one, **_DECIDE, body=lambda side: WHY),
    "supply:requisition-escalate": Route(_one, **_DECIDE, body=lambda side: WHY),
    # Nobody has approved it: nothing is left to supply, and nothing is awaited.
    "supply:requisition-rest": Route(_one, **_DECIDE),
    "supply:requisition-fulfil": Route(_one, **_ASK),
    "api-requisitions": Route(reads=STAFF, writes=ASKERS, body=_sent, page=False),
    "api-requisition": Route(_one, seen=STAFF, reads=STAFF, page=False),
    "api-requisition-send": Route(_one, seen=STAFF, writes=ASKERS, **_API),
    "api-requisition-take-back": Route(_one, seen=STAFF, writes=ASKERS, body=lambda side: {"edition": 1}, **_API),
    "api-requisition-cancel": Route(_one, seen=STAFF, writes=ASKERS, body=lambda side: WHY, **_API),
    "api-requisition-approve": Route(_one, seen=STAFF, writes=DECIDERS, body=_approval, **_API),
    "api-requisition-refuse": Route(_one, seen=STAFF, writes=DECIDERS, body=lambda side: WHY, **_API),
    "api-requisition-escalate": Route(_one, seen=STAFF, writes=DECIDERS, body=lambda side: WHY, **_API),
}
