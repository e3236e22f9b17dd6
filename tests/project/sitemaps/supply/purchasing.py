"""Addresses of purchasing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from delegations.roles import Role
from supply.models import TenderLine
from tests.factories.two_sides import Side
from tests.project.route import FAULTS_TOKEN, KEEPERS, NOBODY, STAFF, Route

MANAGERS = frozenset({Role.CENTRAL_OFFICE})
FOLLOWERS = MANAGERS | {Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER}


def _order(side: Side) -> tuple[Any, ...]:
    return (side.supply_order.pk,)


def _contract(side: Side) -> tuple[Any, ...]:
    return (side.contract.pk,)


def _contract_line(side: Side) -> tuple[Any, ...]:
    return (side.contract.pk, side.supply_order.line_id)


def _tender(side: Side) -> tuple[Any, ...]:
    return (side.contract.tender_id,)


def _tender_line(side: Side) -> tuple[Any, ...]:
    return (side.contract.tender_id, TenderLine.objects.get(tender=side.contract.tender_id).pk)


def _supplier(side: Side) -> tuple[Any, ...]:
    return (side.contract.supplier_id,)


def _delivery(side: Side) -> tuple[Any, ...]:
    return (side.delivery.pk,)


def _no_surplus(side: Side) -> tuple[Any, ...]:
    """A delivery's line, of which nothing came over: there is nothing to decide about (404)."""
    return (side.delivery.pk, side.delivery.lines.get().pk)


def _place(side: Side) -> tuple[Any, ...]:
    return (side.pharmacy.code,)


def _from(side: Side) -> dict[str, Any]:
    return {"proveedor": side.contract.supplier_id}


def _changed(side: Side) -> dict[str, Any]:
    later = side.supply_order.deadline_on + timedelta(days=5)
    return {"packs": 9, "deadline_on": later.isoformat(), "reason": "Prueba", "edition": 1}


def _issued(side: Side) -> dict[str, Any]:
    today = side.hospital.today()
    return {
        "number": "OS-NUEVA", "line": side.supply_order.line_id, "packs": 5, "place": side.pharmacy.code,
        "issued_on": today.isoformat(), "deadline_on": (today + timedelta(days=9)).isoformat(),
    }  # fmt: skip


def _contract_facts(side: Side) -> dict[str, Any]:
    today = side.hospital.today()
    return {
        "number": "C-NUEVO", "supplier": side.contract.supplier_id, "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=99)).isoformat(), "edition": 1,
    }  # fmt: skip


def _brought(side: Side) -> dict[str, Any]:
    row = {"order": side.supply_order.pk, "number": "NUEVO-1", "expires_on": "30/06/2031", "delivered": 3}
    rows = {f"lineas-0-{name}": value for name, value in row.items()}
    head = {"remision": "R-NUEVA", "arrived_on": side.hospital.today().isoformat()} | _from(side)
    return {"lineas-TOTAL_FORMS": 1, "lineas-INITIAL_FORMS": 0, **head, **rows}


def _sent(side: Side) -> dict[str, Any]:
    line = {"order": side.supply_order.number, "lot": "NUEVO-1", "expires_on": "2031-06-30", "delivered": 3}
    told = {"supplier": side.contract.supplier_id, "remision": "R-NUEVA", "lines": [line]}
    return told | {"arrived_on": side.hospital.today().isoformat()}


def _ordered(side: Side) -> dict[str, Any]:
    told = {"contract": side.contract.number, "clave": _clave(side), "place": side.pharmacy.code}
    return {name: value for name, value in _issued(side).items() if name not in ("line", "place")} | told


# Contracts are public record: the same for both sides. Orders and deliveries are those of one's places.
_OPEN = {"names_side": False, "seen": STAFF}


def _kept(args: Any, body: Any) -> Route:
    """A form of whoever keeps contracts and procedures."""
    return Route(args, **_OPEN, reads=MANAGERS, writes=MANAGERS, body=body)


_CLAVE = {"packs": 7, "result": "pending", "reference_price": "99.50"}
_LINE = {"min_packs": 1, "max_packs": 150, "price": "99.50"}

ROUTES: dict[str, Route] = {
    "supply:supply-order-list": Route(reads=STAFF),
    "supply:supply-order": Route(_order, seen=STAFF, reads=STAFF),
    "supply:supply-order-change": Route(_order, seen=STAFF, reads=MANAGERS, writes=MANAGERS, body=_changed),
    "supply:supply-order-end": Route(
        _order, seen=STAFF, reads=MANAGERS, writes=MANAGERS, body=lambda s: {"reason": "Prueba", "edition": 1}
    ),
    "supply:supply-order-promise": Route(
        _order,
        seen=STAFF,
        reads=FOLLOWERS,
        writes=FOLLOWERS,
        body=lambda s: {"promised_on": s.supply_order.deadline_on.isoformat(), "edition": 1},
    ),
    "supply:supply-order-new": _kept(_contract, _issued),
    "supply:order-import": Route(reads=MANAGERS, writes=MANAGERS),
    "supply:order-template": Route(reads=MANAGERS, page=False),
    "supply:order-import-faults": Route(lambda s: (FAULTS_TOKEN,), names_side=False, reads=MANAGERS, page=False),
    "supply:contract-list": Route(reads=STAFF),
    "supply:contract": Route(_contract, **_OPEN, reads=STAFF),
    "supply:contract-new": Route(reads=MANAGERS, writes=MANAGERS, body=_contract_facts),
    "supply:contract-edit": _kept(_contract, _contract_facts),
    "supply:contract-end": _kept(
        _contract, lambda s: {"on": s.hospital.today().isoformat(), "reason": "Prueba", "edition": 1}
    ),
    "supply:contract-line-new": _kept(_contract, lambda s: _LINE | {"presentation": _clave(s)}),
    "supply:contract-line-edit": _kept(_contract_line, lambda s: _LINE),
    "supply:tender-list": Route(reads=STAFF),
    "supply:tender": Route(_tender, **_OPEN, reads=STAFF),
    "supply:tender-new": Route(reads=MANAGERS, writes=MANAGERS, body=lambda s: {"number": "LA-NUEVO", "kind": "open"}),
    "supply:tender-edit": _kept(_tender, lambda s: {"number": "LA-OTRO", "kind": "direct", "edition": 1}),
    "supply:tender-line-new": _kept(_tender, lambda s: _CLAVE | {"presentation": _clave(s)}),
    "supply:tender-line-edit": _kept(_tender_line, lambda s: _CLAVE),
    "supply:bid-new": _kept(_tender_line, lambda s: {"supplier": s.contract.supplier_id, "price": "88.00"}),
    "supply:supplier-list": Route(reads=STAFF),
    "supply:supplier": Route(_supplier, **_OPEN, reads=STAFF),
    "supply:supplier-new": Route(reads=MANAGERS, writes=MANAGERS, body=lambda s: {"name": "Proveedor nuevo"}),
    "supply:supplier-edit": _kept(_supplier, lambda s: {"name": "Otro nombre", "is_active": "on", "edition": 1}),
    "supply:delivery-list": Route(reads=STAFF),
    "supply:delivery": Route(_delivery, seen=STAFF, reads=STAFF),
    "supply:delivery-void": Route(
        _delivery, seen=STAFF, reads=KEEPERS, writes=KEEPERS, body=lambda s: {"reason": "Prueba"}
    ),
    "supply:over-take": Route(_no_surplus, seen=frozenset(), reads=NOBODY, page=False),
    "supply:over-send-back": Route(_no_surplus, seen=frozenset(), reads=NOBODY, page=False),
    "supply:delivery-receive": Route(_place, _from, seen=STAFF, reads=KEEPERS, writes=KEEPERS, body=_brought),
    "api-suppliers": Route(reads=STAFF, page=False),
    "api-tenders": Route(reads=STAFF, page=False),
    "api-contracts": Route(reads=STAFF, page=False),
    "api-contract": Route(_contract, **_OPEN, reads=STAFF, page=False),
    "api-supply-orders": Route(reads=STAFF, writes=MANAGERS, body=_ordered, page=False),
    "api-supply-order": Route(_order, seen=STAFF, reads=STAFF, page=False),
    "api-supply-order-end": Route(
        _order, seen=STAFF, reads=None, writes=MANAGERS, body=lambda s: {"reason": "Prueba"}, page=False
    ),
    "api-supply-order-promise": Route(
        _order,
        seen=STAFF,
        reads=None,
        writes=FOLLOWERS,
        body=lambda s: {"promised_on": s.supply_order.deadline_on.isoformat()},
        page=False,
    ),
    # Without a file it is refused for what it lacks (400), and stored is nothing.
    "api-upload-orders": Route(reads=None, writes=MANAGERS, page=False),
    "api-deliveries": Route(reads=STAFF, page=False),
    "api-delivery": Route(_delivery, seen=STAFF, reads=STAFF, page=False),
    "api-delivery-void": Route(
        _delivery, seen=STAFF, reads=None, writes=KEEPERS, body=lambda s: {"reason": "Prueba"}, page=False
    ),
    "api-receive-delivery": Route(_place, seen=STAFF, reads=None, writes=KEEPERS, body=_sent, page=False),
}


def _clave(side: Side) -> str:
    return side.supply_order.line.presentation.clave
