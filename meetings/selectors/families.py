"""What relatives read of the meetings that families take part in: a handful of queries, whatever there is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from delegations.models import Person
from meetings.agenda_rights import may_propose
from meetings.family_sentences import Tone, kept, tone
from meetings.minuting.facts import owner_words
from meetings.models import (
    PENDING,
    AgendaItem,
    Agreement,
    AgreementState,
    Attendance,
    Meeting,
    MeetingState,
    Member,
    Minutes,
    ParticipantKind,
    Presence,
)
from meetings.naming_consent import initials

# What is over stays on the page this long.
SHOWN_DAYS = 120
MOST_AGREEMENTS, MOST_MEETINGS = 40, 6


@dataclass(frozen=True, slots=True)
class Told:
    """An agreement as a family reads it."""

    agreement: Agreement
    who: str
    sentence: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Share:
    """Of those whose first day has passed: how many were kept by it."""

    due: int
    on_time: int


@dataclass(frozen=True, slots=True)
class Naming:
    """How the person stands in lists that others read; `initials` is what others see without a yes."""

    may_be_named: bool
    initials: str


@dataclass(frozen=True, slots=True)
class FamilyMeetings:
    coming: Meeting | None
    is_expected: bool
    waiting: Meeting | None  # held, its minutes not signed yet
    agreements: list[Told]
    share: Share
    minutes: list[Minutes]
    naming: Naming | None
    may_propose: bool
    proposals: list[AgendaItem]


def family_meetings(person: Person, *, now: datetime, today: date) -> FamilyMeetings:
    with_families = Meeting.objects.visible_to(person).filter(series__with_families=True).select_related("series")
    coming = with_families.coming(now).order_by("starts_at", "pk").first()
    signed = Minutes.objects.of_families(person)
    held = with_families.filter(state=MeetingState.ENDED, starts_at__gte=now - timedelta(days=SHOWN_DAYS))
    agreed = _agreements(person, today)
    return FamilyMeetings(
        coming=coming,
        is_expected=coming is not None
        and Attendance.objects.filter(meeting=coming, person=person, presence=Presence.EXPECTED).exists(),
        waiting=held.exclude(pk__in=signed.order_by().values("meeting")).order_by("-starts_at").first(),
        agreements=[_told(row, today) for row in agreed],
        share=share_of(person, today),
        minutes=list(
            signed.exclude(family_text="")
            .select_related("meeting__series")
            .defer("content", "sections")
            .order_by("-meeting__starts_at")[:MOST_MEETINGS]
        ),
        naming=naming_of(person),
        may_propose=coming is not None and may_propose(person, coming),
        proposals=proposals_of(person, coming),
    )


def proposals_of(person: Person, meeting: Meeting | None) -> list[AgendaItem]:
    """What they asked to be treated in it, the newest last."""
    if meeting is None:
        return []
    return list(AgendaItem.objects.filter(meeting=meeting, added_by=person).order_by("pk"))


def read_by(person: Person) -> QuerySet[Agreement]:
    """Agreements written for families, of meetings whose minutes are signed: their words were looked through."""
    signed = Minutes.objects.of_families(person).order_by().values("meeting")
    return Agreement.objects.visible_to(person).filter(for_families=True, meeting__in=signed)


def _agreements(person: Person, today: date) -> list[Agreement]:
    """What is pending, the oldest day first; then what is over, the newest first."""
    recent = Q(state__in=PENDING) | Q(due_on__gte=today - timedelta(days=SHOWN_DAYS))
    rows = (
        read_by(person)
        .filter(recent)
        .select_related("owner_unit", "owner_delegation", "meeting__series")
        .order_by("due_on", "pk")
    )
    found = list(rows)
    pending = [row for row in found if row.is_pending]
    over = [row for row in reversed(found) if not row.is_pending]
    return (pending + over)[:MOST_AGREEMENTS]


def _told(row: Agreement, today: date) -> Told:
    return Told(row, owner_words(row), kept(row, today), tone(row, today))


def share_of(person: Person, today: date) -> Share:
    """Counted over every agreement whose first day has passed, but those without effect."""
    due = read_by(person).filter(first_due_on__lt=today).exclude(state=AgreementState.CANCELLED)
    counted = due.aggregate(
        due=Count("pk"), on_time=Count("pk", filter=Q(fulfilled_on__isnull=False, fulfilled_on__lte=F("first_due_on")))
    )
    return Share(counted["due"], counted["on_time"])


def naming_of(person: Person) -> Naming | None:
    """What they said of being named; None for who never took part."""
    of_series = Member.objects.filter(person=person, kind=ParticipantKind.FAMILY).current()
    said = list(of_series.values_list("may_be_named", flat=True))
    if not said:
        called = Attendance.objects.filter(person=person, kind=ParticipantKind.FAMILY)
        said = list(called.order_by("-meeting__starts_at").values_list("may_be_named", flat=True)[:1])
    return Naming(all(said), initials(person.full_name)) if said else None
