"""Addresses of the agenda of a meeting."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
