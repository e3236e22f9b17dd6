"""Help on the screens of mixing orders and the trace."""

from __future__ import annotations

PAGES: list = []
