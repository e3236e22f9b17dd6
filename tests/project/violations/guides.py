"""Rules that the database keeps of guides, each broken on purpose (see test_constraints_sweep)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from pediatric_platform.models import GuideReading, GuideVersion
from tests.factories.guides import GuideStatementFactory, GuideVersionFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter


def _draft(side: Side, **other: Any) -> GuideVersion:
    row: GuideVersion = GuideVersionFactory(guide=side.guide.guide, number="borrador", **other)
    return row


def _linked(side: Side) -> Any:
    return side.guide.guide.links.create(drug=side.drug)


def _read(side: Side) -> GuideReading:
    return GuideReading.objects.create(version=side.guide, person=side.relative)


def _statement_twice(side: Side) -> None:
    again(GuideStatementFactory(version=_draft(side)))


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "guide_says_what_and_whose": lambda side: alter(side.guide.guide, body=""),
    "one_guide_version_per_number": lambda side: again(side.guide, state="superseded"),
    "one_current_version_per_guide": lambda side: again(side.guide, number="otra"),
    "published_guide_says_when": lambda side: alter(_draft(side), published_at=timezone.now()),
    "withdrawn_guide_says_why": lambda side: alter(side.guide, state="withdrawn"),
    "published_guide_can_be_opened": lambda side: alter(
        _draft(side), url="", state="superseded", published_at=timezone.now()
    ),
    "guide_file_has_a_name": lambda side: alter(_draft(side), file_name="sin-archivo.pdf"),
    "published_guide_is_read_only": lambda side: alter(side.guide, summary="Otra cosa"),
    "one_statement_per_version_and_key": _statement_twice,
    "one_link_per_guide": lambda side: again(_linked(side)),
    "guide_link_names_one_thing": lambda side: alter(_linked(side), diagnosis=side.child.diagnosis),
    "one_reading_per_version_and_person": lambda side: again(_read(side)),
    "pediatric_platform_guidereading_is_append_only": lambda side: alter(_read(side), at=timezone.now()),
}
