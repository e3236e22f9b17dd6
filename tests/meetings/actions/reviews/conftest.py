"""A running meeting with Jalisco and a hospital of it to be looked at."""

from __future__ import annotations

import pytest

from delegations.models import Delegation, Unit
from meetings.models import Meeting, Review
from tests.factories.meetings import MeetingFactory, ReviewFactory, running


@pytest.fixture
def meeting(db) -> Meeting:
    return running(MeetingFactory())


@pytest.fixture
def review(meeting: Meeting, delegation: Delegation) -> Review:
    return ReviewFactory(meeting=meeting, delegation=delegation)


@pytest.fixture
def unit_review(meeting: Meeting, hospital: Unit) -> Review:
    return ReviewFactory(meeting=meeting, delegation=None, unit=hospital, position=2)
