"""Addresses of series and meetings."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from delegations.roles import Role
from meetings.models import Member
from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route

# Who calls and runs meetings.
MANAGERS = frozenset({Role.CENTRAL_OFFICE})


def _meeting(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk,)


def _coming(side: Side) -> tuple[Any, ...]:
    return (side.coming.pk,)


def _series(side: Side) -> tuple[Any, ...]:
    return (side.meeting.series.code,)


def _member(side: Side) -> tuple[Any, ...]:
    return (side.meeting.series.code, Member.objects.filter(series=side.meeting.series).order_by("pk")[0].pk)


def _led(args: Any, **more: Any) -> Route:
    """A form of whoever manages meetings; the rest of the staff that sees the meeting may not."""
    return Route(args, seen=STAFF, reads=MANAGERS, writes=MANAGERS, **more)


def _pressed(args: Any, **more: Any) -> Route:
    return Route(args, seen=STAFF, reads=None, writes=MANAGERS, page=False, **more)


def _seen(args: Any, **more: Any) -> Route:
    return Route(args, seen=STAFF, reads=STAFF, **more)


def _edition(side: Side) -> dict[str, Any]:
    return {"edition": 1}


def _officers(side: Side) -> dict[str, Any]:
    return {"chair": side.coming.attendances.get().person_id, "edition": 1}


def _why(side: Side) -> dict[str, Any]:
    return {"reason": "Prueba", "edition": 1}


def _moved(side: Side) -> dict[str, Any]:
    on = (side.coming.on + timedelta(days=1)).isoformat()
    return {"on": on, "at": "17:00", "minutes": 60, "place": "Otra sala", "reason": "Prueba", "edition": 1}


def _moved_by_api(side: Side) -> dict[str, Any]:
    return {
        "starts_at": (side.coming.starts_at + timedelta(days=1)).isoformat(),
        "place": "Otra sala",
        "reason": "Prueba",
        "edition": 1,
    }


def _facts(side: Side) -> dict[str, Any]:
    return {
        "name": "Serie de prueba", "anchor_on": side.coming.on.isoformat(), "starts_at": "10:00", "minutes": 60,
        "every_weeks": 1, "time_zone": "America/Mexico_City", "rest_rule": "next", "quorum": 50, "edition": 1,
    }  # fmt: skip


def _guest(side: Side) -> dict[str, Any]:
    return {"role": Role.DELEGATION_REPRESENTATIVE}


ROUTES: dict[str, Route] = {
    "meetings:meeting-list": Route(reads=STAFF),
    "meetings:meeting": _seen(_meeting),
    "meetings:meeting-file": _seen(_meeting, page=False),
    "meetings:meeting-feed": Route(writes=frozenset(Role), body=lambda side: {"accion": "hacer"}),
    "meetings:meeting-feed-file": Route(
        lambda side: (f"reuniones-{side.delegation.code}",), names_side=False, public=True, page=False
    ),
    "meetings:meeting-call": _pressed(_coming, body=_edition),
    "meetings:meeting-move": _led(_coming, body=_moved),
    "meetings:meeting-cancel": _led(_coming, body=_why),
    "meetings:meeting-officers": _led(_coming, body=_officers),
    # It is next week's, and another of its series runs: who may is told so, and nothing is written.
    "meetings:meeting-open": _pressed(_coming),
    "meetings:meeting-close": _pressed(_meeting, body=_edition),
    "meetings:meeting-reopen": _pressed(_meeting),  # it runs
    "meetings:series-list": Route(reads=STAFF),
    "meetings:series-new": Route(reads=MANAGERS, writes=MANAGERS, body=_facts),
    "meetings:series": _seen(_series),
    "meetings:series-change": _led(_series, body=_facts),
    "meetings:series-retire": _pressed(_series, body=_edition),
    "meetings:series-resume": _pressed(_series),  # it was never retired
    "meetings:member-add": _led(_series, body=_guest),
    "meetings:member": _led(_member, body=lambda side: {"post": "Cargo de prueba"}),
    "meetings:member-drop": _pressed(_member),
    "api-meetings": Route(reads=STAFF, page=False),
    "api-meeting": _seen(_meeting, page=False),
    "api-meeting-call": _pressed(_coming, body=_edition),
    "api-meeting-move": _pressed(_coming, body=_moved_by_api),
    "api-meeting-cancel": _pressed(_coming, body=_why),
    "api-meeting-open": _pressed(_coming),
    "api-meeting-close": _pressed(_meeting, body=_edition),
    "api-meeting-reopen": _pressed(_meeting),
    "api-meeting-series-list": Route(reads=STAFF, page=False),
    "api-meeting-series": _seen(_series, page=False),
    "api-meeting-series-plan": _pressed(
        _series, body=lambda side: {"until": (side.coming.on + timedelta(days=21)).isoformat()}
    ),
}  # fmt: skip
