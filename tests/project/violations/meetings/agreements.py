"""Rules that the database keeps of agreements and what the data says of them, each broken on purpose."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from meetings.models import AgreementEvent, Condition
from tests.factories.two_sides import Side
from tests.project.breaking import alter


def _condition(side: Side) -> Condition:
    return Condition.objects.get(agreement=side.agreement)


def _event(side: Side) -> AgreementEvent:
    return AgreementEvent.objects.filter(agreement=side.agreement).order_by("pk")[0]


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "agreement_folio_is_a_folio": lambda side: alter(side.agreement, folio="D-1"),
    "agreement_has_words": lambda side: alter(side.agreement, text=""),
    "agreement_has_one_owner": lambda side: alter(side.agreement, owner_name="Además alguien"),
    "agreement_owner_is_over_one_place": lambda side: alter(side.agreement, owner_delegation=side.delegation),
    "agreement_is_about_one_place": lambda side: alter(side.agreement, delegation=side.delegation),
    "fulfilled_agreement_says_when": lambda side: alter(side.agreement, state="fulfilled"),
    "cancelled_agreement_says_why": lambda side: alter(side.agreement, state="cancelled"),
    "agreement_for_families_is_told_plainly": lambda side: alter(side.agreement, for_families=True),
    "condition_has_its_threshold": lambda side: alter(_condition(side), threshold=None),
    "condition_names_what_it_measures": lambda side: alter(_condition(side), kind="drug_coverage"),
    "condition_is_of_one_place": lambda side: alter(_condition(side), delegation=side.delegation),
    "condition_holds_some_weeks": lambda side: alter(_condition(side), hold_weeks=27),
    "met_condition_says_since_when": lambda side: alter(_condition(side), met=True),
    "meetings_agreementevent_is_append_only": lambda side: alter(_event(side), text="Otra cosa"),
}
