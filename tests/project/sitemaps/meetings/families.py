"""Addresses of what families read of the meetings."""

from __future__ import annotations

from delegations.roles import Role
from tests.project.route import NOBODY, Route

RELATIVES = frozenset({Role.FAMILY})

ROUTES: dict[str, Route] = {
    "meetings:family-meetings": Route(reads=RELATIVES),
    # The sides' relatives were called to nothing.
    "meetings:family-propose": Route(reads=None, writes=NOBODY, page=False),
    "meetings:family-naming": Route(reads=None, writes=RELATIVES, page=False),
    # The sides' series are without families.
    "meetings:family-part": Route(
        lambda side: (side.signed_minutes.folio,), names_side=False, seen=NOBODY, reads=NOBODY, page=False
    ),
    "api-family-meetings": Route(reads=RELATIVES, page=False),
}
