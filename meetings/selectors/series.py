"""What the pages of series read."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from delegations.models import Person, Posting
from delegations.roles import Role
from meetings.actions.meetings.planning import slots_of, today_in, weeks_ahead
from meetings.models import Meeting, MeetingState, Member, ParticipantKind, Series
from meetings.naming_consent import initials
from meetings.schedule import Slot
from meetings.selectors.seats import Seats, seats_on

# What a search of people offers.
MOST_FOUND = 20


def listed(rows: QuerySet[Series], now: datetime) -> QuerySet[Series]:
    """With how many are called by it, how many meetings it had, and when the next one is."""
    coming = Q(meetings__state__in=(MeetingState.PLANNED, MeetingState.RUNNING), meetings__starts_at__gte=now)
    return rows.annotate(
        held_count=Count("meetings", filter=Q(meetings__state=MeetingState.ENDED), distinct=True),
        member_count=Count("members", filter=Q(members__left_on__isnull=True), distinct=True),
        next_at=Min("meetings__starts_at", filter=coming),
    ).order_by(F("is_active").desc(), Coalesce("next_at", timezone.now() + timedelta(days=3650)), "name")


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member, how others name it, and who sits for it today."""

    member: Member
    name: str
    people: tuple[str, ...]

    @property
    def is_post(self) -> bool:
        return bool(self.member.role)


def members_of(series: Series) -> QuerySet[Member]:
    """Who is called by it now."""
    return (
        Member.objects.filter(series=series)
        .current()
        .select_related("delegation", "unit", "person")
        .order_by("kind", "role", "delegation__name", "unit__name", "name", "person__full_name", "pk")
    )


def member_rows(series: Series, day: date, *, whole: bool) -> tuple[list[tuple[str, list[MemberRow]]], Seats]:
    """The members by kind, with who sits for each post today. `whole`: relatives by their names, as who calls them
    needs; others see initials of those who have not agreed.
    """
    members = list(members_of(series))
    seats = seats_on(members, day)
    sitting: dict[int, list[str]] = defaultdict(list)
    for seat in seats.people:
        if seat.posting is not None and seat.member.role and seat.person is not None:
            sitting[seat.member.pk].append(seat.person.full_name)
    found: dict[str, list[MemberRow]] = {kind: [] for kind in ParticipantKind}
    for member in members:
        row = MemberRow(member, _name(member, whole=whole), tuple(sorted(sitting[member.pk])))
        found[member.kind].append(row)
    return [(str(ParticipantKind(kind).label), rows) for kind, rows in found.items() if rows], seats


def _name(member: Member, *, whole: bool) -> str:
    if member.role:
        return str(member.get_role_display())
    name = member.person.full_name if member.person is not None else member.name
    hidden = member.kind == ParticipantKind.FAMILY and not member.may_be_named and not whole
    return initials(name) if hidden else name


def not_held(series: Series, now: datetime) -> list[Slot]:
    """Turns of the coming weeks on which they do not meet, because of a day of rest."""
    first = today_in(series, now)
    return [slot for slot in slots_of(series, first, weeks_ahead(series, now)) if slot.on is None]


def people_found(by: Person, words: str) -> list[tuple[Person, str]]:
    """Accounts that may be called, and of which kind: staff that the person sees; a relative only by their whole mail,
    because nobody looks through relatives.
    """
    words = words.strip()
    if len(words) < 3:
        return []
    today = timezone.localdate()
    staff = Posting.objects.current(today).exclude(role=Role.FAMILY).values("person")
    seen = Person.objects.visible_to(by).search(words).filter(is_active=True, pk__in=staff)
    found = [(person, ParticipantKind.INSTITUTE.value) for person in seen.order_by("full_name", "pk")[:MOST_FOUND]]
    if "@" in words:
        relatives = Posting.objects.current(today).filter(role=Role.FAMILY).values("person")
        exact = Person.objects.filter(email__iexact=words, is_active=True, pk__in=relatives).exclude(pk__in=staff)
        found += [(person, ParticipantKind.FAMILY.value) for person in exact]
    return found


def my_meetings(person: Person, since: datetime) -> QuerySet[Meeting]:
    """What stands in a person's own calendar: what they were called to, what they preside or write down, and what is
    planned of series that call them or a post of theirs.
    """
    day = timezone.localdate()
    planned = Q(state=MeetingState.PLANNED, called_at__isnull=True, series__in=series_of(person, day))
    mine = Q(attendances__person=person) | Q(chair=person) | Q(secretary=person) | planned
    rows = Meeting.objects.filter(starts_at__gte=since).filter(mine)
    return Meeting.objects.filter(pk__in=rows.order_by().values("pk")).select_related("series").order_by("starts_at")


def series_of(person: Person, day: date) -> QuerySet[Series]:
    """The series in use that call the person, by account or by a post that they hold."""
    wanted = Q(members__person=person)
    held = Posting.objects.current(day).filter(person=person).exclude(role=Role.FAMILY)
    for role, delegation_id, unit_id in held.values_list("role", "delegation", "unit"):
        everywhere = Q(members__delegation__isnull=True, members__unit__isnull=True)
        here = Q(members__delegation=delegation_id, members__unit=unit_id)
        wanted |= Q(members__role=role) & (everywhere | here)
    called = Series.objects.active().filter(wanted, members__left_on__isnull=True)
    return Series.objects.filter(pk__in=called.order_by().values("pk"))
