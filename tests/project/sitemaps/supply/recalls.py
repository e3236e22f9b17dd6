"""Addresses of recalls."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import LOT_MANAGERS, STAFF, Route

# Who keeps the stock of a place, and so says what was put aside.
ANSWERERS = frozenset(
    {Role.DELEGATION_SUPPLY_MANAGER, Role.UNIT_SUPPLY_MANAGER, Role.PHARMACIST, Role.MIXING_CENTRE_STAFF}
)


def _recall(side: Side) -> tuple[Any, ...]:
    return (side.recall.pk,)


def _holding(side: Side) -> tuple[Any, ...]:
    return (side.recall.pk, side.holding.pk)


def _new(side: Side) -> dict[str, Any]:
    told = {"kind": "quality", "product": "Producto nuevo", "source": "Prueba", "hours": 24}
    return told | {"lots": f"OTRO{side.delegation.code}9", "drug": side.drug.code, "paso": "abrir"}


def _sent(side: Side) -> dict[str, Any]:
    told = {"kind": "quality", "product": "Producto nuevo", "source": "Prueba", "drug": side.drug.code}
    return told | {"lots": [{"number": f"OTRO{side.delegation.code}9"}]}


# That a lot is unsafe is no secret among staff: a recall is the same for both sides, who holds some is not.
_OPEN = {"names_side": False, "seen": STAFF}
_END = {"reason": "Prueba", "despite_waiting": True, "edition": 1}
_FOUND = {"found": 5, "note": "Apartadas", "edition": 1}

ROUTES: dict[str, Route] = {
    "supply:recall-list": Route(reads=STAFF),
    "supply:recall-new": Route(reads=LOT_MANAGERS, writes=LOT_MANAGERS, body=_new),
    "supply:recall-load": Route(reads=LOT_MANAGERS, writes=LOT_MANAGERS),
    "supply:recall-template": Route(reads=LOT_MANAGERS, page=False),
    "supply:recall": Route(_recall, **_OPEN, reads=STAFF),
    "supply:recall-close": Route(_recall, **_OPEN, reads=LOT_MANAGERS, writes=LOT_MANAGERS, body=lambda side: _END),
    "supply:recall-lift": Route(_recall, **_OPEN, reads=LOT_MANAGERS, writes=LOT_MANAGERS, body=lambda side: _END),
    "supply:recall-letters": Route(_recall, seen=STAFF, reads=STAFF),
    "supply:recall-letters-pdf": Route(_recall, seen=STAFF, reads=STAFF, page=False, may_redirect=True),
    "supply:recall-answer": Route(_holding, seen=STAFF, reads=ANSWERERS, writes=ANSWERERS, body=lambda side: _FOUND),
    # Nobody has answered: there is nothing to take off yet.
    "supply:recall-out": Route(_holding, seen=STAFF, reads=ANSWERERS, writes=ANSWERERS),
    "pediatric:recall-exposed": Route(_recall, **_OPEN, reads=STAFF),
    "api-recalls": Route(reads=STAFF, writes=LOT_MANAGERS, body=_sent, page=False),
    "api-recall": Route(_recall, **_OPEN, reads=STAFF, page=False),
    "api-recall-close": Route(_recall, **_OPEN, reads=None, writes=LOT_MANAGERS, body=lambda side: _END, page=False),
    "api-recall-lift": Route(_recall, **_OPEN, reads=None, writes=LOT_MANAGERS, body=lambda side: _END, page=False),
    "api-recall-holdings": Route(_recall, **_OPEN, reads=STAFF, page=False),
    "api-recall-answer": Route(
        _holding, seen=STAFF, reads=None, writes=ANSWERERS, body=lambda side: _FOUND, page=False
    ),
    "api-recall-out": Route(_holding, seen=STAFF, reads=None, writes=ANSWERERS, page=False),
}
