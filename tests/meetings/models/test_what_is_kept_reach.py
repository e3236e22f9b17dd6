"""Who sees frozen figures and the part of minutes that is for families."""

from __future__ import annotations

import pytest

from meetings.models import Minutes, Snapshot
from tests.factories.meetings import (
    AttendanceFactory,
    MeetingFactory,
    MinutesFactory,
    SeriesFactory,
    SnapshotFactory,
    ended,
    signed,
)

pytestmark = pytest.mark.django_db


def test_figures_are_of_a_meeting_that_one_sees_and_of_a_place_that_one_sees(delegation, other_delegation, beto, olga):
    meeting = MeetingFactory()
    theirs, elsewhere = (SnapshotFactory(meeting=meeting, delegation=one) for one in (delegation, other_delegation))
    directory = SnapshotFactory(meeting=meeting, kind="network", delegation=None)
    assert not Snapshot.objects.visible_to(beto).exists()  # not called, and nobody looks at the place there
    AttendanceFactory(meeting=meeting, person=beto)
    assert set(Snapshot.objects.visible_to(beto)) == {theirs, directory}
    assert set(Snapshot.objects.visible_to(olga)) == {theirs, elsewhere, directory}


def test_relatives_read_their_part_of_signed_minutes_of_meetings_with_families(rosa, ana, olga):
    drafts = [
        MinutesFactory(meeting=ended(MeetingFactory(series=SeriesFactory(with_families=families))))
        for families in (True, True, False)
    ]
    theirs, _others = (signed(row, olga) for row in drafts[1:])
    assert set(Minutes.objects.of_families(rosa)) == {theirs}
    assert not Minutes.objects.of_families(ana).exists()
