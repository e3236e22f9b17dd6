"""Addresses of the agenda of a meeting and of its frozen figures."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import SEE_DELEGATION, STAFF, Route

KEEPERS = frozenset({Role.CENTRAL_OFFICE})


def _meeting(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk,)


def _coming(side: Side) -> tuple[Any, ...]:
    return (side.coming.pk,)


def _item(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk, side.agenda_item.pk)


def _one(side: Side) -> tuple[Any, ...]:
    return (side.agenda_item.pk,)


def _snapshot(side: Side) -> tuple[Any, ...]:
    return (side.snapshot.pk,)


def _matter(side: Side) -> dict[str, Any]:
    return {"title": "Asunto nuevo", "body": "", "minutes": 5}


def _changed(side: Side) -> dict[str, Any]:
    return {**_matter(side), "edition": side.agenda_item.edition}


def _noted(side: Side) -> dict[str, Any]:
    return {"state": "treated", "notes": "Se revisó.", "edition": side.agenda_item.edition}


def _pressed(args: Any, body: Any = None) -> Route:
    """An act of whoever keeps the agenda; the rest that sees the meeting may not. Some have nothing to do here."""
    return Route(args, seen=STAFF, reads=None, writes=KEEPERS, body=body, page=False)


ROUTES: dict[str, Route] = {
    "meetings:agenda": Route(_meeting, seen=STAFF, reads=STAFF),
    "meetings:agenda-build": _pressed(_coming),
    "meetings:agenda-new": Route(_meeting, seen=STAFF, reads=STAFF, writes=STAFF, body=_matter),
    "meetings:agenda-change": Route(_item, seen=STAFF, reads=KEEPERS, writes=KEEPERS, body=_changed),
    "meetings:agenda-note": Route(_item, seen=STAFF, reads=KEEPERS, writes=KEEPERS, body=_noted),
    "meetings:agenda-move": _pressed(_item),
    "meetings:agenda-drop": _pressed(_item),
    "meetings:agenda-put-back": _pressed(_item),
    "meetings:agenda-accept": _pressed(_item),
    "api-agenda": Route(_meeting, seen=STAFF, reads=STAFF, writes=STAFF, body=_matter, page=False),
    "api-agenda-build": _pressed(_coming),
    "api-agenda-item": Route(_one, seen=STAFF, reads=STAFF, page=False),
    "api-agenda-change": _pressed(_one, _changed),
    "api-agenda-note": _pressed(_one, _noted),
    "api-agenda-move": _pressed(_one),
    "api-agenda-drop": _pressed(_one, lambda side: {}),
    "api-agenda-put-back": _pressed(_one),
    "api-agenda-accept": _pressed(_one),
    "api-meeting-snapshots": Route(_meeting, seen=STAFF, reads=STAFF, writes=KEEPERS, body=lambda side: {}, page=False),
    "api-snapshot": Route(_snapshot, seen=SEE_DELEGATION, reads=SEE_DELEGATION, page=False),
    "meetings:snapshot": Route(_snapshot, seen=SEE_DELEGATION, reads=SEE_DELEGATION),
}
