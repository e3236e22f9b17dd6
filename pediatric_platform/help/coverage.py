"""Help on the screens of coverage boards."""

from __future__ import annotations

PAGES: list = []
