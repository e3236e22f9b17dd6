"""Addresses of the review of each delegation."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import SEE_DELEGATION, STAFF, Route

KEEPERS = frozenset({Role.CENTRAL_OFFICE})


def _meeting(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk,)


def _delegation(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk, side.delegation.code)


def _hospital(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk, side.hospital.clues)


def _review(side: Side) -> tuple[Any, ...]:
    return (side.review.pk,)


def _pressed(args: Any, body: Any, seen: frozenset[Role] = STAFF) -> Route:
    """An act of whoever keeps the minutes; the rest that sees the place may not."""
    return Route(args, seen=seen, reads=None, writes=KEEPERS, body=body, page=False)


def _written(side: Side) -> dict[str, Any]:
    return {"comment": "Falta metotrexato", "verdict": "grave", "edition": 1}


ROUTES: dict[str, Route] = {
    "meetings:review-list": Route(_meeting, seen=STAFF, reads=STAFF),
    "meetings:review-prepare": _pressed(_meeting, lambda side: {}),
    "meetings:review-order": _pressed(_meeting, lambda side: {"how": "list"}),
    "meetings:review-wall": Route(_meeting, seen=STAFF, reads=STAFF, page=False),
    "meetings:review": Route(_hospital, seen=STAFF, reads=STAFF),
    "meetings:review-live": Route(_delegation, seen=SEE_DELEGATION, reads=SEE_DELEGATION, page=False),
    "meetings:review-write": _pressed(_delegation, _written, SEE_DELEGATION),
    "meetings:review-mark": _pressed(_hospital, lambda side: {"state": "absent", "edition": 1}),
    "meetings:review-show": _pressed(_hospital, lambda side: {"sala": 1}),
    "meetings:review-time": _pressed(_hospital, lambda side: {"seconds": 30}),
    "api-meeting-reviews": Route(_meeting, seen=STAFF, reads=STAFF, page=False),
    "api-meeting-reviews-prepare": _pressed(_meeting, lambda side: {}),
    "api-meeting-reviews-order": _pressed(_meeting, lambda side: {"how": "list"}),
    "api-review": Route(_review, seen=SEE_DELEGATION, reads=SEE_DELEGATION, page=False),
    "api-review-write": _pressed(_review, _written, SEE_DELEGATION),
    "api-review-mark": _pressed(_review, lambda side: {"state": "absent", "edition": 1}, SEE_DELEGATION),
    "api-review-show": _pressed(_review, lambda side: {}, SEE_DELEGATION),
    "api-review-time": _pressed(_review, lambda side: {"seconds": 30}, SEE_DELEGATION),
}
