"""Addresses of series and meetings."""

from __future__ import annotations

from typing import Any

from tests.factories.two_sides import Side
from tests.project.route import STAFF, Route


def _meeting(side: Side) -> tuple[Any, ...]:
    return (side.meeting.pk,)


ROUTES: dict[str, Route] = {
    "meetings:meeting-list": Route(reads=STAFF),
    "meetings:meeting": Route(_meeting, seen=STAFF),
}
