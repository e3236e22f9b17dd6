"""Addresses of purchasing."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
