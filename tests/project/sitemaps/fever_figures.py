"""Addresses of the golden hour's figures: counts, for whoever sees stock; and of its episodes in the API."""

from __future__ import annotations

from typing import Any

from delegations.roles import Role
from tests.factories.two_sides import Side
from tests.project.route import CLINICAL, STAFF, Route

STAMPERS = frozenset({Role.CLINICIAN, Role.PHARMACIST})


def _episode(side: Side) -> tuple[Any, ...]:
    return (side.episode.folio,)


ROUTES: dict[str, Route] = {
    "pediatric:fever-figures": Route(reads=STAFF),
    "api-fever-figures": Route(reads=STAFF, page=False),
    "api-fever-episodes": Route(reads=CLINICAL, page=False),
    "api-fever-episode": Route(_episode, seen=CLINICAL, reads=CLINICAL, page=False),
    "api-fever-stamp": Route(
        _episode,
        seen=CLINICAL,
        reads=None,
        writes=STAMPERS,
        body=lambda side: {"stamp": "triage"},
        page=False,
    ),
}
