"""Addresses of minutes, signed and corrected by addenda."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import NATIONAL, Side
from tests.project.route import STAFF, Route

KEEPERS = frozenset({Role.CENTRAL_OFFICE})
FOLIO = "T-CCCCCC"


def _meeting(side: Side) -> tuple[Any, ...]:
    """It runs, and nobody has drafted its minutes."""
    return (side.meeting.pk,)


def _draft(side: Side) -> tuple[Any, ...]:
    return (side.minutes.folio,)


def _signed(side: Side) -> tuple[Any, ...]:
    return (side.signed_minutes.folio,)


def _seen(args: Any, **more: Any) -> Route:
    """Staff who were called would see it too, once signed: none of these was."""
    return Route(args, names_side=False, seen=NATIONAL, **{"reads": NATIONAL, **more})


def _pressed(args: Any, **more: Any) -> Route:
    return _seen(args, reads=None, writes=KEEPERS, page=False, **more)


def _texts(side: Side) -> dict[str, Any]:
    return {"text-opening": "Se abrió.", "base-opening": "Se abrió la sesión.", "edition": 1}


def _addendum(side: Side) -> dict[str, Any]:
    return {"text": "Donde dice ocho, léase nueve."}


ROUTES: dict[str, Route] = {
    "meetings:meeting-minutes": Route(_meeting, seen=STAFF, reads=STAFF, writes=KEEPERS),
    "meetings:minutes-list": Route(reads=STAFF),
    "meetings:minutes-search": Route(public=True),
    "meetings:minutes-check": Route(lambda side: (FOLIO,), names_side=False, public=True),
    "meetings:minutes": _seen(_signed),
    "meetings:minutes-annex": _seen(lambda side: (side.signed_minutes.folio, "attendance")),
    "meetings:minutes-edit": _seen(_draft, reads=KEEPERS, writes=KEEPERS, body=_texts),
    "meetings:minutes-save": _pressed(_draft, body=_texts),
    "meetings:minutes-refresh": _pressed(_draft),
    "meetings:minutes-sign": _seen(_draft, reads=KEEPERS, writes=KEEPERS),
    "meetings:minutes-countersign": _pressed(_signed),
    "meetings:addendum-add": _seen(_signed, reads=KEEPERS, writes=KEEPERS, body=_addendum),
    "meetings:minutes-paper-state": _seen(_signed, page=False),
    "meetings:minutes-pdf": _seen(_signed, page=False, may_redirect=True),
    # The sides' series are without families: there is no part for them.
    "meetings:minutes-family-pdf": Route(_signed, names_side=False, seen=frozenset(), reads=frozenset(), page=False),
    "api-minutes-draft": Route(_meeting, seen=STAFF, reads=None, writes=KEEPERS, page=False),
    "api-minutes-list": Route(reads=STAFF, page=False),
    "api-minutes": _seen(_signed, page=False),
    "api-minutes-paper": _seen(_signed, page=False),
    "api-minutes-family-paper": Route(_signed, names_side=False, seen=frozenset(), reads=frozenset(), page=False),
    "api-minutes-write": _pressed(
        _draft,
        body=lambda side: {
            "edition": 1,
            "sections": [{"key": "opening", "text": "Se abrió.", "base": "Se abrió la sesión."}],
        },
    ),
    # Its reviews have no state yet: what it lacks is told (422).
    "api-minutes-sign": _pressed(_draft),
    "api-minutes-countersign": _pressed(_signed),
    "api-minutes-addenda": _pressed(_signed, body=_addendum),
}
