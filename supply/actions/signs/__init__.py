"""Writers of warning signs: finding them, and saying what was found out about one."""

from __future__ import annotations

from supply.actions.signs.find import find_signs
from supply.actions.signs.review import review_sign

__all__ = ["find_signs", "review_sign"]
