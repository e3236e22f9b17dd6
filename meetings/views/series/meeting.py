"""One meeting: when, where, who was called, what is to be done with it next."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.views.generic import TemplateView

from meetings.actions.meetings.running import EARLIEST
from meetings.meeting_rights import may_follow, may_manage
from meetings.models import MeetingState, Minutes
from meetings.selectors.meetings import called_by_kind, neighbours
from meetings.selectors.seats import seats_on
from meetings.selectors.series import members_of
from meetings.views.base import OfMeeting


class MeetingDetail(OfMeeting, TemplateView):
    """`/reuniones/<pk>/`: for whoever was called, sees a place that it looks at, or sees the country; relatives find
    when and where, and nothing of how it is run.
    """

    def permit(self) -> None:
        """Whoever sees it."""

    def get_template_names(self) -> list[str]:
        return ["meetings/meeting.html" if may_follow(self.person) else "meetings/meeting_invited.html"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(meeting=self.meeting, crumbs=self.crumbs(), **kwargs)
        if not may_follow(self.person):
            return context | {"crumbs": ()}
        before, after = neighbours(self.meeting, self.person)
        kinds = called_by_kind(self.meeting)
        return (
            context
            | {
                "before": before,
                "after": after,
                "kinds": kinds,
                "people": sum(row.people for row in kinds),
                "there": sum(row.there for row in kinds),
                "unreached": sum(row.unreached for row in kinds),
            }
            | self._to_do()
        )

    def _to_do(self) -> dict[str, Any]:
        """What whoever manages it may do now, and whom it would call."""
        meeting, now = self.meeting, timezone.now()
        if not may_manage(self.person):
            return {"manages": False}
        is_planned = meeting.state == MeetingState.PLANNED
        return {
            "manages": True,
            "seats": seats_on(members_of(meeting.series), meeting.on) if is_planned and not meeting.called_at else None,
            "may_open": is_planned and meeting.called_at is not None and meeting.starts_at - now <= EARLIEST,
            "may_reopen": meeting.state == MeetingState.ENDED
            and not Minutes.objects.filter(meeting=meeting, signed_at__isnull=False).exists(),
        }
