"""The meeting is held before anything below it: attendance, agenda, figures, reviews, agreements. Whoever writes any of
them takes their turn, a signature of the minutes comes before or after, and nobody waits for whoever waits for them.
"""

from __future__ import annotations

from meetings.models import Meeting


def hold(meeting_id: int) -> Meeting:
    """The meeting as it is now, until the transaction ends. A few milliseconds each: two hundred wait for nobody."""
    return Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("series").get(pk=meeting_id)
