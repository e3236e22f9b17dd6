"""Addresses of agreements and what the data says of them."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
