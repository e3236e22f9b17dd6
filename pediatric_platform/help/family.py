"""Help on the screens of the family's pages."""

from __future__ import annotations

PAGES: list = []
