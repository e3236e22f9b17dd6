"""Addresses of series and meetings: called, moved, cancelled; their calendar."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
