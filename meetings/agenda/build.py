"""Every kind's matter out of one gathering of figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.db.models import Count, Q
from django.utils import timezone, translation

from meetings.agenda.abasto import delegations, drugs
from meetings.agenda.agreements import agreements
from meetings.agenda.cases import at_the_session, cases
from meetings.agenda.children import children
from meetings.agenda.deliveries import deliveries
from meetings.agenda.matter import Facts, Matter
from meetings.agenda.network import network
from meetings.agenda.opening import opening
from meetings.agenda.recalls import recalls
from meetings.agenda.reviews import reviews
from meetings.agenda.rollout import rollout
from meetings.figures.gather import Gathered, gather
from meetings.figures.places import COUNTRY, NETWORK
from meetings.models import Attendance, Meeting, Review

BUILDERS: tuple[Callable[[Facts], Matter], ...] = (
    opening, agreements, cases, children, recalls, delegations, drugs, deliveries, rollout, network, reviews,
)  # fmt: skip


def matters_of(meeting: Meeting, now: datetime, figures: Gathered | None = None) -> list[Matter]:
    """All of them, those with nothing to say too; in Spanish, whoever asks. `figures`: gathered already."""
    with translation.override(settings.LANGUAGE_CODE):
        facts = facts_of(meeting, now, figures)
        return [build(facts) for build in BUILDERS]


def facts_of(meeting: Meeting, now: datetime, figures: Gathered | None = None) -> Facts:
    """Some thirty-five queries, whatever the size of the country."""
    gathered = cast("dict[str, Any]", gather(meeting, now) if figures is None else figures)
    called = Attendance.objects.filter(meeting=meeting).aggregate(
        called=Count("pk"), required=Count("pk", filter=Q(is_required=True))
    )
    return Facts(
        meeting=meeting,
        country=gathered[COUNTRY],
        places={key: figures for key, figures in gathered.items() if key not in (COUNTRY, NETWORK)},
        today=timezone.localdate(now),
        now=now,
        required=called["required"],
        called=called["called"],
        reviewed=Review.objects.filter(meeting=meeting).count(),
        session_cases=at_the_session(now),
    )
