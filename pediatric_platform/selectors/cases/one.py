"""A case as its page shows it: whom it touches, what happened, and what may be done now. A fixed few statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from delegations.models import Person, Posting
from delegations.selectors.answering import central_office_posting
from pediatric_platform.case_countdown import Countdown, countdowns
from pediatric_platform.case_rights import may_close, may_read_story, may_take, may_work, read_by
from pediatric_platform.case_steps import Step, steps_for
from pediatric_platform.models import (
    STANDING,
    Case,
    CaseChannel,
    CaseFollower,
    CaseState,
    Child,
    Guardian,
)
from pediatric_platform.selectors.cases.history import Entry, history_of

ALIKE_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody whom a case touches. `name` is a child's, only for who treats there; `teller`, telephone, mail and story
    only for who may read what families wrote.
    """

    follower: CaseFollower
    name: str
    teller: str
    phone: str
    email: str
    story: str
    may_confirm: bool
    may_leave: bool

    @property
    def child(self) -> Child | None:
        return self.follower.child


@dataclass(frozen=True, slots=True)
class CasePage:
    """`stands_in`: whom to call while nobody has it. `alike`: other standing cases of the same hospital and drug."""

    case: Case
    reads: bool
    works: bool
    closes: bool
    mine: bool
    clocks: Sequence[Countdown]
    steps: Sequence[Step]
    touched: Sequence[Touched]
    entries: Sequence[Entry]
    stands_in: Posting | None
    alike: Sequence[Case]
    duplicates: Sequence[Case]

    @property
    def clock(self) -> Countdown | None:
        return self.clocks[0] if self.clocks else None

    @property
    def next(self) -> Step | None:
        return self.steps[0] if self.steps else None

    @property
    def others(self) -> Sequence[Step]:
        return self.steps[1:]

    @property
    def children(self) -> int:
        return len({one.follower.child_id for one in self.touched if one.follower.child_id})

    @property
    def confirmed(self) -> int:
        return sum(one.follower.confirmed_at is not None for one in self.touched)


def case_page(person: Person, case: Case, now: datetime) -> CasePage:
    """Everything about one case of the person's reach."""
    reads, works, closes = may_read_story(person, case), may_work(person, case), may_close(person, case)
    mine = case.owner is not None and case.owner.person_id == person.pk
    followers = list(case.followers.current().select_related("child", "person", "session", "confirmed_by"))
    today = now.astimezone(case.unit.zone).date()
    return CasePage(
        case=case,
        reads=reads,
        works=works,
        closes=closes,
        mine=mine,
        clocks=countdowns(case, now),
        steps=steps_for(case, mine=mine, works=works, takes=may_take(person, case), closes=closes, today=today),
        touched=touched_of(person, case, followers, reads=reads),
        entries=history_of(case, reads=reads),
        stands_in=central_office_posting(today) if case.owner is None and case.is_standing else None,
        alike=alike_of(person, case) if works and case.is_standing else (),
        duplicates=tuple(case.duplicates.only("folio")),
    )


def touched_of(person: Person, case: Case, followers: Sequence[CaseFollower], *, reads: bool) -> list[Touched]:
    """Each with as much as the person may know of them."""
    ids = [one.child_id for one in followers if one.child_id]
    treated = set(Child.objects.visible_to(person).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    contacts = _contacts(followers) if reads else {}
    closes = may_close(person, case)
    return [
        Touched(
            follower=one,
            name=one.child.full_name if one.child is not None and one.child_id in treated else "",
            teller=_teller(one, contacts) if reads else "",
            phone=_phone(one, contacts) if reads else "",
            email=(one.contact_email or (one.person.email if one.person else "")) if reads else "",
            story=one.story if reads else "",
            may_confirm=_may_confirm(person, case, one),
            may_leave=case.is_standing and one.confirmed_at is None and _may_take_off(person, one, followers, closes),
        )
        for one in followers
    ]


def _may_take_off(person: Person, one: CaseFollower, followers: Sequence[CaseFollower], closes: bool) -> bool:
    """Whoever told it as staff, themselves; central office, as long as somebody else has still to confirm it."""
    others = [row for row in followers if row.pk != one.pk]
    if one.person_id == person.pk and one.channel in (CaseChannel.STAFF, CaseChannel.API):
        return bool(others)
    return closes and any(row.confirmed_at is None for row in others)


def _may_confirm(person: Person, case: Case, one: CaseFollower) -> bool:
    """Whoever told it, but for whoever says that it is solved."""
    return (
        case.state == CaseState.SOLVED
        and one.confirmed_at is None
        and one.person_id == person.pk
        and case.solved_by_id != person.pk
    )


def _contacts(followers: Sequence[CaseFollower]) -> Mapping[tuple[int, int], Any]:
    """The relatives who told, as their child's record has them."""
    pairs = [(one.child_id, one.person_id) for one in followers if one.child_id and one.person_id]
    rows = Guardian.objects.filter(
        child__in={child for child, _person in pairs}, person__in={teller for _child, teller in pairs}
    )
    return {(row.child_id, row.person_id): row for row in rows} if pairs else {}


def _teller(one: CaseFollower, contacts: Mapping[tuple[int, int], Any]) -> str:
    guardian = contacts.get((one.child_id or 0, one.person_id or 0))
    name = one.contact_name or (one.person.full_name if one.person else "")
    if guardian is not None:
        return f"{name} · {guardian.get_relation_display()}"
    return name or str(_("Alguien sin cuenta") if one.channel == CaseChannel.PUBLIC else "")


def _phone(one: CaseFollower, contacts: Mapping[tuple[int, int], Any]) -> str:
    guardian = contacts.get((one.child_id or 0, one.person_id or 0))
    own = one.person.mobile_phone if one.person is not None else ""
    return one.contact_phone or (guardian.phone if guardian is not None else "") or own


def alike_of(person: Person, case: Case) -> Sequence[Case]:
    """What may be the same trouble told twice."""
    rows = Case.objects.visible_to(person).filter(unit=case.unit, state__in=STANDING).exclude(pk=case.pk)
    if case.drug_id is not None:
        rows = rows.filter(drug=case.drug_id)
    else:
        rows = rows.filter(kind=case.kind, drug__isnull=True)
    found = rows.select_related("drug", "unit").order_by("opened_at")[:ALIKE_SHOWN]
    return tuple(read_by(person, one) for one in found)
