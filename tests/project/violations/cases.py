"""Rules that the database keeps of cases, each broken on purpose (see test_constraints_sweep)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils import timezone

from delegations.models import Holiday
from pediatric_platform.models import Case, CaseClock, CaseEvent, CaseFollower, SeverityRule
from tests.factories.cases import CaseEventFactory, CaseFactory, CaseFollowerFactory, contacted
from tests.factories.two_sides import Side
from tests.project.breaking import again, alter

ENDED: dict[str, Any] = {"deadline_at": None, "remind_at": None, "contact_by": None}


def ended(side: Side, **columns: Any) -> None:
    alter(side.case, **{**ENDED, "ended_at": timezone.now(), **columns})


def event(side: Side, **columns: Any) -> CaseEvent:
    row: CaseEvent = CaseEventFactory(case=side.case, **{"kind": "note", "text": "x", **columns})
    return row


def follower(side: Side, **columns: Any) -> CaseFollower:
    row: CaseFollower = CaseFollowerFactory(case=side.case, **columns)
    return row


def confirmed_by_some(side: Side) -> None:
    """One of two has confirmed it."""
    CaseFollower.objects.filter(case=side.case).update(
        confirmed_at=timezone.now(), confirmed_how="family", confirmed_by=side.relative
    )
    follower(side)
    ended(side, state="confirmed")


def closed_after(side: Side, *ways: str) -> None:
    contacted(side.case, ways=ways)
    ended(side, state="closed", closed_reason="x", ended_by=side.relative)


def same_key(side: Side) -> None:
    for _ in range(2):
        event(side, key="k")


def same_token(side: Side) -> None:
    for _ in range(2):
        follower(side, token_hash="x" * 64)


def other_case(side: Side, **columns: Any) -> Case:
    row: Case = CaseFactory(unit=side.hospital, **columns)
    return row


VIOLATIONS: dict[str, Callable[[Side], Any]] = {
    "case_folio_is_a_folio": lambda side: alter(side.case, folio="C-aaa"),
    "case_severity_and_level_exist": lambda side: alter(side.case, severity=5),
    "standing_case_has_an_owner": lambda side: alter(side.case, owner=None),
    "unsolved_case_has_a_deadline": lambda side: alter(side.case, deadline_at=None),
    "case_of_the_session_has_its_day": lambda side: alter(side.case, agenda_on="2026-11-25"),
    "waiting_case_says_for_whom": lambda side: alter(side.case, state="waiting"),
    "solved_case_says_how": lambda side: alter(side.case, state="solved"),
    "ended_case_has_no_clock": lambda side: alter(side.case, ended_at=timezone.now()),
    "closed_case_says_who_and_why": lambda side: alter(side.case, closed_reason="x"),
    "merged_case_names_the_other": lambda side: ended(side, state="merged"),
    "case_is_not_merged_into_itself": lambda side: ended(side, state="merged", merged_into=side.case),
    "case_is_confirmed_by_everybody_it_touches": confirmed_by_some,
    "case_is_closed_only_after_contacts": lambda side: closed_after(side, "phone", "phone", "phone"),
    "case_does_not_begin_ended": lambda side: other_case(side, state="confirmed", ended_at=timezone.now(), **ENDED),
    "one_case_event_per_key": same_key,
    "contact_says_how_and_whether_it_reached": lambda side: event(side, kind="contact", way="phone"),
    "case_note_has_words": lambda side: event(side, text=""),
    "pediatric_platform_caseevent_is_append_only": lambda side: alter(event(side), text="y"),
    "one_follower_per_case_child_and_person": lambda side: again(
        CaseFollower.objects.filter(case=side.case).get(), report=None
    ),
    "one_follower_per_token": same_token,
    "confirmation_says_how": lambda side: follower(side, confirmed_at=timezone.now()),
    "follower_who_left_says_why": lambda side: follower(side, left_at=timezone.now()),
    "holiday_says_why_and_by_what_law": lambda _side: Holiday.objects.create(day="2026-01-01", name="", source="x"),
    "severity_gives_time_to_call": lambda _side: SeverityRule.objects.update(contact_minutes=0),
    "severity_is_1_to_4": lambda _side: SeverityRule.objects.filter(severity=4).update(severity=5),
    "one_clock_per_severity_and_level": lambda _side: again(CaseClock.objects.get(severity=1, level=1)),
    "clock_gives_time": lambda _side: CaseClock.objects.update(minutes=0),
    "clock_reminds_before_its_end": lambda _side: CaseClock.objects.update(remind_minutes=100_000),
    "clock_is_of_a_level_below_the_session": lambda _side: CaseClock.objects.filter(level=3).update(level=4),
}
