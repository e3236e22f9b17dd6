"""One meeting: when, where, who was called, what is to be done with it next."""

from __future__ import annotations

from typing import Any

from django.views.generic import TemplateView

from meetings.meeting_rights import may_follow, may_manage
from meetings.selectors.meetings import called_by_kind, neighbours
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
        return context | {
            "before": before,
            "after": after,
            "kinds": kinds,
            "people": sum(row.people for row in kinds),
            "there": sum(row.there for row in kinds),
            "unreached": sum(row.unreached for row in kinds),
            "manages": may_manage(self.person),
        }
