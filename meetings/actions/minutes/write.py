"""The text in work: two secretaries may write at once, and neither loses a word."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from delegations.models import Person
from meetings.actions.minutes.opened import note, open_minutes
from meetings.errors.minutes import UnknownSection
from meetings.merging import merged
from meetings.minutes_rights import must_keep
from meetings.models import Minutes
from pediatric_platform.errors.editing import StaleEdition

FAMILY = "family"


@dataclass(frozen=True, slots=True)
class Written:
    """`clashed`: sections that both rewrote; they hold both versions until somebody chooses."""

    minutes: Minutes
    clashed: tuple[str, ...] = ()


@transaction.atomic
def write_minutes(
    *,
    minutes: Minutes,
    sections: Mapping[str, str],
    family_text: str | None = None,
    bases: Mapping[str, str] | None = None,
    edition: int | None = None,
    by: Person | None,
) -> Written:
    """Sections by their key; those not named stay, as does the families' part where it is None.

    What the writer had read (`bases`, the families' part as «family») brings two versions together; without it, a
    section that differs is refused on top of an older edition.
    """
    must_keep(by)
    minutes = open_minutes(minutes)
    known = {row["key"] for row in minutes.sections}
    if set(sections) - known:
        raise UnknownSection
    stands = {row["key"]: row["text"] for row in minutes.sections} | {FAMILY: minutes.family_text}
    told = dict(sections) if family_text is None else {**sections, FAMILY: family_text}
    is_stale = edition is not None and edition != minutes.edition
    result, clashed = {}, []
    for key, mine in told.items():
        text = clean(mine)
        if bases is not None and key in bases:
            both = merged(clean(bases[key]), stands[key], text)
            text = both.text
            if both.clash:
                clashed.append(key)
        elif is_stale and text != stands[key]:
            raise StaleEdition(minutes, edition=edition or 0)
        if text != stands[key]:
            result[key] = text
    if result:
        minutes.sections = [{**row, "text": result.get(row["key"], row["text"])} for row in minutes.sections]
        minutes.family_text = result.get(FAMILY, minutes.family_text)
        minutes.edition += 1
        minutes.save(update_fields=["sections", "family_text", "edition"])
        note("minutes.written", minutes, by, {"sections": sorted(result)})
    return Written(minutes, tuple(clashed))


def clean(text: str) -> str:
    """As it is kept: one kind of line end, no blanks at the ends."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
