"""How agreements are kept: by delegation, by post, by meeting, week by week. Counts; shares are divided from them.

What counts is what was first promised for a day of the period: moving a date moves nothing here, and what was left
without effect is no promise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncWeek

from delegations.models import Delegation, Person
from delegations.roles import Role
from meetings.models import Agreement, AgreementState
from meetings.reach import sees_all

# From which share kept on time a place wears a category's colour. Working values.
SHARES: tuple[tuple[str, int], ...] = (("out", 0), ("critical", 50), ("low", 75), ("adequate", 90))


@dataclass(frozen=True)
class Kept:
    """Of what fell due: how many were kept by the day first promised, later, or not yet; `broken` of those."""

    due: int = 0
    on_time: int = 0
    later: int = 0
    broken: int = 0

    @property
    def not_kept(self) -> int:
        return self.due - self.on_time - self.later

    @property
    def share(self) -> float | None:
        """Per cent on time; None where nothing fell due."""
        return 100 * self.on_time / self.due if self.due else None

    @property
    def category(self) -> str | None:
        share = self.share
        return None if share is None else [name for name, start in SHARES if share >= start][-1]


@dataclass(frozen=True)
class KeptRow:
    """One line of a table: whose, what fell due and was kept, and what is owed today."""

    name: str
    kept: Kept
    pending: int
    risk: int
    href: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class AgreementBoard:
    """`first` to `last` are the days of the period, `last` being yesterday."""

    first: date
    last: date
    kept: Kept
    pending: int
    risk: int
    broken: int
    delegations: Sequence[tuple[Delegation, KeptRow]]
    owners: Sequence[KeptRow]
    meetings: Sequence[KeptRow]
    weeks: Sequence[tuple[date, Kept]]


def agreement_board(person: Person, *, weeks: int, today: date, series: int | None = None) -> AgreementBoard:
    """Six queries, however many agreements."""
    rows = Agreement.objects.visible_to(person).exclude(state=AgreementState.CANCELLED)
    if series is not None:
        rows = rows.filter(meeting__series=series)
    first, last = today - timedelta(weeks=weeks), today - timedelta(days=1)
    counts = _counts(first, last)
    whole = rows.aggregate(**counts)
    by_delegation: dict[int, Mapping[str, Any]] = {
        row["where"]: row
        for row in rows.values(
            where=Coalesce("delegation", "unit__delegation", "owner_delegation", "owner_unit__delegation")
        )
        .annotate(**counts)
        .order_by()
        if row["where"] is not None
    }
    delegations = Delegation.objects.all()
    if not sees_all(person):
        delegations = delegations.filter(pk__in=by_delegation)
    return AgreementBoard(
        first=first,
        last=last,
        kept=_kept(whole),
        pending=whole["pending"],
        risk=whole["risk"],
        broken=whole["now_broken"],
        delegations=[
            (place, _row(place.name, by_delegation.get(place.pk, {}), delegacion=place.code))
            for place in delegations.order_by("name")
        ],
        owners=_owners(rows, counts),
        meetings=_meetings(rows, counts),
        weeks=_weeks(rows, first, last),
    )


def _counts(first: date, last: date) -> dict[str, Count]:
    due = Q(first_due_on__gte=first, first_due_on__lte=last)
    kept = Q(state=AgreementState.FULFILLED)
    on_time = kept & Q(fulfilled_on__lte=F("first_due_on"))
    owed = Q(state__in=(AgreementState.OPEN, AgreementState.AT_RISK, AgreementState.BROKEN))
    return {
        "due": Count("pk", filter=due),
        "on_time": Count("pk", filter=due & on_time),
        "later": Count("pk", filter=due & kept & Q(fulfilled_on__gt=F("first_due_on"))),
        "broken": Count("pk", filter=due & Q(state=AgreementState.BROKEN)),
        "pending": Count("pk", filter=owed),
        "risk": Count("pk", filter=Q(state=AgreementState.AT_RISK)),
        "now_broken": Count("pk", filter=Q(state=AgreementState.BROKEN)),
    }


def _kept(row: Mapping[str, Any]) -> Kept:
    return Kept(*(row.get(name, 0) for name in ("due", "on_time", "later", "broken")))


def _row(name: str, row: Mapping[str, Any], note: str = "", **asked: Any) -> KeptRow:
    return KeptRow(name, _kept(row), row.get("pending", 0), row.get("risk", 0), asked, note)


def _worst(row: KeptRow) -> tuple[bool, float, int, str]:
    """The least kept on time first; where nothing fell due, last."""
    share = row.kept.share
    return (share is None, share or 0, -row.kept.due, row.name)


def _owners(rows: QuerySet[Agreement], counts: Mapping[str, Count]) -> list[KeptRow]:
    """By post: of a delegation, of a hospital, of central office; from outside by where they come from."""
    columns = ("owner_role", "owner_delegation__name", "owner_unit__name", "owner_organisation")
    found = []
    for row in rows.values(*columns).annotate(**counts).order_by():
        role, delegation, unit, organisation = (row[name] for name in columns)
        post = str(Role(role).label) if role else organisation
        found.append(_row(" · ".join(part for part in (post, delegation or unit) if part), row))
    return sorted((row for row in found if row.kept.due or row.pending), key=_worst)


def _meetings(rows: QuerySet[Agreement], counts: Mapping[str, Count]) -> list[KeptRow]:
    """By the meeting in which it was agreed, the newest first; those that still owe something or fell due."""
    columns = ("meeting", "meeting__series__name", "meeting__number", "meeting__starts_at")
    found = []
    for row in rows.values(*columns).annotate(**counts).order_by("-meeting__starts_at", "-meeting"):
        one = _row(f"{row['meeting__series__name']} n.º {row['meeting__number']}", row, sesion=row["meeting"])
        if one.kept.due or one.pending:
            found.append(one)
    return found


def _weeks(rows: QuerySet[Agreement], first: date, last: date) -> list[tuple[date, Kept]]:
    """By the week of the day first promised, weeks without any too."""
    counts = {name: _counts(first, last)[name] for name in ("due", "on_time", "later", "broken")}
    due = rows.filter(first_due_on__gte=first, first_due_on__lte=last)
    told = {row["week"]: _kept(row) for row in due.values(week=TruncWeek("first_due_on")).annotate(**counts).order_by()}
    monday = first - timedelta(days=first.weekday())
    days = [monday + timedelta(weeks=week) for week in range((last - monday).days // 7 + 1)]
    return [(day, told.get(day, Kept())) for day in days]
