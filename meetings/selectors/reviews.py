"""What the review of a meeting reads: its stops, one of them with all that stands on the wall, what changed since."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.db.models import Case, Count, F, Q, QuerySet, Value, When

from delegations.models import Person
from meetings.models import THERE, Agreement, Attendance, Meeting, Review, ReviewState
from meetings.naming_consent import shown_name, shown_representative

# Whatever a screen of the review draws besides what is frozen: one row of one index each.
VERSION = """
SELECT r.edition, extract(epoch FROM r.shown_at),
       (SELECT count(*) || '.' || coalesce(sum(a.edition), 0) FROM meetings_agreement a WHERE a.review_id = r.id),
       (SELECT count(*) || '.' || coalesce(extract(epoch FROM max(p.noted_at)), 0) FROM meetings_attendance p
         WHERE p.meeting_id = r.meeting_id AND p.presence IN ('present', 'represented')),
       m.state
  FROM meetings_review r JOIN meetings_meeting m ON m.id = r.meeting_id
 WHERE r.id = %s
"""


@dataclass(frozen=True, slots=True)
class Stop:
    """A review in the list: enough to go there and to say how it stands."""

    pk: int
    code: str
    name: str
    is_unit: bool
    position: int
    state: str
    verdict: str
    severity: int
    seconds: int
    shown_at: datetime | None
    comment: str
    agreements: int = 0

    @property
    def is_done(self) -> bool:
        return self.state != ReviewState.PENDING

    @property
    def was_reviewed(self) -> bool:
        return self.state == ReviewState.REVIEWED


@dataclass(frozen=True, slots=True)
class Chair:
    """Somebody called for the place on the wall, as it may be told, and whether they are there."""

    name: str
    post: str
    presence: str
    label: str
    represented_by: str

    @property
    def is_there(self) -> bool:
        return self.presence in THERE


_STOP = (
    "pk", "delegation__code", "delegation__name", "unit__clues", "unit__name", "position", "state", "verdict",
    "severity", "seconds", "shown_at", "comment",
)  # fmt: skip


def stops_of(meeting: Meeting, person: Person) -> list[Stop]:
    """Every review that the person sees, in order. One query."""
    rows = Review.objects.visible_to(person).filter(meeting=meeting).order_by("position", "pk")
    return [
        Stop(pk, code or clues, name or hospital, code is None, *rest)
        for pk, code, name, clues, hospital, *rest in rows.values_list(*_STOP)
    ]


def with_agreements(stops: list[Stop]) -> list[Stop]:
    """The same, each with how many agreements came of it. One query."""
    rows = Agreement.objects.filter(review__in=[one.pk for one in stops]).order_by()
    counts = dict(rows.values_list("review").annotate(n=Count("pk")))
    return [replace(one, agreements=counts.get(one.pk, 0)) for one in stops]


def reviews_seen(person: Person) -> QuerySet[Review]:
    return Review.objects.visible_to(person).select_related(
        "meeting__series", "delegation", "unit__delegation", "snapshot", "reviewed_by"
    )


def named(code: str) -> Q:
    """The review of that code within its meeting, however the code is written."""
    return Q(delegation__code__iexact=code) | Q(unit__clues__iexact=code)


def chairs_of(review: Review) -> list[Chair]:
    """Who was called for the place, those who are there first; a hospital's own before its delegation's."""
    if review.unit is None:
        mine, own = Q(delegation=review.delegation_id), Q(delegation=review.delegation_id)
    else:
        own = Q(unit=review.unit_id)
        mine = own | Q(delegation=review.unit.delegation_id)
    rows = Attendance.objects.filter(mine, meeting=review.meeting_id).order_by(
        Case(When(presence__in=THERE, then=Value(0)), default=Value(1)),
        Case(When(own, then=Value(0)), default=Value(1)),
        "name",
        "pk",
    )
    return [
        Chair(shown_name(row), row.post, row.presence, row.get_presence_display(), shown_representative(row))
        for row in rows
    ]


def agreed_in(review: Review, person: Person) -> QuerySet[Agreement]:
    """What was agreed while it was on the screen, as far as the person sees it, in the order in which it was."""
    rows = Agreement.objects.visible_to(person).filter(review=review).select_related("owner_delegation", "owner_unit")
    return rows.order_by("agreed_at", "pk")


def version_of(review: Review) -> str:
    """Changes with anything that is drawn beside the frozen figures. One query."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION, [review.pk])
        row = cursor.fetchone()
    return "-".join(map(str, row)) if row else "0"


def on_screen(meeting: Meeting) -> Review | None:
    """What was put on the wall last. One query."""
    shown = Review.objects.filter(meeting=meeting, shown_at__isnull=False)
    return (
        shown.select_related("meeting__series", "delegation", "unit__delegation", "snapshot")
        .order_by(F("shown_at").desc(), "-pk")
        .first()
    )
