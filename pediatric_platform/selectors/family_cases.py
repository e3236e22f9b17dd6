"""A case as its family reads it: the sentence, whoever has it, and what was done. Set-based."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils import timezone

from delegations.models import Person, Posting, UnitKind
from delegations.selectors.answering import central_office_posting
from pediatric_platform.family.case_sentences import CaseFacts, CaseTold, case_told, promised
from pediatric_platform.family.case_story import Happened, Step, steps
from pediatric_platform.family.medicines import common_name
from pediatric_platform.family.sentences import Solver
from pediatric_platform.models import (
    STANDING,
    Case,
    CaseEvent,
    CaseEventKind,
    CaseFollower,
    Child,
    ConfirmedBy,
)

# What those whom a case touches do to it.
BY_FAMILIES = frozenset({CaseEventKind.REPLY, CaseEventKind.CONFIRMED, CaseEventKind.DISPUTED, CaseEventKind.REOPENED})
BRINGS_IN = frozenset({CaseEventKind.JOINED, CaseEventKind.MERGED})
# How long an ended case stays on the child's first page.
ENDED_SHOWN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class FamilyCase:
    """`follower`: by whom this family follows it. `by_when`: what its clock promises."""

    case: Case
    follower: CaseFollower
    told: CaseTold
    owner: Solver
    by_when: str


def own_followers(child: Child, person: Person) -> QuerySet[CaseFollower]:
    """By whom the child's cases are followed, the person's own first; for somebody whose child it is."""
    return (
        CaseFollower.objects.current()
        .filter(child=child)
        .select_related("case__unit__delegation", "case__drug", "case__owner__person", "child")
        .order_by("case", "pk")
    )


def cases_of_child(child: Child, person: Person, *, now: datetime | None = None) -> list[FamilyCase]:
    """What stands, and what ended a few days ago; the gravest first. Two statements at most."""
    now = now or timezone.now()
    shown = Q(case__state__in=STANDING) | Q(case__ended_at__gte=now - ENDED_SHOWN)
    found = family_cases(_one_each(own_followers(child, person).filter(shown), person), now=now)
    return sorted(found, key=lambda row: (not row.case.is_standing, row.case.severity, row.case.opened_at))


def case_of_child(child: Child, person: Person, folio: str) -> CaseFollower | None:
    """By whom the family follows the case with that folio, or the one it was merged into."""
    rows = own_followers(child, person).filter(Q(case__folio=folio) | Q(case__duplicates__folio=folio))
    found = _one_each(rows.distinct(), person)
    return found[0] if found else None


def family_cases(followers: Sequence[CaseFollower], *, now: datetime | None = None) -> list[FamilyCase]:
    """Each as its family reads it."""
    now = now or timezone.now()
    central: Posting | None = None
    if any(row.case.owner is None for row in followers):
        central = central_office_posting(now.astimezone(followers[0].case.unit.zone).date())
    return [_read(row, central, now) for row in followers]


def story_of(row: FamilyCase, person: Person | None) -> list[Step]:
    """What was done, oldest first, without staff's own notes and other families' words."""
    case, zone = row.case, row.case.unit.zone
    is_shared = case.followers.current().count() > 1
    events = list(
        CaseEvent.objects.filter(case=case).exclude(kind=CaseEventKind.NOTE).select_related("by").order_by("at", "pk")
    )
    came = came_in(row.follower, events)
    # What staff wrote to those who were there before is theirs alone, and so is what they called the medicine.
    theirs = [event for event in events if event.kind != CaseEventKind.MESSAGE or came is None or event.at >= came]
    return steps((_happened(event, row, person, zone) for event in theirs), is_shared=is_shared)


def came_in(follower: CaseFollower, events: Iterable[CaseEvent]) -> datetime | None:
    """When the follower's family came into a case that others had already; None: it was theirs from the start."""
    family = {follower.pk}
    if follower.child_id is not None:
        current = CaseFollower.objects.current().filter(case=follower.case_id, child=follower.child_id)
        family |= set(current.values_list("pk", flat=True))
    joined: dict[int, datetime] = {}
    for event in events:
        if event.kind in BRINGS_IN and not event.data.get("again"):
            for pk in (event.data.get("follower"), *event.data.get("followers", [])):
                joined.setdefault(pk, event.at)
    return None if any(pk not in joined for pk in family) else min(joined[pk] for pk in family)


def _words_for(case: Case, follower: CaseFollower) -> str:
    """What the medicine was called by those from whom the case is, and by nobody who came in later."""
    if not case.drug_words.strip():
        return ""
    brought = CaseEvent.objects.filter(case=case, kind__in=BRINGS_IN).order_by("at", "pk")
    return case.drug_words if came_in(follower, brought) is None else ""


def _happened(event: CaseEvent, row: FamilyCase, person: Person | None, zone: ZoneInfo) -> Happened:
    is_own = _is_own(event, row.follower, person)
    return Happened(
        kind=event.kind,
        at=event.at.astimezone(zone),
        who=event.by.full_name if event.by is not None and not is_own else "",
        text=event.text if event.kind == CaseEventKind.REPLY or event.for_family else "",
        way=event.way,
        reached=event.reached,
        is_own=is_own,
        from_family=event.kind == CaseEventKind.ATTACHED and event.for_family,
    )


def _is_own(event: CaseEvent, follower: CaseFollower, person: Person | None) -> bool:
    """Whether this reader did it: by account; without one, by the followers that the event names."""
    if event.by_id is not None:
        return person is not None and event.by_id == person.pk
    named: list[Any] = [event.data.get("follower"), *event.data.get("followers", [])]
    return person is None and event.kind in BY_FAMILIES and follower.pk in named


def _one_each(followers: QuerySet[CaseFollower], person: Person) -> list[CaseFollower]:
    """One for each case: the person's own where there is one."""
    kept: dict[int, CaseFollower] = {}
    for row in followers:
        if row.case_id not in kept or row.person_id == person.pk:
            kept[row.case_id] = row
    return list(kept.values())


def _read(follower: CaseFollower, central: Posting | None, now: datetime) -> FamilyCase:
    case = follower.case
    posting = case.owner or central
    owner = _solver(posting)
    facts = facts_of(case, follower)
    here = now.astimezone(case.unit.zone)
    return FamilyCase(case, follower, case_told(facts, owner, now=here), owner, promised(facts, owner, now=here))


def facts_of(case: Case, follower: CaseFollower) -> CaseFacts:
    """The case's facts, every moment in the hospital's zone."""
    zone = case.unit.zone

    def here(at: datetime | None) -> datetime | None:
        return at.astimezone(zone) if at is not None else None

    name = case.drug.generic_name if case.drug is not None else _words_for(case, follower)
    return CaseFacts(
        kind=case.kind,
        state=case.state,
        level=case.level,
        what=common_name(name) if name.strip() else "",
        needed_on=case.needed_on,
        opened_at=here(case.opened_at),
        contact_by=here(case.contact_by),
        contacted_at=here(case.contacted_at),
        is_contact_late=case.contact_late_at is not None,
        has_phone=bool(follower.contact_phone),
        deadline_at=here(case.deadline_at),
        agenda_on=case.agenda_on,
        waiting_for=case.waiting_for,
        waiting_until=case.waiting_until,
        solution=case.solution,
        solved_at=here(case.solved_at),
        confirmed_at=here(follower.confirmed_at),
        confirmed_by_record=follower.confirmed_how == ConfirmedBy.RECORD,
        ended_at=here(case.ended_at),
        closed_reason=case.closed_reason,
        is_umae=case.unit.kind == UnitKind.UMAE,
    )


def _solver(posting: Posting | None) -> Solver:
    if posting is None:
        return Solver()
    email = "" if posting.contact_bounced_at else posting.office_email
    return Solver(posting.person.full_name, posting.office_phone, email)
