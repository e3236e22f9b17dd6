"""The agenda as its page shows it: each sees of the data what they see elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from delegations.models import Delegation, Person, Unit
from delegations.scoping import scope_of
from meetings.agenda_rights import may_keep
from meetings.models import AgendaItem, Agreement, Meeting
from meetings.reach import sees_all


@dataclass(frozen=True)
class Shown:
    """A matter: its lines that the person sees, how many they do not, and its number on the agenda."""

    item: AgendaItem
    lines: Sequence[dict[str, Any]]
    hidden: int
    more: int
    number: int = 0
    is_first: bool = False
    is_last: bool = False


@dataclass(frozen=True)
class Agenda:
    items: Sequence[Shown]
    proposed: Sequence[Shown]
    dropped: Sequence[Shown]
    minutes: int
    length: int

    @property
    def over(self) -> int:
        """Minutes that do not fit into the meeting."""
        return max(0, self.minutes - self.length)

    @property
    def current(self) -> Shown | None:
        """What is to be treated next."""
        return next((one for one in self.items if one.item.state == "pending"), None)


def items_seen(person: Person) -> QuerySet[AgendaItem]:
    """What is on the agendas of the meetings that the person sees; for who keeps them everything, and one's own."""
    rows = AgendaItem.objects.visible_to(person).saying_whose()
    if not may_keep(person):
        rows = rows.filter(Q(is_dropped=False, is_proposed=False) | Q(is_proposed=True, added_by=person.pk))
    return rows


def agenda_of(meeting: Meeting, person: Person) -> Agenda:
    """Everything on it; proposals for who made them and for who decides on them, what was taken off for the latter."""
    keeps = may_keep(person)
    rows = AgendaItem.objects.filter(meeting=meeting).saying_whose().order_by("position", "pk")
    rows = rows.prefetch_related(Prefetch("agreements", Agreement.objects.visible_to(person).order_by("pk")))
    eyes = eyes_of(person)
    items: list[AgendaItem] = []
    proposed: list[Shown] = []
    dropped: list[Shown] = []
    for row in rows:
        row.meeting = meeting
        if row.is_proposed:
            if keeps or row.added_by_id == person.pk:
                proposed.append(shown(row, eyes))
        elif row.is_dropped:
            if keeps:
                dropped.append(shown(row, eyes))
        else:
            items.append(row)
    numbered = [
        shown(row, eyes, number=at, is_first=at == 1, is_last=at == len(items)) for at, row in enumerate(items, start=1)
    ]
    return Agenda(numbered, proposed, dropped, sum(row.minutes for row in items), meeting.minutes)


@dataclass(frozen=True)
class Eyes:
    """Which lines a person sees: the country's who sees the country, a place's who sees the place."""

    all: bool
    codes: frozenset[str] = frozenset()
    clues: frozenset[str] = frozenset()

    def see(self, line: dict[str, Any]) -> bool:
        return self.all or line.get("delegation") in self.codes or line.get("unit") in self.clues


def eyes_of(person: Person) -> Eyes:
    """Two queries for who does not see the country."""
    if sees_all(person):
        return Eyes(all=True)
    scope = scope_of(person)
    codes = Delegation.objects.filter(pk__in=scope.whole_delegation_ids).values_list("code", flat=True)
    clues = Unit.objects.filter(pk__in=scope.unit_ids).values_list("clues", flat=True)
    return Eyes(all=False, codes=frozenset(codes), clues=frozenset(clues))


def shown(item: AgendaItem, eyes: Eyes, **place: Any) -> Shown:
    """`more`: what has no line, for who sees everything."""
    every = item.data.get("lines", [])
    lines = [line for line in every if eyes.see(line)]
    more = item.data.get("more", 0) if eyes.all else 0
    return Shown(item, lines, len(every) - len(lines), more, **place)
