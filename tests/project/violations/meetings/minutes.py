"""Rules that the database keeps of minutes, signed and corrected by addenda, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from meetings.models import Addendum, Minutes, MinutesPaper, Signature
from tests.factories.delegations import PersonFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter, sql

PRINT = "a" * 64


def _signature(side: Side) -> Signature:
    row: Signature = Signature.objects.create(
        minutes=side.signed_minutes, person=PersonFactory(), name="Alguien", sha256=side.signed_minutes.sha256
    )
    return row


def _addendum(side: Side) -> Addendum:
    by = PersonFactory()
    row: Addendum = Addendum.objects.create(
        minutes=side.signed_minutes, number=1, text="Léase nueve", by=by, name="Alguien", sha256=PRINT
    )
    return row


def _paper(side: Side) -> MinutesPaper:
    return MinutesPaper.objects.get(minutes=side.signed_minutes)


def _begun_signed(side: Side) -> None:
    """Minutes of the running meeting that were never a draft."""
    Minutes.objects.create(
        folio="T-222222", meeting=side.meeting, content={}, sha256=PRINT, signed_at=timezone.now(),
        signed_by=side.guardian.person,
    )  # fmt: skip


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "minutes_folio_is_a_folio": lambda side: alter(side.minutes, folio="T-aeiou1"),
    "signed_minutes_are_whole": lambda side: alter(side.minutes, signed_at=timezone.now()),
    "minutes_begin_unsigned": _begun_signed,
    "signed_minutes_are_read_only": lambda side: alter(side.signed_minutes, family_text="Otra cosa"),
    "what_signed_minutes_tell_stays": lambda side: sql(
        "UPDATE meetings_attendance SET post = 'Otro' WHERE meeting_id = %s", side.signed_minutes.meeting_id
    ),
    "one_signature_per_minutes_and_person": lambda side: again(_signature(side)),
    "signature_has_its_print": lambda side: again(_signature(side), person=PersonFactory(), sha256="no"),
    "meetings_signature_is_append_only": lambda side: alter(_signature(side), name="Otra"),
    "one_addendum_per_minutes_and_number": lambda side: again(_addendum(side)),
    "addendum_has_words": lambda side: again(_addendum(side), number=2, text=""),
    "addendum_number_counts": lambda side: again(_addendum(side), number=0),
    "addendum_has_its_print": lambda side: again(_addendum(side), number=2, sha256="no"),
    "meetings_addendum_is_append_only": lambda side: alter(_addendum(side), text="Otra"),
    "one_paper_per_minutes_kind_addenda": lambda side: again(_paper(side)),
    "meetings_minutespaper_is_append_only": lambda side: alter(_paper(side), sha256="b" * 64),
}
