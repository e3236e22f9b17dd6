"""Help on the screens of regimens."""

from __future__ import annotations

PAGES: list = []
