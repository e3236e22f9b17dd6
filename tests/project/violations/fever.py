"""Rules that the database keeps of the golden hour, each broken on purpose (see test_constraints_sweep)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from pediatric_platform.models import FeverStamp
from tests.factories.fever import FeverStampFactory
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter, sql

MINUTE = timedelta(minutes=1)


def _stamp(side: Side) -> FeverStamp:
    found: FeverStamp = FeverStamp.objects.filter(episode=side.episode).first() or FeverStampFactory(
        episode=side.episode
    )
    return found


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "one_running_episode_per_child": lambda side: again(side.episode, folio="F-ZZZZZZ"),
    "fever_folio_is_a_folio": lambda side: alter(side.episode, folio="episodio 1"),
    "fever_state_agrees_with_its_stamps": lambda side: alter(side.episode, state="treated"),
    "fever_deadline_counts_from_arrival": lambda side: alter(side.episode, deadline_at=side.episode.arrived_at),
    "antibiotic_is_given_after_arrival": lambda side: alter(
        side.episode, state="treated", antibiotic_at=side.episode.arrived_at - MINUTE
    ),
    "antibiotic_is_given_after_its_order": lambda side: alter(
        side.episode,
        state="treated",
        antibiotic_at=side.episode.arrived_at + MINUTE,
        ordered_at=side.episode.arrived_at + 2 * MINUTE,
    ),
    "fever_begins_before_arrival": lambda side: alter(side.episode, fever_at=side.episode.arrived_at + MINUTE),
    "fever_temperature_is_possible": lambda side: alter(side.episode, temperature=Decimal("43.1")),
    "corrected_stamp_says_why": lambda side: FeverStampFactory(
        episode=side.episode, was=side.episode.arrived_at, reason=""
    ),
    "stamp_says_something": lambda side: FeverStampFactory(episode=side.episode, at=None),
    "pediatric_platform_feverstamp_is_append_only": lambda side: sql(
        "UPDATE pediatric_platform_feverstamp SET at = now() WHERE id = %s", _stamp(side).pk
    ),
}
