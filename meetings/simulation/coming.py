"""What comes: the next weekly session called with its agenda, the turns of both series planned."""

from __future__ import annotations

from meetings.actions.agenda import add_item, build_agenda, propose_item
from meetings.actions.meetings import call_meeting, plan_meetings
from meetings.actions.meetings.planning import weeks_ahead
from meetings.models import Meeting, MeetingState, ParticipantKind
from meetings.simulation.ground import Ground


def plan_both(ground: Ground) -> None:
    for series in (ground.weekly, ground.national):
        plan_meetings(series=series, until=weeks_ahead(series), by=None)
    Meeting.objects.filter(series__in=(ground.weekly, ground.national)).update(is_simulated=True)


def call_next(ground: Ground) -> Meeting | None:
    """The next weekly session: everybody invited, its agenda built, a matter added and one proposed by a hospital."""
    rows = Meeting.objects.filter(series=ground.weekly, state=MeetingState.PLANNED, starts_at__gt=ground.now)
    meeting = rows.order_by("starts_at").first()
    if meeting is None:
        return None
    meeting.chair, meeting.secretary = ground.chair, ground.secretary
    meeting.save(update_fields=["chair", "secretary"])
    meeting = call_meeting(meeting=meeting, by=ground.secretary).meeting
    build_agenda(meeting=meeting, by=None, now=ground.now)
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
    return meeting
