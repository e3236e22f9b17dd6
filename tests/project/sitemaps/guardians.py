"""Addresses of relatives, consents and the census."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
