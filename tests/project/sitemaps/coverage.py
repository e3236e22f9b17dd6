"""Addresses of coverage boards."""

from __future__ import annotations

from tests.factories.two_sides import NATIONAL
from tests.project.route import SEE_DELEGATION, STAFF, Route

ROUTES: dict[str, Route] = {
    # Whoever sees a single place is taken to its board.
    "pediatric:coverage": Route(reads=STAFF, may_redirect=True),
    "pediatric:coverage-delegation": Route(lambda side: (side.delegation.code,), seen=SEE_DELEGATION),
    "pediatric:coverage-unit": Route(lambda side: (side.hospital.clues,), seen=STAFF),
    "pediatric:coverage-drug": Route(lambda side: (side.drug.code,), names_side=False, seen=STAFF),
    "api-coverage-packages": Route(reads=STAFF, page=False),
    "api-coverage-delegations": Route(reads=STAFF, page=False),
    "api-coverage-drugs": Route(reads=STAFF, page=False),
    "api-promise-hit-rate": Route(reads=NATIONAL, page=False),
}
