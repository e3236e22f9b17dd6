"""Addresses of what families see of the sessions."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
