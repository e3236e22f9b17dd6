"""Help on the screens of relatives, consents and the census."""

from __future__ import annotations

PAGES: list = []
