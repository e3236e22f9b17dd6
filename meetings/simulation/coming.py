"""What comes: the turns of both series planned; those of the next week called, with their agenda."""

from __future__ import annotations

from meetings.actions.agenda import add_item, build_agenda, propose_item
from meetings.actions.meetings import call_meeting, plan_meetings
from meetings.actions.meetings.planning import weeks_ahead
from meetings.models import Meeting, MeetingState, ParticipantKind
from meetings.simulation.ground import Ground
from meetings.simulation.past import CALLED_BEFORE
from pediatric_platform.simulation.case_notices import Notices


def plan_both(ground: Ground) -> None:
    for series in (ground.weekly, ground.national):
        plan_meetings(series=series, until=weeks_ahead(series), by=None)
    Meeting.objects.filter(series__in=(ground.weekly, ground.national)).update(is_simulated=True)


def call_coming(ground: Ground, notices: Notices) -> list[Meeting]:
    """Whatever begins within a week has been called a week before; the weekly session also has matters of people."""
    rows = Meeting.objects.filter(state=MeetingState.PLANNED, starts_at__gt=ground.now)
    rows = rows.filter(series__in=(ground.weekly, ground.national), starts_at__lte=ground.now + CALLED_BEFORE)
    coming = []
    for meeting in rows.order_by("starts_at"):
        called_at = meeting.starts_at - CALLED_BEFORE
        meeting.chair, meeting.secretary = ground.chair, ground.secretary
        meeting.save(update_fields=["chair", "secretary"])
        meeting = call_meeting(meeting=meeting, by=ground.secretary).meeting
        Meeting.objects.filter(pk=meeting.pk).update(called_at=called_at)
        meeting.attendances.filter(invited_at__isnull=False).update(invited_at=called_at)
        notices.mark(called_at)
        build_agenda(meeting=meeting, by=None, now=ground.now)
        if meeting.series_id == ground.weekly.pk:
            _matters_of_people(ground, meeting)
        coming.append(meeting)
    return coming


def _matters_of_people(ground: Ground, meeting: Meeting) -> None:
    """One added by central office, one that a hospital proposed and nobody has accepted yet."""
    add_item(
        meeting=meeting, title="Guardias de fin de año en farmacia", minutes=10, by=ground.secretary,
        body="Qué días cierra cada farmacia y quién contesta esos días.",
    )  # fmt: skip
    called = meeting.attendances.filter(kind=ParticipantKind.INSTITUTE, unit__isnull=False).select_related("person")
    row = called.order_by("pk").first()
    if row is not None and row.person is not None:
        propose_item(
            meeting=meeting, title="Que la cita diga si hay que venir en ayunas", minutes=5, by=row.person,
            body="Lo pidieron las familias en la sala de espera.",
        )  # fmt: skip
