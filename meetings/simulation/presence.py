"""Who came to a meeting of the past, who sent somebody, who sent word and who did not come. Seeded."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from random import Random

from meetings.actions.meetings.calling import chair_of
from meetings.actions.presence.writing import set_presence
from meetings.models import Attendance, Meeting, Member, NotedVia, ParticipantKind, Presence
from meetings.selectors.seats import seats_on
from meetings.simulation.ground import Ground

STAFF = ((Presence.PRESENT, 83), (Presence.REPRESENTED, 5), (Presence.EXCUSED, 6), (Presence.ABSENT, 6))
OTHERS = ((Presence.PRESENT, 78), (Presence.EXCUSED, 12), (Presence.ABSENT, 10))
WAYS = ((NotedVia.SELF, 3), (NotedVia.LINK, 3), (NotedVia.QR, 2), (NotedVia.SECRETARY, 3))
STAND_INS = ("Ofelia Simulada", "Benito Simulado", "Nora Simulada", "Efraín Simulado", "Lidia Simulada")


def seat_everybody(
    ground: Ground, meeting: Meeting, members: Collection[Member], empty: Collection[int], rng: Random
) -> list[Attendance]:
    """A line for each chair of that day, with what was noted; of the delegations `empty` nobody was there."""
    seats = seats_on(members, meeting.on)
    rows = []
    for seat in seats.people:
        row = chair_of(meeting, seat)
        row.invited_at = meeting.called_at
        delegation = row.delegation_id or (row.unit.delegation_id if row.unit is not None else None)
        chances = STAFF if row.kind == ParticipantKind.INSTITUTE else OTHERS
        presence = rng.choices([one for one, _n in chances], [n for _one, n in chances])[0]
        if delegation is not None and delegation in empty:
            presence = Presence.ABSENT
        elif row.person in (ground.chair, ground.secretary):
            presence = Presence.PRESENT
        _note(ground, row, presence, meeting, rng)
        rows.append(row)
    return Attendance.objects.bulk_create(rows)


def _note(ground: Ground, row: Attendance, presence: str, meeting: Meeting, rng: Random) -> None:
    via = rng.choices([one for one, _n in WAYS], [n for _one, n in WAYS])[0]
    at: datetime = meeting.starts_at + timedelta(minutes=rng.randrange(-12, 18))
    if presence == Presence.ABSENT:
        via, at = NotedVia.SECRETARY, meeting.starts_at + timedelta(minutes=meeting.minutes - 5)
    elif presence == Presence.EXCUSED:
        via, at = (
            rng.choice((NotedVia.LINK, NotedVia.SECRETARY)),
            meeting.starts_at - timedelta(days=rng.randrange(1, 4), minutes=rng.randrange(90)),
        )
    if row.person is None and via == NotedVia.SELF:
        via = NotedVia.LINK
    by = ground.secretary if via == NotedVia.SECRETARY else row.person if via == NotedVia.SELF else None
    stand_in = f"{rng.choice(STAND_INS)} {rng.randrange(700, 999)}" if presence == Presence.REPRESENTED else ""
    set_presence(row, presence, via=via, by=by, represented_by=stand_in, now=at)
