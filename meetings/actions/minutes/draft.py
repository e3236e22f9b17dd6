"""Minutes written from what happened; again, for whatever nobody has touched."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from delegations.models import Person
from meetings.actions.minutes.opened import note, open_minutes
from meetings.errors.minutes import MeetingNotHeld
from meetings.minutes_rights import must_keep
from meetings.minuting.draft import Section, draft, is_untouched
from meetings.minuting.facts import facts_of
from meetings.minuting.for_families import family_draft
from meetings.models import Meeting, MeetingState, Minutes
from pediatric_platform.folios import new_folio

PREFIX = "T"


@transaction.atomic
def draft_minutes(*, meeting: Meeting, by: Person | None) -> Minutes:
    """The minutes of a meeting that runs or is over. Drafted before, what was edited by hand stays as it is."""
    must_keep(by)
    # One draft at a time: two secretaries press at once.
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("series", "chair", "secretary").get(
        pk=meeting.pk
    )  # fmt: skip
    if meeting.state not in (MeetingState.RUNNING, MeetingState.ENDED):
        raise MeetingNotHeld
    sections, family_text = drafted(facts_of_in_spanish(meeting))
    found = Minutes.objects.filter(meeting=meeting).first()
    if found is None:
        made = _made(meeting, sections, family_text, by)
        note("minutes.drafted", made, by)
        return made
    minutes = open_minutes(found)
    before = minutes.sections
    minutes.sections = renewed(before, sections)
    if not minutes.family_text:
        minutes.family_text = family_text
    if minutes.sections != before or minutes.family_text != found.family_text:
        minutes.edition += 1
        minutes.save(update_fields=["sections", "family_text", "edition"])
        changed = [row["key"] for row in minutes.sections if row not in before]
        note("minutes.redrafted", minutes, by, {"sections": changed})
    return minutes


def facts_of_in_spanish(meeting: Meeting) -> dict[str, Any]:
    """Minutes are kept in the language of the institute, whoever presses the button."""
    with translation.override(settings.LANGUAGE_CODE):
        return facts_of(meeting)


def drafted(facts: dict[str, Any]) -> tuple[list[Section], str]:
    with translation.override(settings.LANGUAGE_CODE):
        return draft(facts), family_draft(facts)


def renewed(before: list[Section], fresh: list[Section]) -> list[Section]:
    """The fresh draft, but for the sections that somebody has edited; those keep their place."""
    kept = {row["key"]: row for row in before if not is_untouched(row)}
    known = {row["key"] for row in fresh}
    return [kept.get(row["key"], row) for row in fresh] + [row for key, row in kept.items() if key not in known]


def stale(minutes: Minutes, facts: dict[str, Any]) -> list[str]:
    """Titles of untouched sections that would read otherwise by now."""
    fresh = {row["key"]: row["text"] for row in drafted(facts)[0]}
    return [row["title"] for row in minutes.sections if is_untouched(row) and fresh.get(row["key"], "") != row["text"]]


def _made(meeting: Meeting, sections: list[Section], family_text: str, by: Person | None) -> Minutes:
    for _attempt in range(5):
        try:
            with transaction.atomic():
                return Minutes.objects.create(
                    folio=new_folio(PREFIX),
                    meeting=meeting,
                    sections=sections,
                    family_text=family_text,
                    drafted_at=timezone.now(),
                    drafted_by=by,
                )
        except IntegrityError as fault:
            if "folio" not in str(fault):
                raise
    raise RuntimeError("no free folio")  # five doubles in a row among 22^6
