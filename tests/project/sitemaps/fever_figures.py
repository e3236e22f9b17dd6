"""Addresses of the golden hour's figures: counts, for whoever sees stock."""

from __future__ import annotations

from tests.project.route import STAFF, Route

ROUTES: dict[str, Route] = {
    "pediatric:fever-figures": Route(reads=STAFF),
}
