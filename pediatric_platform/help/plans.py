"""Help on the screens of plans, sessions and doses."""

from __future__ import annotations

PAGES: list = []
