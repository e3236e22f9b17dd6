"""A national review that is over: two delegations looked at, one agreement, Ana was there and a relative too."""

from __future__ import annotations

import pytest
from django.utils import timezone

from meetings.actions.minutes import draft_minutes
from meetings.canonical import digest
from meetings.models import Meeting, Minutes, Review
from tests.factories.figures import place_figures, whole
from tests.factories.meetings import (
    AgendaItemFactory,
    AgreementFactory,
    AttendanceFactory,
    MeetingFactory,
    ReviewFactory,
    SeriesFactory,
    SnapshotFactory,
    ended,
)


@pytest.fixture
def held(delegation, other_delegation, ana, beto, rosa, olga) -> Meeting:
    series = SeriesFactory(name="Revisión de prueba", with_families=True)
    meeting = MeetingFactory(series=series, chair=olga, secretary=olga)
    there = {"presence": "present", "noted_at": timezone.now(), "noted_via": "secretary"}
    AttendanceFactory(meeting=meeting, person=ana, name=ana.full_name, delegation=delegation, post="Abasto", **there)
    AttendanceFactory(meeting=meeting, person=rosa, name="Rosa Mendoza Luna", kind="family", is_required=False, **there)
    AgendaItemFactory(meeting=meeting, title="Entregas tardías", state="treated", notes="Se leyó la lista.")
    data = place_figures(abasto={"conjunto": whole(91.0, -2.5)})
    frozen = SnapshotFactory(meeting=meeting, delegation=delegation, data=data, sha256=digest(data))
    review = ReviewFactory(meeting=meeting, delegation=delegation, snapshot=frozen)
    ReviewFactory(meeting=meeting, delegation=other_delegation, position=2)
    ended(meeting)
    now = timezone.now()
    Review.objects.filter(pk=review.pk).update(
        state="reviewed", verdict="grave", comment="Falta vincristina en la unidad.", reviewed_at=now
    )
    meeting.reviews.filter(delegation=other_delegation).update(state="skipped", reviewed_at=now)
    AgreementFactory(
        meeting=meeting, review=review, owner_delegation=delegation, text="Surtir la vincristina",
        for_families=True, family_text="Habrá vincristina en el hospital.",
    )  # fmt: skip
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def minutes(held, olga) -> Minutes:
    return draft_minutes(meeting=held, by=olga)
