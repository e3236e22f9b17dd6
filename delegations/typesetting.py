"""The one call of the typesetter: a layout without a word of its own, and the words as data."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import get_language

from delegations.wording import spelled


def typeset(layout: str, data: dict[str, Any], *, folder: Path) -> bytes:
    """A PDF of the layout `<layout>.typ` of a folder with the data; the same data give the same pages."""
    import typst

    words = {"lang": (get_language() or "es")[:2], **data}
    inputs = {"data": json.dumps(words, ensure_ascii=False)}
    # Readable by whoever cannot see.
    made: bytes = typst.compile(_layout(folder / f"{layout}.typ"), sys_inputs=inputs, pdf_standards=["ua-1"])
    return made


@cache
def _layout(path: Path) -> bytes:
    return path.read_bytes()


def moment_text(at: datetime | None, zone: ZoneInfo) -> str:
    """«24 nov 2026, 08:30» on the clock of the place."""
    if at is None:
        return "—"
    here = timezone.localtime(at, zone)
    return f"{spelled(here, 'j M Y')}, {here:%H:%M}"
