"""What was frozen, read back: minutes signed before a part was kept lack it, and read as having none. Pure."""

from __future__ import annotations

from typing import Any

from meetings.minuting.facts import moment
from meetings.models import Minutes

_NOTHING: dict[str, Any] = {
    "attendance": [], "quorum": None, "agenda": [], "reviews": [], "agreements": [], "carried": [], "country": None,
    "directory": None, "sections": [], "family_text": "",
}  # fmt: skip


def whole(minutes: Minutes) -> dict[str, Any]:
    """The frozen content with every part that pages and papers look for."""
    content = {**_NOTHING, **(minutes.content or {})}
    if "meeting" not in content:
        content["meeting"] = _bare(minutes)
    return content


def _bare(minutes: Minutes) -> dict[str, Any]:
    """What cannot change of a meeting that was held: its number and its series."""
    meeting = minutes.meeting
    return {
        "id": meeting.pk, "number": meeting.number, "starts_at": moment(meeting.local_start), "opened_at": None,
        "closed_at": None, "place": "", "week": None, "chair": None, "secretary": None,
        "series": {"code": meeting.series.code, "name": meeting.series.name, "families": meeting.series.with_families},
    }  # fmt: skip
