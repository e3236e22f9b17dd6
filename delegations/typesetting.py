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

from delegations.paper_signs import named_in, plainer, plainest
from delegations.wording import spelled

# So many signs that no font draws give way one by one; with more, all that is not of every day.
TRIES = 8


def typeset(layout: str, data: dict[str, Any], *, folder: Path) -> bytes:
    """A PDF of the layout `<layout>.typ` of a folder with the data; the same data give the same pages."""
    import typst

    words = {"lang": (get_language() or "es")[:2], **data}
    page = _layout(folder / f"{layout}.typ")
    for _try in range(TRIES):
        try:
            return _compiled(page, words)
        except typst.TypstError as fault:
            if not (sign := named_in(str(fault))):
                raise
            words = plainer(words, sign)
    return _compiled(page, plainest(words))


def _compiled(page: bytes, words: dict[str, Any]) -> bytes:
    import typst

    # Readable by whoever cannot see.
    inputs = {"data": json.dumps(words, ensure_ascii=False)}
    made: bytes = typst.compile(page, sys_inputs=inputs, pdf_standards=["ua-1"])
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
