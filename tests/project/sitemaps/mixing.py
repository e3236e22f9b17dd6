"""Addresses of mixing orders and the trace."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
