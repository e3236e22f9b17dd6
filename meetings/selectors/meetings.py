"""What the pages of meetings read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from delegations.models import Person
from meetings.models import THERE, Attendance, Meeting, MeetingState, ParticipantKind, Presence
from pediatric_platform.coming_session import ComingSession


def listed(rows: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """With how many were called and how many were there, as a list shows them."""
    return rows.select_related("series").annotate(people=_how_many(), there=_how_many(presence__in=THERE))


def _how_many(**asked: object) -> Coalesce:
    of_meeting = Attendance.objects.filter(meeting=OuterRef("pk"), **asked).order_by().values("meeting")
    counted = of_meeting.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def next_meeting(person: Person, now: datetime) -> Meeting | None:
    """The one that is running, else the next one that stands, among those the person sees."""
    coming = Meeting.objects.visible_to(person).coming(now).select_related("series")
    running = Q(state=MeetingState.RUNNING) | Q(starts_at__gte=now)
    return coming.filter(running).order_by("starts_at", "pk").first()


def coming_with_families(person: Person) -> ComingSession | None:
    """The next session with the families as it was planned, moved or not, with the way to its agenda. One query."""
    now = timezone.now()
    rows = Meeting.objects.visible_to(person).coming(now).filter(series__with_families=True)
    row = rows.select_related("series").order_by("starts_at", "pk").first()
    if row is None:
        return None
    moved_from = row.planned_on if row.was_moved else None
    return ComingSession(str(row), row.local_start, reverse("meetings:agenda", args=[row.pk]), moved_from)


@dataclass(frozen=True, slots=True)
class Called:
    """Of one kind of participant: how many were called, were there, sent word, and whom no mail reaches."""

    kind: ParticipantKind
    people: int
    there: int
    excused: int
    unreached: int


def called_by_kind(meeting: Meeting) -> list[Called]:
    """How many were called of each kind, in one statement; kinds of which nobody was called are left out."""
    rows = (
        Attendance.objects.filter(meeting=meeting)
        .order_by()
        .values("kind")
        .annotate(
            people=Count("pk"),
            there=Count("pk", filter=Q(presence__in=THERE)),
            excused=Count("pk", filter=Q(presence=Presence.EXCUSED)),
            unreached=Count("pk", filter=Q(person__isnull=True, email="")),
        )
    )
    found = {row["kind"]: row for row in rows}
    return [
        Called(kind, **{name: found[kind][name] for name in ("people", "there", "excused", "unreached")})
        for kind in ParticipantKind
        if kind in found
    ]


def neighbours(meeting: Meeting, person: Person) -> tuple[Meeting | None, Meeting | None]:
    """The meeting before and the one after, in the same series, that the person sees."""
    seen = Meeting.objects.visible_to(person).filter(series=meeting.series_id).select_related("series")
    before = seen.filter(starts_at__lt=meeting.starts_at).order_by("-starts_at").first()
    after = seen.filter(starts_at__gt=meeting.starts_at).order_by("starts_at").first()
    return before, after
