"""Addresses of participants and who was there."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
