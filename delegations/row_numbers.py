"""A row's number, or an edition, as somebody's browser sends it. Pure."""

from __future__ import annotations

LONGEST = 18  # what a bigint holds, whatever its digits


def row_number(typed: str) -> int | None:
    """The number, or None for anything that is none: `str.isdigit` takes "²" for one, and `int` does not."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST else None
