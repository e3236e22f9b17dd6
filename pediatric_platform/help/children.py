"""Help on the screens of the registry of children."""

from __future__ import annotations

PAGES: list = []
