"""Addresses of redistribution and transfer orders."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import SEE_DELEGATION, SIGNERS, STAFF, Route

# Who asks the solver, and takes up what it proposes.
REDISTRIBUTORS = frozenset({Role.CENTRAL_OFFICE, Role.DELEGATION_SUPPLY_MANAGER})
# Who answers for the stock of an end, and so says yes for it: the order leaves the delegation's own warehouse.
CONFIRMERS = SIGNERS
GIVERS = frozenset({Role.DELEGATION_SUPPLY_MANAGER})


def _run(side: Side) -> tuple[Any, ...]:
    return (side.run.pk,)


def _proposal(side: Side) -> tuple[Any, ...]:
    return (side.proposal.pk,)


def _order(side: Side) -> tuple[Any, ...]:
    return (side.transfer_order.pk,)


def _new(side: Side) -> dict[str, Any]:
    return {"delegation": side.delegation.pk}


def _place(side: Side) -> tuple[Any, ...]:
    return (side.pharmacy.code,)


def _ordered(side: Side) -> dict[str, Any]:
    return {
        "lineas-TOTAL_FORMS": 1, "lineas-INITIAL_FORMS": 0, "lineas-MIN_NUM_FORMS": 0, "lineas-MAX_NUM_FORMS": 400,
        "lineas-0-drug": side.drug.code, "lineas-0-pieces": 1, "to_place": side.warehouse.code, "why": "Prueba",
    }  # fmt: skip


def _sent(side: Side) -> dict[str, Any]:
    return {
        "from_place": side.pharmacy.code, "to_place": side.warehouse.code, "why": "Prueba",
        "lines": [{"drug_id": side.drug.pk, "pieces": 1}],
    }  # fmt: skip


def _asked(side: Side) -> dict[str, Any]:
    return {"delegation": side.delegation.code}


_WHY = {"reason": "Prueba", "edition": 1}
_ENDERS = REDISTRIBUTORS
# Whoever answers for the stock of either end may want it moved, too.
MOVERS = REDISTRIBUTORS | {Role.UNIT_SUPPLY_MANAGER}
_EDITION = {"edition": 1}
# An act: nothing to look at.
_ACT = {"reads": None, "page": False}

ROUTES: dict[str, Route] = {
    "supply:redistribution-list": Route(reads=STAFF),
    "supply:redistribution-new": Route(reads=REDISTRIBUTORS, writes=REDISTRIBUTORS, body=_new),
    "supply:redistribution": Route(_run, seen=SEE_DELEGATION, reads=STAFF),
    "supply:redistribution-accept-all": Route(_run, seen=SEE_DELEGATION, writes=REDISTRIBUTORS, **_ACT),
    "supply:redistribution-cancel": Route(_run, seen=SEE_DELEGATION, writes=REDISTRIBUTORS, **_ACT),
    "supply:proposal": Route(_proposal, seen=STAFF, reads=STAFF),
    "supply:proposal-accept": Route(_proposal, seen=STAFF, writes=REDISTRIBUTORS, **_ACT),
    "supply:proposal-reject": Route(
        _proposal, seen=STAFF, reads=REDISTRIBUTORS, writes=REDISTRIBUTORS, body=lambda side: {"reason": "Prueba"}
    ),
    "supply:transfer-order-list": Route(reads=STAFF),
    "supply:transfer-order-start": Route(reads=MOVERS, may_redirect=True),
    "supply:transfer-order-new": Route(_place, seen=STAFF, reads=MOVERS, writes=MOVERS, body=_ordered),
    "supply:transfer-order": Route(_order, seen=STAFF, reads=STAFF),
    "supply:transfer-order-give": Route(_order, seen=STAFF, writes=GIVERS, body=lambda side: _EDITION, **_ACT),
    "supply:transfer-order-take": Route(_order, seen=STAFF, writes=CONFIRMERS, body=lambda side: _EDITION, **_ACT),
    "supply:transfer-order-send": Route(_order, seen=STAFF, reads=GIVERS, writes=GIVERS),
    "supply:transfer-order-refuse": Route(
        _order, seen=STAFF, reads=CONFIRMERS, writes=CONFIRMERS, body=lambda side: _WHY
    ),
    "supply:transfer-order-cancel": Route(_order, seen=STAFF, reads=_ENDERS, writes=_ENDERS, body=lambda side: _WHY),
    "api-redistributions": Route(reads=STAFF, writes=REDISTRIBUTORS, body=_asked, page=False),
    "api-redistribution": Route(_run, seen=SEE_DELEGATION, reads=STAFF, page=False),
    # It is done: nothing is left to cancel; and the side's proposal names no lots, so that nothing becomes of it.
    "api-redistribution-cancel": Route(_run, seen=SEE_DELEGATION, writes=REDISTRIBUTORS, **_ACT),
    "api-redistribution-accept": Route(_run, seen=SEE_DELEGATION, writes=REDISTRIBUTORS, **_ACT),
    "api-proposals": Route(reads=STAFF, page=False),
    "api-proposal": Route(_proposal, seen=STAFF, reads=STAFF, page=False),
    "api-proposal-accept": Route(_proposal, seen=STAFF, writes=REDISTRIBUTORS, **_ACT),
    "api-proposal-reject": Route(
        _proposal, seen=STAFF, writes=REDISTRIBUTORS, body=lambda side: {"reason": "Prueba"}, **_ACT
    ),
    "api-transfer-orders": Route(reads=STAFF, writes=MOVERS, body=_sent, page=False),
    "api-transfer-order": Route(_order, seen=STAFF, reads=STAFF, page=False),
    "api-transfer-order-give": Route(_order, seen=STAFF, writes=GIVERS, body=lambda side: _EDITION, **_ACT),
    "api-transfer-order-take": Route(_order, seen=STAFF, writes=CONFIRMERS, body=lambda side: _EDITION, **_ACT),
    # Nobody has confirmed it: it is not sent yet.
    "api-transfer-order-send": Route(_order, seen=STAFF, writes=GIVERS, **_ACT),
    "api-transfer-order-refuse": Route(_order, seen=STAFF, writes=CONFIRMERS, body=lambda side: _WHY, **_ACT),
    "api-transfer-order-cancel": Route(_order, seen=STAFF, writes=_ENDERS, body=lambda side: _WHY, **_ACT),
}
