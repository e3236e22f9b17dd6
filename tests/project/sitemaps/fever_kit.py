"""Addresses of the fever kit and the golden hour's figures."""

from __future__ import annotations

from tests.project.route import Route

ROUTES: dict[str, Route] = {}
