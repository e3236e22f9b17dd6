"""Rules that the database keeps of cases told without an account, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import F

from tests.factories.two_sides import Side
from tests.project.breaking import alter

VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "draft_ends_after_it_is_made": lambda side: alter(side.draft, ends_at=F("made_at")),
    "draft_is_tried_few_times": lambda side: alter(side.draft, tries=7),
}
