"""The set-based statements of the week, as text beside the code that runs them.

Each statement is one `.sql` file with named parameters; what they share with Python (reasons, thresholds, windows)
is passed in, so that it is written once.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """The text of `supply/sql/<name>.sql`."""
    return (files(__package__) / f"{name}.sql").read_text(encoding="utf-8")
