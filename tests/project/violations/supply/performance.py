"""Rules that the database keeps of performance, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.two_sides import Side
from tests.project.breaking import alter

VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "sign_is_unusual_by_a_share": lambda side: alter(side.sign, unusual="1.5"),
    "reviewed_sign_has_an_explanation": lambda side: alter(side.sign, state="closed", closed_at=side.sign.last_seen),
    "reviewed_sign_says_when": lambda side: alter(side.sign, state="closed", note="Prueba"),
}
