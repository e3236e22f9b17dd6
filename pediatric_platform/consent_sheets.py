"""The shape of the file of consent texts."""

from __future__ import annotations

from typing import Any

from delegations.cells import date, shown, text
from delegations.tabular import Field, Sheet


def paragraphs(cell: Any) -> str:
    """A text of several paragraphs: a blank line between them, each line without spaces around it."""
    lines = [" ".join(line.split()) for line in shown(cell, limit=10**6).strip().splitlines()]
    return "\n".join(lines)


CONSENT_TEXTS = Sheet(
    "consent_texts.csv",
    [
        Field("version", text(20)),
        Field("since", date),
        Field("body", paragraphs),
        Field("body_en", paragraphs, required=False, default=""),
    ],
    unique=("version",),
)
