"""Rows of meetings that a test needs but does not care about; what has rules is made by the actions instead."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import factory
from django.utils import timezone

from delegations.models import Posting
from delegations.roles import Role
from meetings.canonical import digest
from meetings.models import (
    AgendaItem,
    Agreement,
    AgreementEvent,
    Attendance,
    Condition,
    Meeting,
    MeetingFeed,
    Member,
    Minutes,
    Review,
    Series,
    Snapshot,
)
from tests.factories.children import folio
from tests.factories.delegations import DelegationFactory, PersonFactory, PostingFactory
from tests.factories.figures import place_figures

# A Wednesday.
ANCHOR = date(2026, 1, 7)


class SeriesFactory(factory.django.DjangoModelFactory):
    """Each Wednesday at 18:00 in Mexico City, as the weekly session; without families until a test says so."""

    class Meta:
        model = Series

    code = factory.Sequence(lambda n: f"serie-{n}")
    name = factory.LazyAttribute(lambda row: f"Sesión de prueba {row.code}")
    weekday = 3
    starts_at = time(18)
    anchor_on = ANCHOR
    has_reviews = True


class MemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Member

    series = factory.SubFactory(SeriesFactory)
    kind = "institute"
    person = factory.SubFactory(PersonFactory)
    since = ANCHOR


class MeetingFactory(factory.django.DjangoModelFactory):
    """Called, tomorrow at this hour; `number` counts within the series."""

    class Meta:
        model = Meeting

    series = factory.SubFactory(SeriesFactory)
    number = factory.LazyAttribute(lambda row: row.series.meetings.count() + 1)
    starts_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
    planned_on = factory.LazyAttribute(lambda row: row.starts_at.astimezone(row.series.zone).date())
    minutes = 120
    place = "Sala de juntas de prueba"
    presence_key = factory.Sequence(lambda n: f"sala-{n:06d}")
    called_at = factory.LazyFunction(timezone.now)


def running(meeting: Meeting) -> Meeting:
    """The meeting as it is once it has begun, an hour ago."""
    now = timezone.now()
    Meeting.objects.filter(pk=meeting.pk).update(
        state="running", opened_at=now - timedelta(hours=1), starts_at=now - timedelta(hours=1)
    )
    meeting.refresh_from_db()
    return meeting


def ended(meeting: Meeting) -> Meeting:
    """The meeting as it is once it is over."""
    if meeting.state == "planned":
        running(meeting)
    Meeting.objects.filter(pk=meeting.pk).update(state="ended", closed_at=timezone.now())
    meeting.refresh_from_db()
    return meeting


class AttendanceFactory(factory.django.DjangoModelFactory):
    """Somebody called who has an account, of whom nothing is noted yet."""

    class Meta:
        model = Attendance

    meeting = factory.SubFactory(MeetingFactory)
    kind = "institute"
    person = factory.SubFactory(PersonFactory)
    name = factory.LazyAttribute(lambda row: row.person.full_name if row.person else "Invitada de prueba")


class AgendaItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    kind = "free"
    position = 50
    title = "Asunto de prueba"
    added_by = factory.SubFactory(PersonFactory)


class SnapshotFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Snapshot

    meeting = factory.SubFactory(MeetingFactory)
    kind = "delegation"
    delegation = factory.SubFactory(DelegationFactory)
    data = factory.LazyAttribute(
        lambda row: place_figures(code=row.delegation.code, name=row.delegation.name) if row.delegation else {}
    )
    sha256 = factory.LazyAttribute(lambda row: digest(row.data))


class ReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Review

    meeting = factory.SubFactory(MeetingFactory)
    position = 1
    delegation = factory.SubFactory(DelegationFactory)


class AgreementFactory(factory.django.DjangoModelFactory):
    """Due in a week, of the delegation's supply manager, made where there is none."""

    class Meta:
        model = Agreement

    folio = factory.Sequence(lambda n: folio("D", n + 1))
    meeting = factory.SubFactory(MeetingFactory)
    text = "Surtir la vincristina que falta"
    owner_role = Role.DELEGATION_SUPPLY_MANAGER
    owner_delegation = factory.SubFactory(DelegationFactory)
    delegation = factory.SelfAttribute("owner_delegation")
    due_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=7))
    first_due_on = factory.SelfAttribute("due_on")
    state_at = factory.LazyFunction(timezone.now)
    agreed_at = factory.SelfAttribute("state_at")

    @factory.lazy_attribute
    def owner(self) -> Posting | None:
        """Whoever holds the post."""
        if not self.owner_role:
            return None
        place: dict[str, Any] = {"delegation": self.owner_delegation, "unit": self.owner_unit}
        held = Posting.objects.filter(role=self.owner_role, **place).order_by("pk").first()
        found: Posting = held or PostingFactory(role=self.owner_role, **place)
        return found

    owner_unit = None


class ConditionFactory(factory.django.DjangoModelFactory):
    """The delegation's abasto level, at least 95 %."""

    class Meta:
        model = Condition

    agreement = factory.SubFactory(AgreementFactory)
    kind = "abasto_level"
    threshold = 95
    delegation = factory.SelfAttribute("agreement.delegation")


class AgreementEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementEvent

    agreement = factory.SubFactory(AgreementFactory)
    kind = "agreed"
    after = "open"
    at = factory.SelfAttribute("agreement.agreed_at")


class MinutesFactory(factory.django.DjangoModelFactory):
    """Drafted, not signed."""

    class Meta:
        model = Minutes

    folio = factory.Sequence(lambda n: folio("T", n + 1))
    meeting = factory.SubFactory(MeetingFactory)
    sections = factory.LazyFunction(lambda: [{"key": "opening", "title": "Apertura", "text": "Se abrió la sesión."}])


def signed(minutes: Minutes, by: Any) -> Minutes:
    """The minutes as they are once signed, with nothing but their text."""
    content = {"sections": minutes.sections}
    Minutes.objects.filter(pk=minutes.pk).update(
        content=content, sha256=digest(content), signed_at=timezone.now(), signed_by=by
    )
    minutes.refresh_from_db()
    return minutes


class MeetingFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MeetingFeed

    person = factory.SubFactory(PersonFactory)
    token_hash = factory.Sequence(lambda n: f"{n:064x}")
