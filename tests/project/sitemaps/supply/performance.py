"""Addresses of performance."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

FOLLOW = frozenset({Role.CENTRAL_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR})
REVIEW = frozenset({Role.CENTRAL_OFFICE})


def _sign(side: Side) -> tuple[Any, ...]:
    return (side.sign.pk,)


def _answer(side: Side) -> dict[str, Any]:
    return {"state": "explained", "note": "Se revisó el acta"}


ROUTES: dict[str, Route] = {
    "supply:purchase-board": Route(reads=FOLLOW),
    "supply:fulfilment": Route(reads=STAFF),
    "supply:sign-list": Route(reads=FOLLOW),
    "supply:sign": Route(_sign, reads=FOLLOW),
    "supply:sign-review": Route(_sign, reads=REVIEW, writes=REVIEW, body=_answer),
    "api-purchase-board": Route(reads=FOLLOW, page=False),
    "api-supplier-performance": Route(reads=STAFF, page=False),
    "api-warning-signs": Route(reads=FOLLOW, page=False),
    "api-warning-sign": Route(_sign, reads=FOLLOW, page=False),
    "api-warning-sign-review": Route(_sign, reads=None, writes=REVIEW, body=_answer, page=False),
}
