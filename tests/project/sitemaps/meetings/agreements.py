"""Addresses of agreements and what the data says of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

CENTRAL = frozenset({Role.CENTRAL_OFFICE})
# Whoever holds the post that owns it, and who keeps the minutes.
FOLLOWERS = CENTRAL | {Role.UNIT_SUPPLY_MANAGER}


def _folio(side: Side) -> tuple[Any, ...]:
    return (side.agreement.folio,)


def _meeting(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk,)


def _soon() -> str:
    return (timezone.localdate() + timedelta(days=20)).isoformat()


def _new(side: Side) -> dict[str, Any]:
    # The post by its CLUES: the rest of its name reads as the reader's language does.
    return {"text": "Se hará algo", "due_on": _soon(), "hold_weeks": 1, "owner": side.hospital.clues}


def _kept(body: dict[str, Any] | None = None) -> Route:
    """A form of whoever keeps the minutes; the rest of the staff that sees the agreement may not."""
    told = {"reason": "Prueba", "edition": 1} | (body or {})
    return Route(_folio, seen=STAFF, reads=CENTRAL, writes=CENTRAL, body=lambda side: told)


def _acts(body: dict[str, Any], writes: frozenset[Role] = CENTRAL) -> Route:
    """An act of the API."""
    return Route(_folio, seen=STAFF, reads=None, writes=writes, body=lambda side: body | {"edition": 1}, page=False)


def _sent(side: Side) -> dict[str, Any]:
    owner = {"role": Role.DELEGATION_SUPPLY_MANAGER, "delegation": side.delegation.code}
    return {"text": "Se hará algo", "due_on": _soon(), "owner": owner}


ROUTES: dict[str, Route] = {
    "meetings:agreement-list": Route(reads=STAFF),
    "meetings:agreement-board": Route(reads=STAFF),
    "meetings:agreement": Route(_folio, seen=STAFF, reads=STAFF),
    # The meeting is seen by whoever was called, or has a delegation or hospital that it looks at.
    "meetings:agreement-new": Route(_meeting, seen=STAFF, reads=CENTRAL, writes=CENTRAL, body=_new),
    "meetings:agreement-change": _kept({"text": "Se hará otra cosa"}),
    "meetings:agreement-due": _kept({"due_on": _soon()}),
    "meetings:agreement-give": _kept({"owner": "Alguien", "owner_organisation": "De fuera"}),
    "meetings:agreement-progress": Route(
        _folio, seen=STAFF, reads=FOLLOWERS, writes=FOLLOWERS, body=lambda side: {"text": "Va a la mitad"}
    ),
    "meetings:agreement-fulfil": _kept({"note": "Se hizo", "on": timezone.localdate().isoformat()}),
    # It is owed still: there is nothing to reopen.
    "meetings:agreement-reopen": Route(_folio, seen=STAFF, reads=CENTRAL, writes=CENTRAL),
    "meetings:agreement-cancel": _kept(),
    "api-meeting-agreements": Route(_meeting, seen=STAFF, reads=STAFF, writes=CENTRAL, body=_sent, page=False),
    "api-agreements": Route(reads=STAFF, page=False),
    "api-agreement-board": Route(reads=STAFF, page=False),
    "api-agreement": Route(_folio, seen=STAFF, reads=STAFF, page=False),
    "api-agreement-change": _acts({"text": "Se hará otra cosa"}),
    "api-agreement-progress": _acts({"text": "Va a la mitad"}, FOLLOWERS),
    # What the data measure, its owner does not close: understood, and refused.
    "api-agreement-fulfil": Route(_folio, seen=STAFF, reads=None, writes=FOLLOWERS, page=False),
    "api-agreement-give": _acts({"owner": {"name": "Alguien", "organisation": "De fuera"}}),
    "api-agreement-due": _acts({"due_on": _soon(), "reason": "Prueba"}),
    "api-agreement-reopen": Route(_folio, seen=STAFF, reads=None, writes=CENTRAL, page=False),
    "api-agreement-cancel": _acts({"reason": "Prueba"}),
}
