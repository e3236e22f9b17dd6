"""Addresses of redistribution and transfer orders."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import KEEPERS, SEE_DELEGATION, SIGNERS, STAFF, Route

# Who asks the solver, and takes up what it proposes.
REDISTRIBUTORS = frozenset({Role.CENTRAL_OFFICE, Role.DELEGATION_SUPPLY_MANAGER})
# Who answers for the stock of a place, and so says yes for it.
CONFIRMERS = SIGNERS


def _run(side: Side) -> tuple[Any, ...]:
    return (side.run.pk,)


def _proposal(side: Side) -> tuple[Any, ...]:
    return (side.proposal.pk,)


def _order(side: Side) -> tuple[Any, ...]:
    return (side.transfer_order.pk,)


def _new(side: Side) -> dict[str, Any]:
    return {"delegation": side.delegation.pk}


_WHY = {"reason": "Prueba", "edition": 1}
_ENDERS = REDISTRIBUTORS

ROUTES: dict[str, Route] = {
    "supply:redistribution-list": Route(reads=STAFF),
    "supply:redistribution-new": Route(reads=REDISTRIBUTORS, writes=REDISTRIBUTORS, body=_new),
    "supply:redistribution": Route(_run, seen=SEE_DELEGATION, reads=STAFF),
    "supply:redistribution-accept-all": Route(_run, seen=SEE_DELEGATION, reads=None, writes=REDISTRIBUTORS),
    "supply:redistribution-cancel": Route(_run, seen=SEE_DELEGATION, reads=None, writes=REDISTRIBUTORS),
    "supply:proposal-accept": Route(_proposal, seen=STAFF, reads=None, writes=REDISTRIBUTORS),
    "supply:proposal-reject": Route(
        _proposal, seen=STAFF, reads=REDISTRIBUTORS, writes=REDISTRIBUTORS, body=lambda side: {"reason": "Prueba"}
    ),
    "supply:transfer-order-list": Route(reads=STAFF),
    "supply:transfer-order": Route(_order, seen=STAFF, reads=STAFF),
    "supply:transfer-order-give": Route(
        _order, seen=STAFF, reads=None, writes=CONFIRMERS, body=lambda side: {"edition": 1}
    ),
    "supply:transfer-order-take": Route(
        _order, seen=STAFF, reads=None, writes=CONFIRMERS, body=lambda side: {"edition": 1}
    ),
    "supply:transfer-order-send": Route(_order, seen=STAFF, reads=KEEPERS, writes=KEEPERS),
    "supply:transfer-order-refuse": Route(
        _order, seen=STAFF, reads=CONFIRMERS, writes=CONFIRMERS, body=lambda side: _WHY
    ),
    "supply:transfer-order-cancel": Route(_order, seen=STAFF, reads=_ENDERS, writes=_ENDERS, body=lambda side: _WHY),
}
