"""Addresses of participants and who was there."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import EVERYONE, NOBODY, STAFF, Route

KEEPERS = frozenset({Role.CENTRAL_OFFICE})


def _meeting(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk,)


def _row(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk, side.attendance.pk)


def _facts(side: Side) -> dict[str, Any]:
    return {"name": f"Llegó a {side.delegation.code}", "kind": "ministry", "presence": "present"}


def _kept(args: Any, **more: Any) -> Route:
    """A page of whoever keeps the minutes; the rest of the staff that sees the meeting may not."""
    return Route(args, seen=STAFF, reads=KEEPERS, **more)


def _pressed(args: Any, **more: Any) -> Route:
    return Route(args, seen=STAFF, reads=None, page=False, **{"writes": KEEPERS, **more})


def _public(args: Any, **more: Any) -> Route:
    return Route(args, names_side=False, public=True, writes=EVERYONE, **more)


def _one(side: Side) -> tuple[Any, ...]:
    return (side.attendance.pk,)


ROUTES: dict[str, Route] = {
    # Whoever has the secret of a mail, or the code of the room.
    "meetings:presence-link": _public(lambda side: (f"presencia-{side.delegation.code}",)),
    "meetings:presence-room": _public(lambda side: (side.meeting.presence_key,)),
    "meetings:room": _kept(_meeting),
    "meetings:room-code": _kept(_meeting, page=False),
    "meetings:attendance": Route(_meeting, seen=STAFF, reads=STAFF),
    "meetings:attendance-paper": Route(_meeting, seen=STAFF, reads=STAFF),
    "meetings:attendance-mark": _pressed(
        _meeting, body=lambda side: {"marca": f"{side.attendance.pk}:present:{side.attendance.presence}"}
    ),
    # Of oneself, by whoever was called: none of these was.
    "meetings:attendance-own": _pressed(_meeting, writes=NOBODY),
    "meetings:attendance-add": _kept(_meeting, writes=KEEPERS, body=_facts),
    "meetings:attendance-correct": _kept(_row, writes=KEEPERS, body=_facts),
    "meetings:attendance-represent": _kept(_row, writes=KEEPERS, body=lambda side: {"represented_by": "Otra"}),
    "meetings:attendance-undo": _pressed(_row),
    "meetings:attendance-strike": _pressed(_row),
    "meetings:attendance-naming": _pressed(_row),
    "api-meeting-attendance": Route(_meeting, seen=STAFF, reads=STAFF, writes=KEEPERS, body=_facts, page=False),
    "api-meeting-attendance-own": _pressed(_meeting, writes=NOBODY, body=lambda side: {"presence": "present"}),
    "api-meeting-quorum": Route(_meeting, seen=STAFF, reads=STAFF, page=False),
    "api-attendance": Route(_one, seen=STAFF, reads=STAFF, page=False),
    "api-attendance-presence": _pressed(_one, body=lambda side: {"presence": "present"}),
    "api-attendance-correction": _pressed(_one, body=_facts),
    "api-attendance-naming": _pressed(_one),  # of no relative: understood, and refused
    "api-attendance-strike": _pressed(_one),
}
