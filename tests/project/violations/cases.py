"""Rules that the database keeps of cases, each broken on purpose (see test_constraints_sweep)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.factories.two_sides import Side

VIOLATIONS: dict[str, Callable[[Side], Any]] = {}
