"""Who sits for each member of a series on a day: people change, posts stay."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from delegations.models import Delegation, Holding, Person, Posting
from delegations.roles import DELEGATION_ROLES, POSTS, Role
from meetings.models import Member, ParticipantKind

# Whoever stands in comes before the absent titular; without either the substitute sits.
_RANK = {Holding.ACTING: 0, Holding.TITULAR: 1, Holding.SUBSTITUTE: 2, Holding.MEMBER: 0}


@dataclass(frozen=True, slots=True)
class Seat:
    """A person and for what they sit: a posting, or the member itself."""

    member: Member
    person: Person | None = None
    posting: Posting | None = None


@dataclass
class Seats:
    """Everybody to call, each person once; and the posts that nobody holds that day."""

    people: list[Seat] = field(default_factory=list)
    vacant: list[tuple[Member, Delegation | None]] = field(default_factory=list)


def seats_on(members: Iterable[Member], day: date) -> Seats:
    """Found in three statements at most, however many members; `members` come with delegation, unit and person."""
    members = sorted(members, key=lambda row: (not row.is_required, row.pk))
    posts = [row for row in members if row.role]
    holders = _holders({row.role for row in posts}, day)
    of_accounts = _postings_of([row.person_id for row in members if row.person_id], day)
    found, seen = Seats(), set()

    def seat(member: Member, person: Person | None, posting: Posting | None = None) -> None:
        if person is not None:
            if person.pk in seen:
                return
            seen.add(person.pk)
        found.people.append(Seat(member, person, posting))

    for member in members:
        if member.role:
            for posting in _sitting(member, holders.get(member.role, ())):
                seat(member, posting.person, posting)
        elif member.person is not None:
            if member.person.is_active:
                is_family = member.kind == ParticipantKind.FAMILY
                seat(member, member.person, None if is_family else of_accounts.get(member.person.pk))
        else:
            seat(member, None)
    found.vacant = _vacant(posts, holders)
    return found


def _holders(roles: set[str], day: date) -> dict[str, list[Posting]]:
    """Who holds each post that day, one a post; of other roles all who hold it."""
    if not roles:
        return {}
    rows = (
        Posting.objects.current(day)
        .filter(role__in=roles, person__is_active=True)
        .select_related("person", "delegation", "unit")
        .order_by("role", "starts_on", "pk")
    )
    best: dict[tuple[object, ...], Posting] = {}
    for row in rows:
        alone = row.role in POSTS
        key = (row.role, row.delegation_id, row.unit_id, 0 if alone else row.pk)
        known = best.get(key)
        if known is None or _RANK[Holding(row.holding)] < _RANK[Holding(known.holding)]:
            best[key] = row
    found: dict[str, list[Posting]] = {}
    for row in best.values():
        found.setdefault(row.role, []).append(row)
    return found


def _sitting(member: Member, postings: Sequence[Posting]) -> list[Posting]:
    if member.delegation_id is None and member.unit_id is None:
        return list(postings)
    return [row for row in postings if row.delegation_id == member.delegation_id and row.unit_id == member.unit_id]


def _postings_of(person_ids: Sequence[int | None], day: date) -> dict[int, Posting]:
    """The first posting in force of each account that is called by itself."""
    if not person_ids:
        return {}
    rows = Posting.objects.current(day).filter(person__in=person_ids).exclude(role=Role.FAMILY)
    found: dict[int, Posting] = {}
    for row in rows.select_related("delegation", "unit").order_by("starts_on", "pk"):
        found.setdefault(row.person_id, row)
    return found


def _vacant(posts: Sequence[Member], holders: dict[str, list[Posting]]) -> list[tuple[Member, Delegation | None]]:
    """Posts of the list that nobody holds; of a role over every delegation, the delegations without one."""
    empty: list[tuple[Member, Delegation | None]] = []
    delegations: list[Delegation] = []
    for member in posts:
        held = holders.get(member.role, [])
        if member.delegation_id or member.unit_id:
            if not _sitting(member, held):
                empty.append((member, None))
        elif member.role in DELEGATION_ROLES:
            delegations = delegations or list(Delegation.objects.order_by("name"))
            taken = {row.delegation_id for row in held}
            empty.extend((member, row) for row in delegations if row.pk not in taken)
    return empty
