"""Addresses of the roll-out of the electronic record."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
